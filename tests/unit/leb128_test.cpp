#include "format/base/leb128.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <vector>

using namespace wasmc;

namespace {

using ByteVector = std::vector<uint8_t>;

template <typename T, unsigned Bits = sizeof(T) * 8>
LebResult<T> read(const ByteVector& bytes) {
  return read_leb128<T, Bits>(bytes.data(), bytes.data() + bytes.size());
}

template <typename T>
void check_round_trip(T value) {
  CAPTURE(value);
  ByteVector bytes;
  append_leb128(bytes, value);
  const LebResult<T> result = read<T>(bytes);
  REQUIRE(result.error == LebError::none);
  CHECK(result.value == value);
  CHECK(result.length == bytes.size());
}

// The values around each power of two, where lengths and signs change.
template <typename T>
void check_round_trips() {
  for (unsigned bit = 0; bit < sizeof(T) * 8; ++bit) {
    const auto power = static_cast<T>(uint64_t{1} << bit);
    for (int delta = -1; delta <= 1; ++delta) {
      const auto value = static_cast<T>(static_cast<uint64_t>(power) + static_cast<uint64_t>(int64_t{delta}));
      check_round_trip<T>(value);
      check_round_trip<T>(static_cast<T>(~static_cast<uint64_t>(value)));
    }
  }
}

}  // namespace

TEST_CASE("integers survive LEB128 at every length") {
  check_round_trips<uint32_t>();
  check_round_trips<int32_t>();
  check_round_trips<uint64_t>();
  check_round_trips<int64_t>();
}

TEST_CASE("the specification's examples of LEB128 are read") {
  CHECK(read<uint32_t>({0x03}).value == 3);
  CHECK(read<uint32_t>({0x83, 0x00}).value == 3);
  CHECK(read<int32_t>({0x7e}).value == -2);
  CHECK(read<int32_t>({0xfe, 0x7f}).value == -2);
  CHECK(read<int32_t>({0xfe, 0xff, 0x7f}).value == -2);
}

TEST_CASE("LEB128 stops at its last byte") { CHECK(read<uint32_t>({0xe5, 0x8e, 0x26, 0xff}).length == 3); }

TEST_CASE("LEB128 that is cut off is an unexpected end") {
  CHECK(read<uint32_t>({}).error == LebError::unexpected_end);
  CHECK(read<int64_t>({0x80, 0x80}).error == LebError::unexpected_end);
}

TEST_CASE("LEB128 of more bytes than the width needs is too long") {
  CHECK(read<uint32_t>({0x80, 0x80, 0x80, 0x80, 0x80, 0x00}).error == LebError::too_long);
  CHECK(read<int64_t>(ByteVector(11, 0x80)).error == LebError::too_long);
}

TEST_CASE("LEB128 with bits beyond the width is too large") {
  CHECK(read<uint32_t>({0xff, 0xff, 0xff, 0xff, 0x0f}).value == 0xffffffff);
  CHECK(read<uint32_t>({0xff, 0xff, 0xff, 0xff, 0x1f}).error == LebError::too_large);
  CHECK(read<int32_t>({0xff, 0xff, 0xff, 0xff, 0x7f}).value == -1);
  CHECK(read<int32_t>({0xff, 0xff, 0xff, 0xff, 0x4f}).error == LebError::too_large);
  CHECK(read<int32_t>({0x80, 0x80, 0x80, 0x80, 0x78}).value == std::numeric_limits<int32_t>::min());
  CHECK(read<int32_t>({0x80, 0x80, 0x80, 0x80, 0x08}).error == LebError::too_large);
}

TEST_CASE("an s33 reaches from -2^32 to 2^32 - 1") {
  CHECK(read<int64_t, 33>({0xff, 0xff, 0xff, 0xff, 0x0f}).value == 0xffffffff);
  CHECK(read<int64_t, 33>({0x80, 0x80, 0x80, 0x80, 0x70}).value == -(int64_t{1} << 32));
  CHECK(read<int64_t, 33>({0x40}).value == -64);
  CHECK(read<int64_t, 33>({0x80, 0x80, 0x80, 0x80, 0x10}).error == LebError::too_large);
}
