// Makes instances of modules (section 4.7.3).
#pragma once

#include <memory>
#include <span>

#include "format/base/result.h"
#include "loader/call.h"
#include "loader/external_value.h"
#include "loader/module.h"
#include "loader/store.h"

namespace wasmc {

struct Instantiation {
  Instance* instance;   // the store's
  CallOutcome outcome;  // a trap if an active segment does not fit; else how the start function ended
};

// `imports` are those that link_imports() found. An error means that there is no instance: the artifact asks for
// what can't be provided. After an outcome that is not ok the instance must not be called, but what it wrote into
// imported memories and tables stays.
[[nodiscard]] Result<Instantiation> instantiate(Store& store, std::shared_ptr<const LoadedModule> module,
                                                std::span<const ExternalValue> imports);

}  // namespace wasmc
