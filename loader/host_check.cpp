#include "loader/host_check.h"

#include <bit>
#include <string>

#include "format/version.h"
#include "loader/platform/cpu_features.h"
#include "loader/platform/mapping.h"
#include "runtime-support/code_image.h"
#include "runtime-support/cpu_features.h"
#include "runtime-support/memory_strategy.h"
#include "runtime-support/vmctx.h"

namespace wasmc {

namespace {

Status check_accepted_abi(const ArtifactHeader& header) { return check_abi(header, oldest_abi, abi_version); }

Status check_architecture(const ArtifactHeader& header) {
  if (header.architecture == host_architecture && header.pointer_bytes == sizeof(void*)) return {};
  return Error{std::string("compiled for ") + to_string(header.architecture) + ", but this machine is " +
               to_string(host_architecture) + ": compile again with --target " + to_string(host_architecture) +
               "-linux-gnu"};
}

Status check_system(const ArtifactHeader& header) {
  if (header.system == OperatingSystem::linux_) return {};
  return Error{"compiled for another operating system: compile again for linux"};
}

// What code takes for granted of the places of its parts, and of what lies behind guarded memories.
Status check_distances(const ArtifactHeader& header) {
  if (header.image_page_log2 == code_image_page_log2 && header.guard_log2 == guard_log2(header.memory_strategy))
    return {};
  return Error{"compiled for other distances between code, data and memories than this loader makes: compile again"};
}

Status check_page_size(const ArtifactHeader& header) {
  const uint64_t most = uint64_t{1} << (header.image_page_log2 & 63);
  if (system_page_size() <= most) return {};
  return Error{"the pages of this machine have " + std::to_string(system_page_size()) +
               " bytes, and the code allows for " + std::to_string(most) + " at most"};
}

std::string feature_name(Architecture architecture, unsigned bit) {
  const std::string_view name = cpu_feature_name(architecture, bit);
  return name.empty() ? "number " + std::to_string(bit) : std::string(name);
}

// Of another architecture's features nothing is known.
Status check_cpu_features(const ArtifactHeader& header) {
  const uint64_t missing = header.cpu_features & ~host_cpu_features();
  if (missing == 0 || header.architecture != host_architecture) return {};
  std::string names;
  for (uint64_t rest = missing; rest != 0; rest &= rest - 1) {
    if (!names.empty()) names += ", ";
    names += feature_name(header.architecture, static_cast<unsigned>(std::countr_zero(rest)));
  }
  const bool is_one = std::has_single_bit(missing);
  return Error{(is_one ? "needs the CPU feature " : "needs the CPU features ") + names +
               ", which this machine lacks: compile again with a lower --cpu"};
}

struct Check {
  ObstacleKind kind;
  Status (*run)(const ArtifactHeader& header);
};

constexpr Check checks[] = {
    {ObstacleKind::abi, check_accepted_abi},    {ObstacleKind::architecture, check_architecture},
    {ObstacleKind::system, check_system},       {ObstacleKind::layout, check_distances},
    {ObstacleKind::page_size, check_page_size}, {ObstacleKind::cpu_features, check_cpu_features},
};

}  // namespace

std::vector<Obstacle> find_obstacles(const ArtifactHeader& header) {
  std::vector<Obstacle> obstacles;
  for (const Check& check : checks) {
    if (const Status status = check.run(header); !status) obstacles.push_back({check.kind, status.error()});
  }
  return obstacles;
}

Status check_runs_here(const ArtifactHeader& header) {
  for (const Check& check : checks) TRY(check.run(header));
  return {};
}

}  // namespace wasmc
