// A script as the runner has it. Immutable; usable from any thread.
#pragma once

#include <atomic>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/module/feature.h"
#include "compiler/text/script.h"
#include "format/base/result.h"

namespace wasmc {

// Gives the artifact of a valid module, or why there is none.
using ArtifactMaker = std::function<Result<std::vector<uint8_t>>(std::span<const uint8_t> wasm)>;

struct ScriptOptions {
  bool validate_only = false;
  bool round_trip = false;   // if only validating: valid modules have to be the same after printing and parsing
  bool prints = false;       // what scripts print is seen
  bool imports_ids = false;  // an instance's id is its name for imports
  // Kept at the line of the command that is performed, unless null.
  std::atomic<uint32_t>* current_line = nullptr;
  FeatureSet language = {};  // what modules may use
  ArtifactMaker make_artifact = {};
};

class ScriptFile {
 public:
  // The source must outlive it. Fails if the script is malformed, with the line as offset.
  [[nodiscard]] static Result<ScriptFile> parse(std::string_view source);

  [[nodiscard]] const Script& script() const { return script_; }
  [[nodiscard]] const std::vector<ScriptCommand>& commands() const { return script_.commands; }
  [[nodiscard]] uint32_t line_of(const ScriptCommand& command) const { return line_at(command.offset); }

 private:
  explicit ScriptFile(std::string_view source);
  [[nodiscard]] uint32_t line_at(uint64_t offset) const;

  std::vector<uint32_t> line_ends_;
  Script script_;
};

}  // namespace wasmc
