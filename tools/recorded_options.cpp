#include "tools/recorded_options.h"

#include <algorithm>

#include "runtime-support/cpu_features.h"

namespace wasmc {

namespace {

// Each feature that a header can name, on or off: whatever the CPU has by itself.
std::string feature_list(const ArtifactHeader& header) {
  std::string list;
  for (const CpuFeature& feature : cpu_feature_table) {
    if (feature.architecture != header.architecture) continue;
    if (!list.empty()) list += ',';
    list += (header.cpu_features >> feature.bit & 1) != 0 ? '+' : '-';
    list += feature.name;
  }
  return list;
}

}  // namespace

std::string_view build_fact(const ArtifactView& view, std::string_view key) {
  std::string_view rest(reinterpret_cast<const char*>(view.build_info.data()), view.build_info.size());
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (!line.starts_with(key) || !line.substr(key.size()).starts_with(": ")) continue;
    return line.substr(key.size() + 2);
  }
  return {};
}

Result<CompileOptions> recorded_options(const ArtifactView& view) {
  const ArtifactHeader& header = view.header;
  CompileOptions options;
  options.level = header.optimisation;
  options.target = build_fact(view, "target");
  options.cpu = build_fact(view, "cpu");
  options.features = feature_list(header);
  options.language = FeatureSet::all();
  const auto has = [&](CompileOption option) { return (header.compile_options & static_cast<uint32_t>(option)) != 0; };
  options.deterministic = has(CompileOption::deterministic);
  options.strict_memory = has(CompileOption::strict_memory);
  options.memory = header.memory_strategy;
  if (options.target.empty() || options.cpu.empty())
    return Error{"it doesn't say for which target and CPU it was made"};
  return options;
}

}  // namespace wasmc
