// Text as a file of keys: what is read can be written and read again, and nothing but a key of the right kind is one.
#include <string_view>

#include "format/key_file.h"
#include "tests/fuzz/fuzz_target.h"

using namespace wasmc;

namespace {

void read_public(std::string_view text) {
  const auto keys = parse_public_keys(text);
  if (!keys) return expect(!keys.error().message.empty(), "an error says what is wrong");
  expect(!keys->empty(), "there is a key where there is no error");
  for (const PublicKey& key : *keys) {
    const auto again = parse_public_keys(to_pem(key));
    expect(again && again->size() == 1 && again->front() == key, "a public key that is written is the same again");
  }
}

void read_private(std::string_view text) {
  const auto key = parse_private_key(text);
  if (!key) return expect(!key.error().message.empty(), "an error says what is wrong");
  const auto again = parse_private_key(to_pem(*key));
  expect(again && again->seed() == key->seed(), "a private key that is written is the same again");
  expect(!parse_public_keys(to_pem(*key)), "a private key is no public one");
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_public(text);
  read_private(text);
  return 0;
}
