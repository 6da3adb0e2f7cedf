#include "format/ed25519.h"

#include <doctest/doctest.h>

using namespace wasmc;

namespace {

constexpr PrivateKey::Seed seed = {1, 2, 3};
constexpr std::array<uint8_t, 5> message = {'h', 'e', 'l', 'l', 'o'};

}  // namespace

TEST_CASE("Ed25519: the second example of the standard") {
  if (!has_signatures()) return;
  constexpr PrivateKey::Seed secret = {0x4c, 0xcd, 0x08, 0x9b, 0x28, 0xff, 0x96, 0xda, 0x9d, 0xb6, 0xc3,
                                       0x46, 0xec, 0x11, 0x4e, 0x0f, 0x5b, 0x8a, 0x31, 0x9f, 0x35, 0xab,
                                       0xa6, 0x24, 0xda, 0x8c, 0xf6, 0xed, 0x4f, 0xb8, 0xa6, 0xfb};
  constexpr PublicKey expected = {0x3d, 0x40, 0x17, 0xc3, 0xe8, 0x43, 0x89, 0x5a, 0x92, 0xb7, 0x0a,
                                  0xa7, 0x4d, 0x1b, 0x7e, 0xbc, 0x9c, 0x98, 0x2c, 0xcf, 0x2e, 0xc4,
                                  0x96, 0x8c, 0xc0, 0xcd, 0x55, 0xf1, 0x2a, 0xf4, 0x66, 0x0c};
  const PrivateKey key(secret);
  CHECK(*public_key_of(key) == expected);
  constexpr std::array<uint8_t, 1> signed_byte = {0x72};
  const auto signature = sign(signed_byte, key);
  REQUIRE(signature);
  CHECK((*signature)[0] == 0x92);
  CHECK((*signature)[63] == 0x00);
  CHECK(is_signed(signed_byte, *signature, expected));
}

TEST_CASE("Ed25519: no other message, signature or key will do") {
  if (!has_signatures()) return;
  const PrivateKey key(seed);
  const PublicKey public_key = *public_key_of(key);
  const Signature signature = *sign(message, key);
  CHECK(is_signed(message, signature, public_key));
  CHECK(!is_signed(std::span(message).first(4), signature, public_key));
  for (size_t i = 0; i < signature.size(); ++i) {
    Signature other = signature;
    other[i] ^= 1;
    CHECK_MESSAGE(!is_signed(message, other, public_key), i);
  }
  for (size_t i = 0; i < public_key.size(); ++i) {
    PublicKey other = public_key;
    other[i] ^= 1;
    CHECK_MESSAGE(!is_signed(message, signature, other), i);
  }
}

TEST_CASE("Ed25519: the key that every signature would fit is refused") {
  if (!has_signatures()) return;
  constexpr PublicKey neutral = {1};
  constexpr Signature trivial = {1};
  CHECK(!is_signed(message, trivial, neutral));
}

TEST_CASE("Ed25519: keys that are generated differ") {
  if (!has_signatures()) return;
  const auto one = generate_key();
  const auto other = generate_key();
  REQUIRE(one);
  REQUIRE(other);
  CHECK(one->seed() != other->seed());
}

TEST_CASE("Ed25519: without the library nothing is signed, and nothing counts as signed") {
  if (has_signatures()) return;
  CHECK(!generate_key());
  CHECK(!sign(message, PrivateKey(seed)));
  CHECK(!is_signed(message, {}, {}));
}
