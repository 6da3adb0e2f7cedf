// wasmc sign
#include <charconv>

#include "format/key_file.h"
#include "format/read.h"
#include "format/signature.h"
#include "tools/commands.h"
#include "tools/files.h"

namespace wasmc {

namespace {

namespace po = boost::program_options;

constexpr CommandHelp sign_help = {"sign", "--key key.pem [options] app.cwasm [-o out.cwasm]",
                                   "Signs an artifact for wasmload --trust, in the place of a signature that it has. "
                                   "With the key that wasmc keygen or\n"
                                   "`openssl genpkey -algorithm ed25519` has made."};

struct SignArguments {
  std::string input;
  std::string output;
  std::string key;
  std::optional<uint64_t> release;
};

po::options_description describe_options(SignArguments& arguments) {
  po::options_description description("Options");
  auto add = description.add_options();
  add("key", po::value(&arguments.key)->value_name("FILE"), "the private key");
  add("release", po::value<std::string>()->value_name("N"),
      "a number that grows with each release, for wasmload --min-release (default: the number that it has, at first "
      "0)");
  add("output,o", po::value(&arguments.output)->value_name("FILE"),
      "where to write the signed artifact (default: over the input; - for standard output)");
  add("help,h", "print this");
  return description;
}

std::optional<uint64_t> parse_release(std::string_view text) {
  uint64_t release = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), release);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(release) : std::nullopt;
}

Result<PrivateKey> read_private_key(const std::string& path) {
  TRY_ASSIGN(const FileBytes bytes, read_file(path));
  Result<PrivateKey> key = parse_private_key({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!key) return Error{path + ": " + key.error().message};
  return key;
}

Result<std::vector<uint8_t>> sign_artifact(std::span<const uint8_t> file, const SignArguments& arguments) {
  TRY_ASSIGN(const PrivateKey key, read_private_key(arguments.key));
  if (const auto artifact = read_artifact(file); !artifact)
    return Error{format_error(arguments.input, artifact.error())};
  TRY_ASSIGN(std::vector<uint8_t> message, bytes_to_sign(file, arguments.release));
  TRY_ASSIGN(const PublicKey public_key, public_key_of(key));
  TRY_ASSIGN(const Signature signature, sign(message, key));
  return append_signature(std::move(message), {.public_key = public_key, .signature = signature});
}

Status sign_file(const SignArguments& arguments) {
  TRY_ASSIGN(const FileBytes file, read_file(arguments.input));
  TRY_ASSIGN(const std::vector<uint8_t> bytes, sign_artifact(file, arguments));
  return write_file(arguments.output, bytes);
}

}  // namespace

int run_sign(const std::vector<std::string>& words) {
  SignArguments arguments;
  po::variables_map values;
  const auto exit_code = parse_command(words, sign_help, describe_options(arguments), values, arguments.input);
  if (exit_code) return *exit_code;
  if (arguments.key.empty()) return fail("which key? wasmc sign --key key.pem app.cwasm");
  if (values.contains("release")) {
    arguments.release = parse_release(values["release"].as<std::string>());
    if (!arguments.release) return fail("--release takes a number from 0 to 18446744073709551615");
  }
  if (arguments.output.empty()) arguments.output = arguments.input;
  const Status is_signed = sign_file(arguments);
  return is_signed.has_value() ? 0 : fail(is_signed.error().message);
}

}  // namespace wasmc
