// The last step of reading: what the records say of each other. Private to format/.
#pragma once

#include <cstdint>
#include <optional>

#include "format/artifact.h"

namespace wasmc {

// The first record that is wrong. A literal instead of a composed message keeps the loader small.
struct RecordError {
  SectionId section;
  uint64_t index;  // of the record in its section
  const char* message;
};

// Checks every index, range and code offset but those of the trap table, in time linear in the artifact's size (but
// for a binary search a function reference).
[[nodiscard]] std::optional<RecordError> check_records(const ArtifactView& view);

}  // namespace wasmc
