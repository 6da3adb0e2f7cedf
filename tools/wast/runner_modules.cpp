#include "loader/instantiate.h"
#include "tools/wast/runner.h"

namespace wasmc {

// What came of a module that is compiled: an instance, or why there is none.
struct ScriptRunner::Outcome {
  enum class Kind : uint8_t { instance, absent, unlinkable, trap, failure };

  Kind kind = Kind::failure;
  Instance* instance = nullptr;
  std::string message{};
  Absence absence{};  // if absent: what it would be linked with
};

ScriptRunner::Outcome ScriptRunner::link_and_instantiate(const PresentModule& module) {
  if (const auto absence = registered_.find_absence(*module.thing))
    return {Outcome::Kind::absent, nullptr, {}, *absence};
  ImportResolver* const resolvers[] = {&registered_, &spectest_};
  const auto imports = link_imports(*store_, *module.thing, resolvers);
  if (!imports.has_value()) return {Outcome::Kind::unlinkable, nullptr, imports.error().message};
  const auto made = instantiate(*store_, module.thing, *imports);
  if (!made.has_value()) return {Outcome::Kind::failure, nullptr, made.error().message};
  if (!made->outcome.is_ok()) return {Outcome::Kind::trap, nullptr, made->outcome.trap.message};
  return {Outcome::Kind::instance, made->instance};
}

// The command's module, if it can be compiled; else the command is reported.
PresentModule ScriptRunner::define(const ScriptCommand& command) {
  BuiltModule built = build_module(file_.script(), *command.module, options_);
  if (built.loaded != nullptr) return {std::move(built.loaded), {}};
  if (const auto feature = built.failure.unsupported()) {
    skip(command, *feature);
    return {nullptr, {true, *feature}};
  }
  fail(command, "expected a valid module, got \"" + built.failure.message + "\"");
  return {nullptr, {false, "the module of line " + std::to_string(file_.line_of(command)) + " failed"}};
}

PresentInstance ScriptRunner::instantiate_reporting(const ScriptCommand& command, const PresentModule& module) {
  const Outcome outcome = link_and_instantiate(module);
  if (outcome.kind == Outcome::Kind::instance) {
    pass(command);
    return {outcome.instance, {}};
  }
  if (outcome.kind == Outcome::Kind::absent) {
    report_absence(command, outcome.absence);
    return {nullptr, outcome.absence};
  }
  fail(command, "expected an instance, got \"" + outcome.message + "\"");
  return {nullptr, {false, "the module of line " + std::to_string(file_.line_of(command)) + " failed"}};
}

void ScriptRunner::name_instance(const std::string& name, PresentInstance instance) {
  if (options_.imports_ids && !name.empty()) registered_.add(name, instance);
  instances_.add(name, std::move(instance));
}

void ScriptRunner::run_module(const ScriptCommand& command) {
  const PresentModule module = define(command);
  modules_.add(command.module->name, module);
  name_instance(command.module->name,
                module ? instantiate_reporting(command, module) : PresentInstance{nullptr, module.absence});
}

void ScriptRunner::run_definition(const ScriptCommand& command) {
  const PresentModule module = define(command);
  modules_.add(command.module->name, module);
  if (module) pass(command);
}

void ScriptRunner::run_instance(const ScriptCommand& command) {
  const PresentModule module = modules_.find(command.other_name);
  if (!module) report_absence(command, module.absence);
  name_instance(command.name,
                module ? instantiate_reporting(command, module) : PresentInstance{nullptr, module.absence});
}

void ScriptRunner::run_register(const ScriptCommand& command) {
  const PresentInstance instance = instances_.find(command.name);
  registered_.add(command.other_name, instance);
  return instance ? pass(command) : report_absence(command, instance.absence);
}

void ScriptRunner::run_assert_unlinkable(const ScriptCommand& command) {
  const PresentModule module = define(command);
  if (!module) return;
  const Outcome outcome = link_and_instantiate(module);
  if (outcome.kind == Outcome::Kind::absent) return report_absence(command, outcome.absence);
  if (outcome.kind != Outcome::Kind::unlinkable) {
    const std::string got = outcome.kind == Outcome::Kind::instance ? "an instance" : "\"" + outcome.message + "\"";
    return fail(command, "expected \"" + command.message + "\", got " + got);
  }
  pass(command);
  check_message(command, outcome.message);
}

void ScriptRunner::run_assert_trap_module(const ScriptCommand& command) {
  const PresentModule module = define(command);
  if (!module) return;
  const Outcome outcome = link_and_instantiate(module);
  if (outcome.kind == Outcome::Kind::absent) return report_absence(command, outcome.absence);
  if (outcome.kind != Outcome::Kind::trap) {
    const std::string got = outcome.kind == Outcome::Kind::instance ? "an instance" : "\"" + outcome.message + "\"";
    return fail(command, "expected trap \"" + command.message + "\", got " + got);
  }
  pass(command);
  check_message(command, outcome.message);
}

}  // namespace wasmc
