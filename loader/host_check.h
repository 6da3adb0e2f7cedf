// Whether an artifact's code can run on this machine and with this loader, as far as its header says. Usable from any
// thread.
#pragma once

#include <span>
#include <vector>

#include "format/artifact.h"
#include "loader/obstacle.h"

namespace wasmc {

// Everything that is in the way.
[[nodiscard]] std::vector<Obstacle> find_obstacles(const ArtifactHeader& header);

// The first of them.
[[nodiscard]] Status check_runs_here(const ArtifactHeader& header);

}  // namespace wasmc
