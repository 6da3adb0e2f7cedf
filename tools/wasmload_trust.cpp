#include "tools/wasmload_trust.h"

#include <algorithm>

#include "format/key_file.h"
#include "loader/platform/input_file.h"
#include "tools/release_state.h"

namespace wasmc {

namespace {

Result<std::vector<PublicKey>> read_keys(const std::string& path) {
  TRY_ASSIGN(const InputFile file, InputFile::open(path));
  TRY_ASSIGN(const std::vector<uint8_t> bytes, file.read());
  return parse_public_keys({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Result<std::vector<std::string>> split_variable(const char* variable) {
  std::vector<std::string> files;
  if (variable == nullptr) return files;
  std::string_view rest = variable;
  for (;;) {
    const size_t end = rest.find(':');
    files.emplace_back(rest.substr(0, end));
    if (files.back().empty()) return Error{std::string(trust_variable) + " names no key file"};
    if (end == std::string_view::npos) return files;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace

Result<std::optional<TrustPolicy>> trust_policy(const WasmloadOptions& options, const char* variable) {
  TRY_ASSIGN(std::vector<std::string> files, split_variable(variable));
  files.insert(files.end(), options.trusted_keys.begin(), options.trusted_keys.end());
  if (files.empty() && (options.min_release != 0 || options.release_state))
    return Error{
        "--min-release and --release-state need --trust: whoever can change an unsigned artifact can change its "
        "release number"};
  if (files.empty()) return std::optional<TrustPolicy>();
  if (!has_signatures())
    return Error{"--trust and WASMLOAD_TRUST: this wasmload is built without libsodium and can't check signatures"};
  TrustPolicy policy{.keys = {}, .min_release = options.min_release};
  if (options.release_state) {
    TRY_ASSIGN(const uint64_t newest, read_release(*options.release_state));
    policy.min_release = std::max(policy.min_release, newest);
  }
  for (const std::string& file : files) {
    const auto keys = read_keys(file);
    if (!keys) return Error{"--trust " + file + ": " + keys.error().message};
    policy.keys.insert(policy.keys.end(), keys->begin(), keys->end());
  }
  return std::optional(std::move(policy));
}

}  // namespace wasmc
