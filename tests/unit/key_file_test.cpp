#include "format/key_file.h"

#include <doctest/doctest.h>

#include "format/base/pem.h"

using namespace wasmc;

namespace {

// Of RFC 8410, section 10: an example each, of one pair.
constexpr const char* private_pem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
    "-----END PRIVATE KEY-----\n";
constexpr const char* public_pem =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
    "-----END PUBLIC KEY-----\n";

std::string public_key_error(std::string_view text) {
  const auto keys = parse_public_keys(text);
  return keys ? "" : keys.error().message;
}

std::string private_key_error(std::string_view text) {
  const auto key = parse_private_key(text);
  return key ? "" : key.error().message;
}

}  // namespace

TEST_CASE("keys: those of the standard's example are read, and written in the same form") {
  const auto keys = parse_public_keys(public_pem);
  REQUIRE(keys);
  REQUIRE(keys->size() == 1);
  CHECK(to_hex(keys->front()) == "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1");
  CHECK(to_pem(keys->front()) == public_pem);
  const auto key = parse_private_key(private_pem);
  REQUIRE(key);
  CHECK(key->seed()[0] == 0xd4);
  CHECK(to_pem(*key) == private_pem);
  if (has_signatures()) CHECK(*public_key_of(*key) == keys->front());
}

TEST_CASE("keys: a file may hold several public ones, text around them, and other line ends") {
  const std::string text = std::string("of the old release:\n") + public_pem + "\nand the new one:\n" + public_pem;
  const auto keys = parse_public_keys(text);
  REQUIRE(keys);
  CHECK(keys->size() == 2);
  std::string with_returns;
  for (char c : std::string_view(public_pem)) with_returns += c == '\n' ? "\r\n" : std::string(1, c);
  CHECK(parse_public_keys(with_returns));
}

TEST_CASE("keys: what is none is refused with what it is") {
  CHECK(public_key_error("") == "there is no public key in it: a PEM file with BEGIN PUBLIC KEY is wanted");
  CHECK(public_key_error(private_pem) == "this is a private key: give the public one");
  CHECK(public_key_error(write_pem("CERTIFICATE", {})) == "not a public key, but a PEM file of CERTIFICATE");
  CHECK(public_key_error(write_pem("PUBLIC KEY", {})) == "not a public key for Ed25519");
  CHECK(private_key_error(public_pem) == "not a private key, but a PEM file of PUBLIC KEY");
  CHECK(private_key_error(write_pem("ENCRYPTED PRIVATE KEY", {})).find("is encrypted") != std::string::npos);
}

TEST_CASE("keys: damaged files are refused") {
  const std::string text = public_pem;
  for (size_t length = 0; length + 7 < text.size(); ++length)
    CHECK_MESSAGE(!parse_public_keys(text.substr(0, length)), length);
  for (size_t i = text.find('\n') + 1; i < text.find("=\n"); ++i) {
    std::string damaged = text;
    damaged[i] = '*';
    CHECK(public_key_error(damaged) == "PEM: what is between BEGIN and END PUBLIC KEY is no base64");
  }
}

TEST_CASE("PEM: bytes of any length are what they were when they are read again") {
  std::vector<uint8_t> bytes;
  for (int length = 0; length < 200; ++length) {
    const std::string text = write_pem("BYTES", bytes);
    std::string_view rest = text;
    const auto block = take_pem_block(rest);
    REQUIRE(block);
    REQUIRE(block->has_value());
    CHECK((*block)->bytes == bytes);
    CHECK(rest.empty());
    bytes.push_back(static_cast<uint8_t>(length * 37));
  }
}
