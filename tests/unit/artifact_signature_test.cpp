#include "format/signature.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "format/layout.h"
#include "format/read.h"
#include "tests/unit/sample_artifact.h"

using namespace wasmc;

namespace {

ArtifactSignature some_signature() {
  ArtifactSignature signature;
  signature.public_key.fill(0x11);
  signature.signature.fill(0x22);
  return signature;
}

ByteVector signed_sample(std::optional<uint64_t> release = std::nullopt) {
  return append_signature(*bytes_to_sign(sample_bytes(), release), some_signature());
}

std::string find_error(const ByteVector& bytes) {
  auto found = find_signature(bytes);
  return found ? "" : found.error().message;
}

// The signed sample with one integer of the header replaced, and its checksum right.
ByteVector changed(size_t offset, uint64_t value, size_t size) {
  ByteVector bytes = signed_sample();
  put(bytes, offset, value, size);
  repair_checksums(bytes);
  return bytes;
}

}  // namespace

TEST_CASE("an artifact that was never signed has no signature") {
  const auto found = find_signature(sample_bytes());
  REQUIRE(found);
  CHECK_FALSE(found->has_value());
}

TEST_CASE("a signature is found with exactly the bytes that it was made for") {
  const ByteVector message = *bytes_to_sign(sample_bytes());
  const ByteVector file = append_signature(message, some_signature());
  const auto found = find_signature(file);
  REQUIRE(found);
  REQUIRE(found->has_value());
  CHECK(std::ranges::equal((*found)->message, message));
  CHECK((*found)->signature.public_key == some_signature().public_key);
  CHECK((*found)->signature.signature == some_signature().signature);
  CHECK(file.size() == message.size() + sizeof(FileSignature));
}

TEST_CASE("a signed artifact is read like another") {
  const ByteVector file = signed_sample();
  auto artifact = read_artifact(file);
  REQUIRE_MESSAGE(artifact, artifact.error().message);
  CHECK(artifact->sections().size() == section_kinds);
  CHECK(artifact->view().header.release == sample_artifact().header.release);
}

TEST_CASE("signing again replaces the signature") {
  CHECK(*bytes_to_sign(signed_sample()) == *bytes_to_sign(sample_bytes()));
}

TEST_CASE("signing can set the release number") {
  const ByteVector file = signed_sample(4711);
  CHECK(read_header(file)->release == 4711);
}

TEST_CASE("without its signature an artifact is what it was before") {
  CHECK(*remove_signature(signed_sample()) == sample_bytes());
  CHECK(*remove_signature(sample_bytes()) == sample_bytes());
}

TEST_CASE("a file whose signature was cut off says so") {
  ByteVector bytes = signed_sample();
  bytes.resize(bytes.size() - sizeof(FileSignature));
  CHECK(find_error(bytes) == "the signature is not where the header says: the artifact is damaged");
  CHECK_FALSE(read_artifact(bytes));
}

TEST_CASE("a signature with any bit flipped is refused as damaged, whoever would verify it") {
  ByteVector bytes = signed_sample();
  for (size_t bit = (bytes.size() - sizeof(FileSignature)) * 8; bit < bytes.size() * 8; ++bit) {
    const auto mask = static_cast<uint8_t>(1u << bit % 8);
    bytes[bit / 8] ^= mask;
    CHECK(find_error(bytes) == "checksum mismatch of the signature: the artifact is damaged");
    CHECK_FALSE(read_artifact(bytes));
    bytes[bit / 8] ^= mask;
  }
}

TEST_CASE("a signature anywhere but at the end of the file is refused") {
  const uint64_t size = signed_sample().size();
  for (uint64_t offset : {uint64_t{0}, uint64_t{1}, size, size - 103, size - 105, ~uint64_t{0}}) {
    const ByteVector bytes = changed(offsetof(FileHeader, signature_offset), offset, 8);
    CHECK(find_error(bytes) == "the signature is not where the header says: the artifact is damaged");
    CHECK_FALSE(bytes_to_sign(bytes));
    CHECK_FALSE(remove_signature(bytes));
  }
  CHECK_FALSE(read_artifact(changed(offsetof(FileHeader, signature_kind), 0, 4)));
  CHECK(find_error(changed(offsetof(FileHeader, signature_kind), 9, 4)) == "unknown kind of signature");
}

TEST_CASE("a file too short for the signature that it announces is refused") {
  ByteVector bytes = *write_artifact(Artifact{});
  put(bytes, offsetof(FileHeader, signature_kind), 1, 4);
  put(bytes, offsetof(FileHeader, signature_offset), bytes.size() - sizeof(FileSignature), 8);
  repair_checksums(bytes);
  CHECK_FALSE(find_signature(bytes));
  CHECK_FALSE(bytes_to_sign(bytes));
}
