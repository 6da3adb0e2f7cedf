// wasmc-wast: runs test scripts.
#include <algorithm>
#include <iostream>
#include <optional>
#include <thread>

#include <boost/program_options.hpp>

#include "tools/feature_options.h"
#include "tools/make_artifact.h"
#include "tools/wast/find_scripts.h"
#include "tools/wast/processes.h"

namespace wasmc {

namespace {

namespace po = boost::program_options;

constexpr const char* usage =
    "Usage: wasmc-wast [options] script.wast...\n"
    "\n"
    "Runs test scripts of the WebAssembly specification: compiles their modules, performs their actions and checks\n"
    "what they assert. A folder stands for all scripts in it and below.\n"
    "\n"
    "Prints a line for each command that fails, a table of the counts, and last a line\n"
    "  assertions: N passed, N failed, N skipped\n"
    "in which every command of the scripts counts. Skipped is what needs a feature that can't be compiled yet; the\n"
    "table names them. The exit code is 0 if nothing failed, else 1; 2 if the options are wrong.\n"
    "\n"
    "Scripts say how the messages of errors and traps begin. One that begins otherwise is counted, and printed with\n"
    "--messages, but does not make an assertion fail.\n"
    "\n";

struct Arguments {
  std::vector<std::string> inputs;
  std::string level = "2";
  std::string memory = "guard";
  unsigned seconds = 600;
  bool lists_files = false;
  bool lists_messages = false;
  CompileOptions compile;
  RunOptions run;
};

int complain(const std::string& message) {
  std::cerr << "wasmc-wast: error: " << message << "\n";
  return 2;
}

po::options_description describe_options(Arguments& arguments) {
  RunOptions& run = arguments.run;
  po::options_description description("Options");
  auto add = description.add_options();
  add("validate-only", po::bool_switch(&run.script.validate_only),
      "run nothing: only check which modules are malformed, invalid or valid");
  add("round-trip", po::bool_switch(&run.script.round_trip),
      "with --validate-only: print each valid module, too, and check that the text stands for the same module");
  add(",O", po::value(&arguments.level)->value_name("LEVEL")->default_value("2"),
      "optimise: 0 not at all, 1 quickly, 2 well, 3 as well as possible, s for size");
  add("cpu", po::value(&arguments.compile.cpu)->value_name("NAME"),
      "the CPU to compile for, as clang names it, or native (default: x86-64-v2, armv8-a, rv64gc)");
  add("memory", po::value(&arguments.memory)->value_name("STRATEGY")->default_value("guard"),
      "how accesses past the end of a memory are found out: guard or checked");
  add("deterministic", po::bool_switch(&arguments.compile.deterministic),
      "compile in the deterministic profile: every NaN that arithmetic makes is the canonical one");
  add("strict-memory", po::bool_switch(&arguments.compile.strict_memory), "don't combine accesses to memory");
  add("import-ids", po::bool_switch(&run.script.imports_ids),
      "let modules import from instances by their ids, as wasmtime's scripts do");
  add("wasm", po::value<std::string>()->value_name("VERSION"),
      "let modules use what this version of the specification has (1.0, 2.0, 3.0), not everything");
  add("enable-FEATURE", "let them use this feature, too; `wasmc features` lists them");
  add("disable-FEATURE", disable_option_help);
  add("jobs,j", po::value(&run.jobs)->value_name("N"),
      "run N scripts at a time, each in a process of its own (default: one a core); 0: all in this process");
  add("timeout", po::value(&arguments.seconds)->value_name("SECONDS")->default_value(arguments.seconds),
      "how long a script may take");
  add("files", po::bool_switch(&arguments.lists_files), "print the counts of each script, too");
  add("messages", po::bool_switch(&arguments.lists_messages), "print a line for each message that begins otherwise");
  add("print", po::bool_switch(&run.script.prints), "print what scripts print through spectest");
  add("help,h", "print this");
  return description;
}

// Scripts may use everything unless a version is asked for.
Result<FeatureSet> take_features(std::vector<std::string>& words) {
  const bool has_version =
      std::any_of(words.begin(), words.end(), [](const std::string& word) { return word.starts_with("--wasm"); });
  if (!has_version) words.insert(words.begin(), "--enable-all");
  return take_feature_options(words);
}

void parse_words(const std::vector<std::string>& words, const po::options_description& visible, Arguments& arguments,
                 po::variables_map& values) {
  po::options_description all;
  all.add(visible).add_options()("input", po::value(&arguments.inputs));
  po::positional_options_description positions;
  positions.add("input", -1);
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  po::store(po::command_line_parser(words).options(all).positional(positions).style(style).run(), values);
  po::notify(values);
}

// Prints what becomes of the scripts.
class Printer {
 public:
  explicit Printer(const Arguments& arguments) : arguments_(arguments) {}

