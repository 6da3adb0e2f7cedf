#include "tools/wast/check_script.h"

namespace wasmc {
namespace {

void check_round_trip(const ScriptFile& file, const ScriptCommand& command, const FeatureSet& features,
                      ScriptReport& report) {
  const Status same = check_printing(file.script(), *command.module, features);
  if (same.has_value()) return report.pass(command.kind);
  report.fail(command.kind, file.line_of(command),
              "expected the same module from its text, got \"" + same.error().message + "\"");
}

void check_valid(const ScriptFile& file, const ScriptCommand& command, const ScriptOptions& options,
                 ScriptReport& report) {
  const auto failure = check_module(file.script(), *command.module, options.language);
  if (!failure && options.round_trip) return check_round_trip(file, command, options.language, report);
  if (!failure) return report.pass(command.kind);
  if (const auto feature = failure->unsupported()) return report.skip(command.kind, *feature);
  report.fail(command.kind, file.line_of(command), "expected a valid module, got \"" + failure->message + "\"");
}

}  // namespace

bool is_about_validation(ScriptCommand::Kind kind) {
  using Kind = ScriptCommand::Kind;
  return kind == Kind::assert_malformed || kind == Kind::assert_invalid || kind == Kind::assert_malformed_custom ||
         kind == Kind::assert_invalid_custom;
}

void check_command(const ScriptFile& file, const ScriptCommand& command, const FeatureSet& features,
                   ScriptReport& report) {
  const uint32_t line = file.line_of(command);
  const auto failure = check_module(file.script(), *command.module, features);
  if (!failure) return report.fail(command.kind, line, "expected \"" + command.message + "\", but the module is valid");
  const auto feature = failure->unsupported();
  if (feature && !failure->message.starts_with(command.message)) return report.skip(command.kind, *feature);
  report.pass(command.kind);
  report.check_message(command.kind, line, command.message, failure->message);
}

void check_script(const ScriptFile& file, const ScriptOptions& options, ScriptReport& report) {
  const FeatureSet& features = options.language;
  for (const ScriptCommand& command : file.commands()) {
    if (options.current_line != nullptr) *options.current_line = file.line_of(command);
    if (command.kind == ScriptCommand::Kind::unknown) {
      report.skip(command.kind, command.name);
    } else if (is_about_validation(command.kind)) {
      check_command(file, command, features, report);
    } else if (command.module) {
      check_valid(file, command, options, report);
    }
  }
}

}  // namespace wasmc
