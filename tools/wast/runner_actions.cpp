#include "tools/wast/runner.h"
#include "tools/wast/values.h"

namespace wasmc {
namespace {

std::string describe_all(const std::vector<ScriptResult>& results) {
  if (results.empty()) return "nothing";
  std::string text;
  for (const ScriptResult& result : results) text += (text.empty() ? "" : ", ") + describe(result);
  return text;
}

std::string describe_outcome(const ActionOutcome& outcome, const std::vector<ScriptResult>& expected) {
  if (outcome.kind == ActionOutcome::Kind::trap) return "trap \"" + outcome.message + "\"";
  if (outcome.values.empty()) return "nothing";
  std::string text;
  for (size_t i = 0; i < outcome.values.size(); ++i) {
    const ScriptResult pattern = i < expected.size() ? expected[i] : ScriptResult();
    text += (text.empty() ? "" : ", ") + describe(pattern, outcome.types[i], outcome.values[i]);
  }
  return text;
}

bool are_as_expected(const ActionOutcome& outcome, const std::vector<ScriptResult>& expected) {
  if (outcome.kind != ActionOutcome::Kind::values || outcome.values.size() != expected.size()) return false;
  for (size_t i = 0; i < expected.size(); ++i) {
    if (!matches(expected[i], outcome.types[i], outcome.values[i])) return false;
  }
  return true;
}

// "f(i32 1, i32 2) of $M", or "f" of a global.
std::string describe_action(const ScriptAction& action) {
  std::string text = action.field;
  for (size_t i = 0; i < action.arguments.size(); ++i) text += (i == 0 ? "(" : ", ") + describe(action.arguments[i]);
  if (!action.arguments.empty()) text += ")";
  return action.module.empty() ? text : text + " of $" + action.module;
}

}  // namespace

// What the action gives; nothing if the command is reported already, because the action can't be performed.
std::optional<ActionOutcome> ScriptRunner::act(const ScriptCommand& command) {
  const PresentInstance instance = instances_.find(command.action->module);
  if (!instance) {
    report_absence(command, instance.absence);
    return std::nullopt;
  }
  ActionOutcome outcome = wasmc::perform(*instance.thing, *command.action);
  if (outcome.kind != ActionOutcome::Kind::impossible) return outcome;
  fail(command, describe_action(*command.action) + ": " + outcome.message);
  return std::nullopt;
}

void ScriptRunner::run_action(const ScriptCommand& command) {
  const auto outcome = act(command);
  if (!outcome) return;
  if (outcome->kind == ActionOutcome::Kind::values) return pass(command);
  fail(command, describe_action(*command.action) + ": expected results, got " + describe_outcome(*outcome, {}));
}

void ScriptRunner::run_assert_return(const ScriptCommand& command) {
  const auto outcome = act(command);
  if (!outcome) return;
  if (are_as_expected(*outcome, command.results)) return pass(command);
  fail(command, describe_action(*command.action) + ": expected " + describe_all(command.results) + ", got " +
                    describe_outcome(*outcome, command.results));
}

void ScriptRunner::run_assert_trap(const ScriptCommand& command) {
  const auto outcome = act(command);
  if (!outcome) return;
  if (outcome->kind != ActionOutcome::Kind::trap) {
    return fail(command, describe_action(*command.action) + ": expected trap \"" + command.message + "\", got " +
                             describe_outcome(*outcome, {}));
  }
  pass(command);
  check_message(command, outcome->message);
}

void ScriptRunner::run_assert_exception(const ScriptCommand& command) {
  const auto outcome = act(command);
  if (!outcome) return;
  fail(command, describe_action(*command.action) + ": expected an exception, got " + describe_outcome(*outcome, {}));
}

}  // namespace wasmc
