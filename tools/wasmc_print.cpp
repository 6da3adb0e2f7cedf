// wasmc print

#include <optional>
#include <string>
#include <string_view>
#include "compiler/binary/decode.h"
#include "compiler/text/print_module.h"
#include "compiler/text/round_trip.h"
#include "tools/commands.h"
#include "tools/files.h"
#include "tools/module_input.h"

namespace wasmc {

namespace {

namespace po = boost::program_options;

constexpr CommandHelp print_help = {
    "print", "[options] app.wasm [-o app.wat]",
    "Writes a WebAssembly module (- for standard input) in the text format, on standard output by default. Names\n"
    "are those of the module's section of names. A module that can be decoded is printed, whether it is valid or not."};

class FileSink : public TextSink {
 public:
  explicit FileSink(OutputFile& file) : file_(file) {}
  Status write(std::string_view text) override {
    return file_.write({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
  }

 private:
  OutputFile& file_;
};

Status print_to_file(const Module& module, const std::string& path, const PrintOptions& options) {
  TRY_ASSIGN(OutputFile file, OutputFile::create(path));
  FileSink sink(file);
  TRY(print_module(module, sink, options));
  return file.finish();
}

struct PrintArguments {
  std::string input;
  std::string output = "-";
  PrintOptions options;
  bool checks = false;
};

int print_file(const PrintArguments& arguments) {
  const std::optional<ModuleInput> input = read_module(arguments.input);
  if (!input) return 1;
  const Result<Module> module = decode_module(input->bytes, FeatureSet::all());
  if (!module.has_value()) return fail(*input, module.error());
  const Status status =
      arguments.checks ? check_round_trip(*module) : print_to_file(*module, arguments.output, arguments.options);
  return status.has_value() ? 0 : fail(*input, status.error());
}

}  // namespace

int run_print(const std::vector<std::string>& words) {
  PrintArguments arguments;
  po::options_description visible("Options");
  auto add = visible.add_options();
  add("output,o", po::value(&arguments.output)->value_name("FILE"), "where to write the text");
  add("fold,f", po::bool_switch(&arguments.options.fold),
      "with instructions inside of those that take what they compute: (i32.eqz (local.get 0))");
  add("check", po::bool_switch(&arguments.checks),
      "write nothing, but fail unless the text, folded or not, parses back to the same module");
  add("help,h", "print this");
  po::variables_map values;
  if (const auto exit_code = parse_command(words, print_help, visible, values, arguments.input)) return *exit_code;
  return print_file(arguments);
}

}  // namespace wasmc
