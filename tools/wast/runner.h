// Performs commands of a script. A runner belongs to one thread; the script's threads have one each.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <thread>

#include "loader/store.h"
#include "tools/wast/build.h"
#include "tools/wast/instances.h"
#include "tools/wast/invoke.h"
#include "tools/wast/report.h"
#include "tools/wast/script_file.h"

namespace wasmc {

class ScriptRunner {
 public:
  // File and options must outlive it.
  ScriptRunner(const ScriptFile& file, const ScriptOptions& options, std::unique_ptr<Store> store);
  ~ScriptRunner();

  // Makes an instance known under a name, for instance one of another runner.
  void give(const std::string& name, PresentInstance instance) { instances_.add(name, std::move(instance)); }

  // Performs the commands with these indices, and waits for the threads that they started.
  void run(size_t begin, size_t end);

  [[nodiscard]] const ScriptReport& report() const { return report_; }

 private:
  struct RunningThread;

  void perform(const ScriptCommand& command);

  // In runner_modules.cpp.
  void run_module(const ScriptCommand& command);
  void run_definition(const ScriptCommand& command);
  void run_instance(const ScriptCommand& command);
  void run_register(const ScriptCommand& command);
  void run_assert_unlinkable(const ScriptCommand& command);
  void run_assert_trap_module(const ScriptCommand& command);
  PresentModule define(const ScriptCommand& command);
  PresentInstance instantiate_reporting(const ScriptCommand& command, const PresentModule& module);
  void name_instance(const std::string& name, PresentInstance instance);
  struct Outcome;
  Outcome link_and_instantiate(const PresentModule& module);

  // In runner_actions.cpp.
  void run_action(const ScriptCommand& command);
  void run_assert_return(const ScriptCommand& command);
  void run_assert_trap(const ScriptCommand& command);
  void run_assert_exception(const ScriptCommand& command);
  std::optional<ActionOutcome> act(const ScriptCommand& command);

  // In runner.cpp.
  void start_thread(const ScriptCommand& command, size_t body);
  void wait(const ScriptCommand& command);
  void collect(RunningThread& thread);

  void pass(const ScriptCommand& command) { report_.pass(command.kind); }
  void fail(const ScriptCommand& command, const std::string& why);
  void skip(const ScriptCommand& command, const std::string& reason) { report_.skip(command.kind, reason); }
  // What becomes of a command that asks for what is not there.
  void report_absence(const ScriptCommand& command, const Absence& absence);
  void check_message(const ScriptCommand& command, const std::string& message);

  const ScriptFile& file_;
  const ScriptOptions& options_;
  std::unique_ptr<Store> store_;
  ImportDefinitions spectest_;
  RegisteredInstances registered_;
  Named<std::shared_ptr<const LoadedModule>> modules_;
  Named<Instance*> instances_;
  std::map<std::string, std::unique_ptr<RunningThread>> threads_;
  ScriptReport report_;
};

}  // namespace wasmc
