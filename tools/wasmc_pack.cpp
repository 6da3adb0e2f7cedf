// wasmc pack and wasmc unpack
#include "format/signature.h"
#include "format/write.h"
#include "tools/commands.h"
#include "tools/files.h"
#include "tools/layout_options.h"

namespace wasmc {

namespace {

namespace po = boost::program_options;

constexpr CommandHelp pack_help = {"pack", "[options] app.cwasm [-o FILE]",
                                   "Stores an artifact in the small layout, for shipping: compressed."};
constexpr CommandHelp unpack_help = {
    "unpack", "[options] app.cwasm [-o FILE]",
    "Stores an artifact in the fast layout, for running: it is mapped from the file, and processes share it."};

struct PackArguments {
  std::string input;
  std::string output;
  bool unsign = false;
  WriteOptions writing;
};

po::options_description describe_options(PackArguments& arguments) {
  po::options_description description("Options");
  auto add = description.add_options();
  add("output,o", po::value(&arguments.output)->value_name("FILE"),
      "where to write it (default: in the input's place; - for standard output)");
  add("unsign", po::bool_switch(&arguments.unsign), "leave the signature out, which covers the bytes as they are");
  if (arguments.writing.layout == Layout::small) add_compression_option(description, arguments.writing);
  add("help,h", "print this");
  return description;
}

Status check_signature(const FileBytes& bytes, bool unsign) {
  TRY_ASSIGN(const std::optional<SignedBytes> found, find_signature(bytes));
  if (!found || unsign) return {};
  return Error{
      "the artifact is signed, and the signature covers its bytes as they are: give --unsign, and sign what comes out"};
}

Status store(const PackArguments& arguments, const FileBytes& bytes) {
  TRY(check_signature(bytes, arguments.unsign));
  TRY_ASSIGN(const std::vector<uint8_t> stored, repack(bytes, arguments.writing));
  return write_file(arguments.output.empty() ? arguments.input : arguments.output, stored);
}

int run(const std::vector<std::string>& words, const CommandHelp& help, Layout layout) {
  PackArguments arguments;
  arguments.writing.layout = layout;
  const po::options_description visible = describe_options(arguments);
  po::variables_map values;
  if (const auto exit_code = parse_command(words, help, visible, values, arguments.input)) return *exit_code;
  if (const auto wrong = check_layout_options(arguments.writing)) return fail(*wrong);
  const Result<FileBytes> bytes = read_file(arguments.input);
  if (!bytes.has_value()) return fail(bytes.error().message);
  const Status stored = store(arguments, *bytes);
  return stored.has_value() ? 0 : fail(arguments.input + ": " + stored.error().message);
}

}  // namespace

int run_pack(const std::vector<std::string>& words) { return run(words, pack_help, Layout::small); }
int run_unpack(const std::vector<std::string>& words) { return run(words, unpack_help, Layout::fast); }

}  // namespace wasmc
