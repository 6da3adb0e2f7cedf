#include "tools/wast/runner.h"

#include "tools/wast/check_script.h"
#include "tools/wast/spectest.h"

namespace wasmc {

struct ScriptRunner::RunningThread {
  std::unique_ptr<ScriptRunner> runner;
  std::thread thread;
};

ScriptRunner::ScriptRunner(const ScriptFile& file, const ScriptOptions& options, std::unique_ptr<Store> store)
    : file_(file), options_(options), store_(std::move(store)), spectest_(make_spectest(*store_, options.prints)) {}

ScriptRunner::~ScriptRunner() = default;

void ScriptRunner::run(size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i) {
    const ScriptCommand& command = file_.commands()[i];
    if (options_.current_line != nullptr) *options_.current_line = file_.line_of(command);
    if (command.kind == ScriptCommand::Kind::thread) {
      start_thread(command, i + 1);
      i = command.body_end - 1;
    } else {
      perform(command);
    }
  }
  for (auto& [name, thread] : threads_) collect(*thread);
  threads_.clear();
}

void ScriptRunner::perform(const ScriptCommand& command) {
  using Kind = ScriptCommand::Kind;
  switch (command.kind) {
    case Kind::module: return run_module(command);
    case Kind::module_definition: return run_definition(command);
    case Kind::module_instance: return run_instance(command);
    case Kind::register_instance: return run_register(command);
    case Kind::action: return run_action(command);
    case Kind::assert_return: return run_assert_return(command);
    case Kind::assert_trap:
    case Kind::assert_exhaustion: return run_assert_trap(command);
    case Kind::assert_trap_module: return run_assert_trap_module(command);
    case Kind::assert_exception: return run_assert_exception(command);
    case Kind::assert_suspension: return skip(command, "stack switching");
    case Kind::assert_unlinkable: return run_assert_unlinkable(command);
    case Kind::assert_malformed:
    case Kind::assert_invalid:
    case Kind::assert_malformed_custom:
    case Kind::assert_invalid_custom: return check_command(file_, command, options_.language, report_);
    case Kind::wait: return wait(command);
    case Kind::script:
    case Kind::thread: return;
    case Kind::unknown: return skip(command, command.name);
  }
}

// A thread has a store of its own, and of this one only what it is given.
void ScriptRunner::start_thread(const ScriptCommand& command, size_t body) {
  auto store = Store::create();
  if (!store.has_value()) return fail(command, store.error().message);
  auto running = std::make_unique<RunningThread>();
  running->runner = std::make_unique<ScriptRunner>(file_, options_, std::move(*store));
  for (const std::string& name : command.shared) running->runner->give(name, instances_.find(name));
  ScriptRunner* runner = running->runner.get();
  running->thread = std::thread([runner, body, end = command.body_end] { runner->run(body, end); });
  std::unique_ptr<RunningThread>& place = threads_[command.name];
  if (place != nullptr) collect(*place);
  place = std::move(running);
  pass(command);
}

void ScriptRunner::wait(const ScriptCommand& command) {
  const auto found = threads_.find(command.name);
  if (found == threads_.end()) return fail(command, "there is no thread $" + command.name);
  collect(*found->second);
  threads_.erase(found);
  pass(command);
}

void ScriptRunner::collect(RunningThread& thread) {
  thread.thread.join();
  report_.add(thread.runner->report());
}

void ScriptRunner::fail(const ScriptCommand& command, const std::string& why) {
  report_.fail(command.kind, file_.line_of(command), why);
}

void ScriptRunner::report_absence(const ScriptCommand& command, const Absence& absence) {
  return absence.is_skipped ? skip(command, absence.reason) : fail(command, absence.reason);
}

void ScriptRunner::check_message(const ScriptCommand& command, const std::string& message) {
  report_.check_message(command.kind, file_.line_of(command), command.message, message);
}

}  // namespace wasmc
