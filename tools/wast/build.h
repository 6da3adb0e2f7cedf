// From a script's module to one that can be instantiated, and where on this way it is refused. Usable from any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "compiler/text/script.h"
#include "loader/module.h"
#include "tools/wast/script_file.h"

namespace wasmc {

// Why there is no module, or no instance.
struct ModuleFailure {
  enum class Stage : uint8_t { parse, decode, validate, compile, link, instantiate };

  Stage stage = Stage::parse;
  std::string message;

  // Refused as malformed or invalid, by its text, its bytes or its code.
  [[nodiscard]] bool is_by_validation() const { return stage <= Stage::validate; }
  // What the module uses that is not supported yet, if that is why.
  [[nodiscard]] std::optional<std::string> unsupported() const;
};

// Parses, decodes and validates the module; nothing if it is valid.
[[nodiscard]] std::optional<ModuleFailure> check_module(const Script& script, const ScriptModule& module,
                                                        const FeatureSet& features);

// Why a valid module is another one, or none, after it is printed and parsed.
[[nodiscard]] Status check_printing(const Script& script, const ScriptModule& module, const FeatureSet& features);

struct BuiltModule {
  std::shared_ptr<const LoadedModule> loaded;  // null if there is a failure
  ModuleFailure failure;
};

// Does so too, and loads the artifact that the options make of it.
[[nodiscard]] BuiltModule build_module(const Script& script, const ScriptModule& module, const ScriptOptions& options);

}  // namespace wasmc
