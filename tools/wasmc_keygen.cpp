// wasmc keygen
#include "format/key_file.h"
#include "tools/commands.h"
#include "tools/new_file.h"

namespace wasmc {

namespace {

namespace po = boost::program_options;

constexpr CommandHelp keygen_help = {
    "keygen", "-o key.pem",
    "Makes a pair of Ed25519 keys: the private one, for wasmc sign, which nobody else must see, and beside it the\n"
    "public one (key.pub), for wasmload --trust."};

std::string public_path(const std::string& path) {
  constexpr std::string_view suffix = ".pem";
  return (path.ends_with(suffix) ? path.substr(0, path.size() - suffix.size()) : path) + ".pub";
}

// Neither or both.
Status write_pair(const std::string& path, const PrivateKey& key) {
  TRY_ASSIGN(const PublicKey public_key, public_key_of(key));
  TRY_ASSIGN(NewFile private_file, NewFile::create(path, 0600));
  TRY_ASSIGN(NewFile public_file, NewFile::create(public_path(path), 0644));
  TRY(private_file.write(to_pem(key)));
  TRY(public_file.write(to_pem(public_key)));
  private_file.keep();
  public_file.keep();
  return {};
}

Status generate(const std::string& path) {
  TRY_ASSIGN(const PrivateKey key, generate_key());
  return write_pair(path, key);
}

}  // namespace

int run_keygen(const std::vector<std::string>& words) {
  std::string output;
  po::options_description visible("Options");
  auto add = visible.add_options();
  add("output,o", po::value(&output)->value_name("FILE"), "where to write the private key; no file is overwritten");
  add("help,h", "print this");
  po::variables_map values;
  if (const auto exit_code = parse_command(words, keygen_help, visible, values)) return *exit_code;
  if (output.empty()) return fail("where to? wasmc keygen -o key.pem");
  const Status generated = generate(output);
  return generated.has_value() ? 0 : fail(generated.error().message);
}

}  // namespace wasmc
