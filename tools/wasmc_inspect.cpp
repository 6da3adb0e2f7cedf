// wasmc inspect
#include <iostream>

#include "tools/commands.h"
#include "tools/files.h"
#include "tools/inspect.h"
#include "tools/llvm_program.h"

namespace wasmc {

namespace {

namespace po = boost::program_options;

constexpr CommandHelp inspect_help = {"inspect", "[options] app.cwasm",
                                      "Prints what is in an artifact: an overview, or the parts that options name."};

struct Part {
  const char* name;
  bool InspectOptions::* member;
  const char* help;
};

constexpr Part parts[] = {
    {"header", &InspectOptions::header, "the facts that decide where it runs"},
    {"sections", &InspectOptions::sections, "the section table"},
    {"imports", &InspectOptions::imports, "what it needs from others"},
    {"exports", &InspectOptions::exports, "what it offers"},
    {"definitions", &InspectOptions::definitions, "memories, tables, globals, tags and segments"},
    {"relocations", &InspectOptions::relocations, "the import slots that a loader fills"},
    {"trap-counts", &InspectOptions::trap_counts, "how many trap sites there are of each kind"},
    {"traps", &InspectOptions::traps, "each trap site"},
    {"build-info", &InspectOptions::build_info, "what it was made with"},
};

po::options_description describe_options() {
  po::options_description description("Options");
  auto add = description.add_options();
  for (const Part& part : parts) add(part.name, part.help);
  add("disassemble", "the code");
  add("function", po::value<std::string>()->value_name("NAME"), "the code of this function, by name or index");
  add("all", "all of these");
  add("json", "print the parts as an object in JSON (spec/json.md), all but the disassembly");
  add("help,h", "print this");
  return description;
}

InspectOptions choose_parts(const po::variables_map& values) {
  if (values.contains("all")) return InspectOptions::all();
  InspectOptions options;
  bool any = false;
  for (const Part& part : parts) {
    options.*part.member = values.contains(part.name);
    any |= options.*part.member;
  }
  if (values.contains("function")) options.function = values["function"].as<std::string>();
  options.disassembly = values.contains("disassemble") || options.function;
  any |= options.disassembly;
  return any ? options : InspectOptions::overview();
}

// What is printed as JSON: it has no disassembly, whatever `--all` asks for.
std::optional<InspectOptions> without_code(InspectOptions options, const po::variables_map& values) {
  if (values.contains("disassemble") || values.contains("function")) return std::nullopt;
  options.disassembly = false;
  return options;
}

int print_json(const std::string& input, const po::variables_map& values) {
  const auto options = without_code(choose_parts(values), values);
  if (!options) return fail("--json has no disassembly");
  const Result<FileBytes> bytes = read_file(input);
  if (!bytes.has_value()) return fail(bytes.error().message);
  const Result<std::string> json = inspect_as_json(*bytes, *options);
  if (json.has_value()) {
    std::cout << *json;
    return 0;
  }
  std::cerr << format_error(input, json.error()) << "\n";
  return 1;
}

}  // namespace

int run_inspect(const std::vector<std::string>& words, PrintDisassembly disassemble) {
  std::string input;
  po::variables_map values;
  if (const auto exit_code = parse_command(words, inspect_help, describe_options(), values, input)) return *exit_code;
  if (values.contains("json")) return print_json(input, values);
  const InspectOptions options = choose_parts(values);
  // All of it then, not the disassembly alone: the artifact is read once, and may come from standard input.
  if (options.disassembly && disassemble == nullptr) return run_llvm_program("inspect", words);
  const Result<FileBytes> bytes = read_file(input);
  if (!bytes.has_value()) return fail(bytes.error().message);
  const Status inspected = inspect_artifact(*bytes, options, disassemble, std::cout);
  if (inspected.has_value()) return 0;
  std::cerr << format_error(input, inspected.error()) << "\n";
  return 1;
}

}  // namespace wasmc
