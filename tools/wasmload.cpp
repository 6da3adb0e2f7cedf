// wasmload: runs artifacts.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <mutex>

#include "format/artifact.h"
#include "loader/call.h"
#include "loader/function_types.h"
#include "loader/instantiate.h"
#include "loader/link.h"
#include "loader/load.h"
#include "loader/text.h"
#include "runtime-support/vmctx.h"
#include "tools/release_state.h"
#include "tools/wasmload_explain.h"
#include "tools/wasmload_host.h"
#include "tools/wasmload_options.h"
#include "tools/wasmload_trust.h"
#include "tools/wasmload_values.h"
#include "tools/wasmload_wasi.h"

namespace wasmc {

namespace {

constexpr int exit_error = 1;
constexpr int exit_trap = 134;  // as a shell reports SIGABRT

// What stays as long as code may run.
struct Session {
  std::optional<TrustPolicy> trust;
  uint64_t least_release = UINT64_MAX;  // of the artifacts
  ImportDefinitions preloaded;
  std::unique_ptr<HostImports> host;
  std::unique_ptr<Store> store;  // last, so that it goes first
};

void print_line(FILE* file, const std::string& line) { std::fprintf(file, "%s\n", line.c_str()); }

int fail(const std::string& message) {
  print_line(stderr, "wasmload: error: " + message);
  return exit_error;
}

// The exit code for a call that is not ok.
int report(const CallOutcome& outcome) {
  if (outcome.kind == CallOutcome::Kind::exit) return static_cast<int>(outcome.exit_code & 0xff);
  print_line(stderr, "wasmload: trap: " + to_string(outcome.trap));
  return exit_trap;
}

// Ends the process while threads of the program may be running; the first thread that comes here decides how.
template <typename Report>
[[noreturn]] void end_process(Report report) {
  static std::mutex ending;
  ending.lock();
  const int code = report();
  std::fflush(nullptr);
  std::_Exit(code);
}

void end_by_thread(const Result<CallOutcome>& ending) {
  end_process([&] { return ending ? report(*ending) : fail("a thread: " + ending.error().message); });
}

// Writing where nobody reads or beyond a limit is an error to the program, not the end of the process.
void ignore_signals_of_writing() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

Status start_session(const WasmloadOptions& options, Session& session) {
  TRY_ASSIGN(session.store, Store::create({.stack_size = options.stack_size}));
  TRY_ASSIGN(WasiConfig config, make_wasi_config(options));
  TRY_ASSIGN(session.host, HostImports::create(options, std::move(config), session.preloaded, end_by_thread));
  ignore_signals_of_writing();
  return {};
}

// Errors name the file.
template <typename T>
Result<T> in_file(const std::string& file, Result<T> result) {
  if (result.has_value()) return result;
  Error& error = result.error();
  std::string position;
  if (error.has_offset()) {
    char digits[32];
    std::snprintf(digits, sizeof(digits), ":0x%llx", static_cast<unsigned long long>(error.offset));
    position = digits;
  }
  return Error{file + position + ": " + error.message};
}

Result<std::shared_ptr<const LoadedModule>> load(Session& session, const std::string& file) {
  TRY_ASSIGN(auto module, in_file(file, load_file(file, {.trust = session.trust ? &*session.trust : nullptr})));
  session.least_release = std::min(session.least_release, module->view().header.release);
  return module;
}

Result<Instantiation> make_instance(Session& session, const std::string& file,
                                    std::shared_ptr<const LoadedModule> module) {
  auto imports = in_file(file, link_imports(*session.store, *module, session.host->resolvers()));
  if (!imports) return Error{imports.error().message + session.host->emscripten().hint()};
  return in_file(file, instantiate(*session.store, std::move(module), *imports));
}

// Threads have no part in instances of the main thread's store.
std::vector<ImportResolver*> thread_resolvers(Session& session) {
  const auto all = session.host->resolvers();
  std::vector<ImportResolver*> resolvers(all.begin(), all.end());
  resolvers.erase(std::find(resolvers.begin(), resolvers.end(), &session.preloaded));
  return resolvers;
}

// A module without _start may have to be set up by _initialize.
CallOutcome initialize(Session& session, const Instance& instance) {
  const auto exported = instance.find_export("_initialize");
  const auto* function = exported ? std::get_if<const FuncRef*>(&*exported) : nullptr;
  if (function == nullptr || function_type(static_cast<uint32_t>((*function)->type_id)) != FunctionType{}) return {};
  Value none;
  return invoke(*session.store, **function, &none);
}

Result<std::vector<Value>> parse_arguments(const FunctionType& type, const std::vector<std::string>& words) {
  if (words.size() != type.params.size())
    return Error{"the function is " + to_string(type) + ", but " + std::to_string(words.size()) +
                 " arguments were given"};
  std::vector<Value> values(std::max<size_t>({type.params.size(), type.results.size(), 1}));
  for (size_t i = 0; i < words.size(); ++i) {
    TRY_ASSIGN(values[i], parse_value(type.params[i], words[i]));
  }
  return values;
}

Result<const FuncRef*> find_function(const WasmloadOptions& options, const Instance& instance,
                                     const std::string& name) {
  const auto exported = instance.find_export(name);
  const auto* function = exported ? std::get_if<const FuncRef*>(&*exported) : nullptr;
  if (function != nullptr) return *function;
  const std::string hint = options.invoke ? "" : ": name another one with --invoke NAME";
  return Error{options.file + " exports no function " + quote(name) + hint};
}

// Calls the function that the user wants and prints its results; the exit code.
Result<int> run_function(const WasmloadOptions& options, Session& session, const Instance& instance) {
  TRY_ASSIGN(const FuncRef* function, find_function(options, instance, options.invoke.value_or("_start")));
  const FunctionType& type = function_type(static_cast<uint32_t>(function->type_id));
  const std::vector<std::string> none;
  TRY_ASSIGN(std::vector<Value> values, parse_arguments(type, options.invoke ? options.arguments : none));
  if (options.invoke) {
    const CallOutcome initialized = initialize(session, instance);
    if (!initialized.is_ok()) return report(initialized);
  }
  const CallOutcome outcome = invoke(*session.store, *function, values.data());
  if (!outcome.is_ok()) return report(outcome);
  for (size_t i = 0; i < type.results.size(); ++i) print_line(stdout, print_value(type.results[i], values[i]));
  return std::fflush(stdout) == 0 ? 0 : exit_error;
}

Status preload(const WasmloadOptions& options, Session& session, std::optional<int>& exit_code) {
  for (const Preload& preload : options.preloads) {
    TRY_ASSIGN(auto module, load(session, preload.file));
    TRY_ASSIGN(const Instantiation made, make_instance(session, preload.file, std::move(module)));
    const CallOutcome outcome = made.outcome.is_ok() ? initialize(session, *made.instance) : made.outcome;
    if (!outcome.is_ok()) exit_code = report(outcome);
    if (exit_code) break;
    session.preloaded.define_instance(preload.name, *made.instance);
  }
  return {};
}

Result<int> run_program(const WasmloadOptions& options, Session& session) {
  TRY(start_session(options, session));
  TRY_ASSIGN(auto module, load(session, options.file));
  session.host->threads().set_program(module, thread_resolvers(session));
  std::optional<int> exit_code;
  TRY(preload(options, session, exit_code));
  if (exit_code) return *exit_code;
  if (options.release_state) TRY(raise_release(*options.release_state, session.least_release));
  // Whatever the program may import is there, and nothing older will be.

  TRY_ASSIGN(const Instantiation made, make_instance(session, options.file, std::move(module)));
  if (!made.outcome.is_ok()) return report(made.outcome);
  return run_function(options, session, *made.instance);
}

// When the main thread is done, so is the program, whatever its other threads do.
int run(const WasmloadOptions& options, const std::optional<TrustPolicy>& trust) {
  Session session;
  session.trust = trust;
  const Result<int> result = run_program(options, session);
  const auto exit_code = [&] { return result ? *result : fail(result.error().message); };
  if (session.host != nullptr && session.host->threads().has_spawned()) end_process(exit_code);
  return exit_code();
}

std::string version_text() {
  return std::string("wasmload ") + WASMC_VERSION + " (artifact format " + std::to_string(format_major) + "." +
         std::to_string(format_minor) + ", ABI " + std::to_string(abi_version) + ")";
}

}  // namespace

}  // namespace wasmc

int main(int argc, char** argv) {
  using namespace wasmc;
  const auto options = parse_wasmload_options(argc > 0 ? argc - 1 : 0, argv + 1);
  if (!options) return fail(options.error().message);
  if (options->help) return std::fputs(wasmload_help().c_str(), stdout) < 0;
  if (options->version) return std::puts(version_text().c_str()) < 0;
  const auto trust = trust_policy(*options, std::getenv(trust_variable));
  if (!trust) return fail(trust.error().message);
  if (options->explain) return explain_artifact(*options, *trust);
  return run(*options, *trust);
}