  void add(const std::string& path, const ScriptReport& report) {
    for (const ScriptNote& note : report.failures()) print_note(path, note);
    if (arguments_.lists_messages) {
      for (const ScriptNote& note : report.wrong_messages()) print_note(path, note);
    }
    if (arguments_.lists_files) std::cout << path << ": " << verdict(report) << reasons(report) << '\n';
    std::cout << std::flush;
    total_.add(report);
    ++files_;
  }

  // The exit code.
  int finish() {
    print_counts(total_, std::cout);
    std::cout << "files: " << files_ << "\nassertions: " << verdict(total_) << '\n';
    return total_.total().failed == 0 ? 0 : 1;
  }

 private:
  static std::string verdict(const ScriptReport& report) {
    const CommandCounts counts = report.total();
    return std::to_string(counts.passed) + " passed, " + std::to_string(counts.failed) + " failed, " +
           std::to_string(counts.skipped) + " skipped";
  }

  // " (one reason to skip; another)", or nothing.
  static std::string reasons(const ScriptReport& report) {
    std::string text;
    for (const auto& [reason, count] : report.skipped()) text += (text.empty() ? " (" : "; ") + reason;
    return text.empty() ? text : text + ")";
  }

  static void print_note(const std::string& path, const ScriptNote& note) {
    std::cout << path << ':' << note.line << ": " << note.text << '\n';
  }

  const Arguments& arguments_;
  ScriptReport total_;
  size_t files_ = 0;
};

int run(const Arguments& arguments) {
  const Result<std::vector<std::string>> scripts = find_scripts(arguments.inputs);
  if (!scripts.has_value()) return complain(scripts.error().message);
  Printer printer(arguments);
  run_files(*scripts, arguments.run,
            [&](const std::string& path, const ScriptReport& report) { printer.add(path, report); });
  return printer.finish();
}

// An exit code with a message if an option has a value that is none.
std::optional<int> finish_options(Arguments& arguments) {
  const auto level = find_level(arguments.level);
  if (!level) return complain("-O" + arguments.level + ": use -O0, -O1, -O2, -O3 or -Os");
  arguments.compile.level = *level;
  const auto strategy = find_memory_strategy(arguments.memory);
  if (!strategy) return complain("--memory=" + arguments.memory + ": use guard or checked");
  arguments.compile.memory = *strategy;
  arguments.compile.threads = 1;
  arguments.run.script.make_artifact = [&](std::span<const uint8_t> wasm) {
    return make_artifact(wasm, arguments.compile);
  };
  arguments.run.limit = std::chrono::seconds(arguments.seconds);
  if (arguments.inputs.empty()) return complain("no script; see wasmc-wast --help");
  return std::nullopt;
}

}  // namespace
}  // namespace wasmc

int main(int argc, char** argv) {
  using namespace wasmc;
  Arguments arguments;
  arguments.run.jobs = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::string> words(argv + 1, argv + argc);
  const Result<FeatureSet> features = take_features(words);
  if (!features.has_value()) return complain(features.error().message);
  arguments.compile.language = *features;
  arguments.run.script.language = *features;
  const po::options_description visible = describe_options(arguments);
  po::variables_map values;
  try {
    parse_words(words, visible, arguments, values);
  } catch (const po::error& error) {
    return complain(error.what());
  }
  if (values.contains("help")) {
    std::cout << usage << visible;
    return 0;
  }
  if (const auto exit_code = finish_options(arguments)) return *exit_code;
  return run(arguments);
}
