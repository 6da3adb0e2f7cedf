#include "tools/wast/build.h"

#include <span>
#include <vector>

#include "compiler/binary/decode.h"
#include "compiler/text/round_trip.h"
#include "compiler/validate/module.h"
#include "loader/load.h"

namespace wasmc {
namespace {

using Stage = ModuleFailure::Stage;

constexpr std::string_view unsupported_words = "not supported yet: ";

std::optional<ModuleFailure> check_bytes(std::span<const uint8_t> bytes, const FeatureSet& features) {
  const Result<Module> module = decode_module(bytes, features);
  if (!module.has_value()) return ModuleFailure{Stage::decode, module.error().message};
  const Status valid = validate_module(*module, 1);
  if (!valid.has_value()) return ModuleFailure{Stage::validate, valid.error().message};
  return std::nullopt;
}

Result<std::shared_ptr<const LoadedModule>> make_and_load(std::span<const uint8_t> bytes, const ArtifactMaker& make) {
  TRY_ASSIGN(std::vector<uint8_t> artifact, make(bytes));
  return load_module(std::move(artifact));
}

}  // namespace

std::optional<std::string> ModuleFailure::unsupported() const {
  const size_t found = message.find(unsupported_words);
  if (found == std::string::npos) return std::nullopt;
  return message.substr(found + unsupported_words.size());
}

std::optional<ModuleFailure> check_module(const Script& script, const ScriptModule& module,
                                          const FeatureSet& features) {
  const Result<TextModule> parsed = parse_script_module(script, module);
  if (!parsed.has_value()) return ModuleFailure{Stage::parse, parsed.error().message};
  return check_bytes(parsed->bytes, features);
}

Status check_printing(const Script& script, const ScriptModule& module, const FeatureSet& features) {
  TRY_ASSIGN(const TextModule parsed, parse_script_module(script, module));
  TRY_ASSIGN(const Module decoded, decode_module(parsed.bytes, features));
  return check_round_trip(decoded);
}

BuiltModule build_module(const Script& script, const ScriptModule& module, const ScriptOptions& options) {
  const Result<TextModule> parsed = parse_script_module(script, module);
  if (!parsed.has_value()) return {nullptr, {Stage::parse, parsed.error().message}};
  if (const auto failure = check_bytes(parsed->bytes, options.language)) return {nullptr, *failure};
  Result<std::shared_ptr<const LoadedModule>> loaded = make_and_load(parsed->bytes, options.make_artifact);
  if (!loaded.has_value()) return {nullptr, {Stage::compile, loaded.error().message}};
  return {std::move(*loaded), {}};
}

}  // namespace wasmc
