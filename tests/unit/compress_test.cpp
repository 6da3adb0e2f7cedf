#include "format/compress.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <vector>

using namespace wasmc;

namespace {

using ByteVector = std::vector<uint8_t>;

// What decompress makes of the frame; nothing if it fails.
std::optional<ByteVector> decompressed(std::span<const uint8_t> frame, size_t raw_size) {
  ByteVector raw(raw_size);
  return decompress(frame, raw) ? std::optional(raw) : std::nullopt;
}

ByteVector join(const ByteVector& a, const ByteVector& b) {
  ByteVector joined = a;
  joined.insert(joined.end(), b.begin(), b.end());
  return joined;
}

}  // namespace

TEST_CASE("bytes survive compression") {
  const ByteVector raw(10'000, 42);
  const ByteVector frame = compress(raw, 12);
  REQUIRE_FALSE(frame.empty());
  CHECK(frame.size() < raw.size());
  CHECK(decompressed(frame, raw.size()) == raw);
}

TEST_CASE("bytes that compression does not shrink give no frame") {
  CHECK(compress(ByteVector{1, 2, 3}, 12).empty());
  CHECK(compress({}, 12).empty());
}

TEST_CASE("a frame is refused if its content has any other size") {
  const ByteVector frame = compress(ByteVector(1000, 0), 1);
  CHECK(decompressed(frame, 1000));
  CHECK_FALSE(decompressed(frame, 999));
  CHECK_FALSE(decompressed(frame, 1001));
  CHECK_FALSE(decompressed({}, 0));
}

TEST_CASE("anything but one whole zstd frame is refused") {
  const ByteVector frame = compress(ByteVector(1000, 0), 1);
  const ByteVector skippable = {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 0};
  const ByteVector of_an_old_format = {0x25, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0, 0, 0};
  CHECK_FALSE(decompressed(join(frame, frame), 1000));
  CHECK_FALSE(decompressed(join(frame, skippable), 1000));
  CHECK_FALSE(decompressed(join(skippable, frame), 1000));
  CHECK_FALSE(decompressed(of_an_old_format, 0));
  for (size_t length = 0; length < frame.size(); ++length)
    CHECK_FALSE(decompressed(std::span(frame).first(length), 1000));
}
