#include "loader/trust.h"

#include <doctest/doctest.h>

#include "format/signature.h"
#include "loader/load.h"
#include "tests/unit/loader_sample.h"

namespace wasmc {

namespace {

PrivateKey key_number(uint8_t number) {
  PrivateKey::Seed seed{};
  seed[0] = number;
  return PrivateKey(seed);
}

PublicKey public_key_number(uint8_t number) { return *public_key_of(key_number(number)); }

std::vector<uint8_t> sign_with(uint8_t number, const std::vector<uint8_t>& file, uint64_t release = 0) {
  std::vector<uint8_t> message = *bytes_to_sign(file, release);
  const Signature signature = *sign(message, key_number(number));
  return append_signature(std::move(message), {.public_key = public_key_number(number), .signature = signature});
}

TrustPolicy trust_in(uint8_t number, uint64_t min_release = 0) {
  return {.keys = {public_key_number(number)}, .min_release = min_release};
}

std::string distrust_of(const std::vector<uint8_t>& file, const TrustPolicy& policy) {
  const auto distrust = find_distrust(file, policy);
  return distrust ? code_of(distrust->kind) : "";
}

}  // namespace

TEST_CASE("trust: what one of the keys has signed is accepted, and can be loaded") {
  if (!has_signatures()) return;
  const auto file = sign_with(1, ArtifactBuilder().bytes());
  TrustPolicy policy = trust_in(2);
  policy.keys.push_back(public_key_number(1));
  CHECK(distrust_of(file, policy).empty());
  CHECK(load_module(file, {.trust = &policy}));
}

TEST_CASE("trust: without a signature, by another key, without any key it is refused") {
  if (!has_signatures()) return;
  const auto unsigned_file = ArtifactBuilder().bytes();
  const auto file = sign_with(1, unsigned_file);
  CHECK(distrust_of(unsigned_file, trust_in(1)) == "unsigned");
  CHECK(distrust_of(*remove_signature(file), trust_in(1)) == "unsigned");
  CHECK(distrust_of(file, trust_in(2)) == "unknown-key");
  CHECK(distrust_of(file, {}) == "unknown-key");
}

TEST_CASE("trust: a signature in the name of another key is a bad one") {
  if (!has_signatures()) return;
  std::vector<uint8_t> message = *bytes_to_sign(ArtifactBuilder().bytes());
  const Signature signature = *sign(message, key_number(2));
  const auto file = append_signature(message, {.public_key = public_key_number(1), .signature = signature});
  CHECK(distrust_of(file, trust_in(1)) == "bad-signature");
}

TEST_CASE("trust: an older release is refused, though it is signed") {
  if (!has_signatures()) return;
  const auto file = sign_with(1, ArtifactBuilder().bytes(), 7);
  CHECK(distrust_of(file, trust_in(1, 7)).empty());
  CHECK(distrust_of(file, trust_in(1, 8)) == "too-old");
  // Raising the number takes the key.
  const auto raised = *bytes_to_sign(file, 8);
  const auto found = find_signature(file);
  REQUIRE(found);
  CHECK(distrust_of(append_signature(raised, (*found)->signature), trust_in(1, 8)) == "bad-signature");
}

TEST_CASE("trust: a change of any bit, and any cut, is refused") {
  if (!has_signatures()) return;
  const auto file = sign_with(1, ArtifactBuilder().bytes());
  const TrustPolicy policy = trust_in(1);
  for (size_t i = 0; i < file.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      auto changed = file;
      changed[i] ^= static_cast<uint8_t>(1u << bit);
      CHECK_MESSAGE(!check_trust(changed, policy), i);
    }
    CHECK_MESSAGE(!check_trust(std::span(file).first(i), policy), i);
  }
}

TEST_CASE("trust: where signatures can't be checked, nothing is trusted") {
  if (has_signatures()) return;
  CHECK(distrust_of(ArtifactBuilder().bytes(), {}) == "no-verification");
}

}  // namespace wasmc
