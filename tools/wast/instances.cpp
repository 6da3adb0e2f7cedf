#include "tools/wast/instances.h"

namespace wasmc {

std::optional<Absence> RegisteredInstances::find_absence(const LoadedModule& module) const {
  for (const ImportRecord& import : module.view().imports) {
    const auto found = instances_.find(module.string(import.module));
    if (found != instances_.end() && !found->second) return found->second.absence;
  }
  return std::nullopt;
}

Resolution RegisteredInstances::resolve(Store&, const ImportRequest& request) {
  const auto found = instances_.find(request.module);
  if (found == instances_.end() || !found->second) return Resolution(std::nullopt);
  return Resolution(found->second.thing->find_export(request.name));
}

}  // namespace wasmc
