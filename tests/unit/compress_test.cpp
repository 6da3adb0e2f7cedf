#include "format/compress.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

using namespace wasmc;

namespace {

using ByteVector = std::vector<uint8_t>;

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
  auto result = decompress(frame, raw.size());
  REQUIRE(result);
  CHECK(std::equal(raw.begin(), raw.end(), result->get()));
}

TEST_CASE("bytes that compression does not shrink give no frame") {
  CHECK(compress(ByteVector{1, 2, 3}, 12).empty());
  CHECK(compress({}, 12).empty());
}

TEST_CASE("a frame is refused if its content has any other size") {
  const ByteVector frame = compress(ByteVector(1000, 0), 1);
  CHECK(decompress(frame, 1000));
  CHECK_FALSE(decompress(frame, 999));
  CHECK_FALSE(decompress(frame, 1001));
  CHECK_FALSE(decompress({}, 0));
}

TEST_CASE("anything but one whole zstd frame is refused") {
  const ByteVector frame = compress(ByteVector(1000, 0), 1);
  const ByteVector skippable = {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 0};
  const ByteVector of_an_old_format = {0x25, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0, 0, 0};
  CHECK_FALSE(decompress(join(frame, frame), 1000));
  CHECK_FALSE(decompress(join(frame, skippable), 1000));
  CHECK_FALSE(decompress(join(skippable, frame), 1000));
  CHECK_FALSE(decompress(of_an_old_format, 0));
  for (size_t length = 0; length < frame.size(); ++length)
    CHECK_FALSE(decompress(std::span(frame).first(length), 1000));
}
