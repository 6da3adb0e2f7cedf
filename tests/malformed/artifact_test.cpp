// Damage that is not chosen but tried exhaustively or at random. Run it with the sanitizers: they prove that no damage
// makes the reader step outside of the file.
#include <doctest/doctest.h>

#include <random>

#include "format/layout.h"
#include "format/read.h"
#include "format/write.h"
#include "tests/unit/sample_artifact.h"

using namespace wasmc;

namespace {

// The small sample whole and uncompressed, so that changes reach the records.
ByteVector raw_sample() {
  Artifact artifact = sample_artifact();
  artifact.data.resize(16);
  artifact.data_segments = {{0u, 1u, {0u, 3u}, {0u, 8u}}, {1u, 0u, {0u, 0u}, {8u, 8u}}};
  auto bytes = write_artifact(artifact);
  REQUIRE(bytes);
  REQUIRE(read_error(*bytes).empty());
  return std::move(bytes).value();
}

}  // namespace

TEST_CASE("an artifact truncated at any byte is refused") {
  const ByteVector bytes = sample_bytes();
  for (size_t length = 0; length < bytes.size(); ++length) {
    CAPTURE(length);
    const ByteVector cut(bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(length));
    CHECK_FALSE(read_artifact(cut));
  }
}

TEST_CASE("an artifact with any bit flipped is refused") {
  ByteVector bytes = sample_bytes();
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    CAPTURE(bit);
    const auto mask = static_cast<uint8_t>(1u << bit % 8);
    bytes[bit / 8] ^= mask;
    CHECK_FALSE(read_artifact(bytes));
    bytes[bit / 8] ^= mask;
  }
}

TEST_CASE("an artifact with any bit flipped and its checksums repaired is refused or harmless") {
  const ByteVector sample = raw_sample();
  for (size_t bit = 0; bit < sample.size() * 8; ++bit) {
    // A wrong count of sections moves the table's end, so that there is nothing to repair.
    if (bit / 8 - offsetof(FileHeader, section_count) < sizeof(ule32)) continue;
    ByteVector bytes = sample;
    bytes[bit / 8] = static_cast<uint8_t>(bytes[bit / 8] ^ (1u << bit % 8));
    repair_checksums(bytes);
    if (auto artifact = read_artifact(bytes)) touch(artifact->view());
  }
}

TEST_CASE("an artifact with random bytes and its checksums repaired is refused or harmless") {
  const ByteVector sample = raw_sample();
  std::mt19937 random(4711);
  for (int round = 0; round < 20'000; ++round) {
    ByteVector bytes = sample;
    for (unsigned change = 0; change <= random() % 4; ++change) {
      const size_t offset = offsetof(FileHeader, reserved) + random() % (bytes.size() - offsetof(FileHeader, reserved));
      bytes[offset] = static_cast<uint8_t>(random() % 4 == 0 ? 0xff : random());
    }
    repair_checksums(bytes);
    if (auto artifact = read_artifact(bytes)) touch(artifact->view());
  }
}

TEST_CASE("a compressed section with any bit flipped and its checksums repaired is refused or harmless") {
  const ByteVector sample = sample_bytes();
  for (size_t bit = sections_begin(section_kinds) * 8; bit < sample.size() * 8; ++bit) {
    ByteVector bytes = sample;
    bytes[bit / 8] = static_cast<uint8_t>(bytes[bit / 8] ^ (1u << bit % 8));
    repair_checksums(bytes);
    if (auto artifact = read_artifact(bytes)) touch(artifact->view());
  }
}

TEST_CASE("random bytes behind a right header are refused") {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    ByteVector bytes(200 + random() % 400);
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
    std::copy(artifact_magic.begin(), artifact_magic.end(), bytes.begin());
    put(bytes, offsetof(FileHeader, format_major), format_major, 2);
    put(bytes, offsetof(FileHeader, format_minor), format_minor, 2);
    put(bytes, offsetof(FileHeader, section_count), random() % 3, 4);
    CHECK_FALSE(read_artifact(bytes));
  }
}
