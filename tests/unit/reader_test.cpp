#include "compiler/binary/reader.h"

#include <doctest/doctest.h>

#include "tests/unit/wasm_bytes.h"

namespace wasmc {

TEST_CASE("a read past the end says what was read, and where the bytes end") {
  const Bytes bytes = {0x80, 0x80};
  ByteReader reader(bytes, 100);
  const Result<uint32_t> value = reader.u32("local count");
  REQUIRE_FALSE(value);
  CHECK(value.error().message == "unexpected end of section or function: local count");
  CHECK(value.error().offset == 102);
}

TEST_CASE("an integer of too many bytes or bits is refused where it starts") {
  const Bytes too_long = {0x00, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00};
  ByteReader reader(too_long, 0);
  CHECK(reader.byte("first"));
  const Result<uint32_t> value = reader.u32("index");
  REQUIRE_FALSE(value);
  CHECK(value.error().message == "integer representation too long: index");
  CHECK(value.error().offset == 1);

  const Bytes too_large = {0xff, 0xff, 0xff, 0xff, 0x1f};
  ByteReader other(too_large, 0);
  CHECK(other.u32("index").error().message == "integer too large: index");
}

TEST_CASE("a length beyond the bytes that are left is refused before anything is read") {
  const Bytes bytes = {0xff, 0xff, 0xff, 0xff, 0x0f, 0x00};
  ByteReader reader(bytes, 8);
  const Result<ByteReader> contents = reader.sized("section");
  REQUIRE_FALSE(contents);
  CHECK(contents.error().message == "length out of bounds: section of 4294967295 bytes, 1 left");
  CHECK(contents.error().offset == 8);
}

TEST_CASE("the contents of a length keep their offset in the module") {
  const Bytes bytes = {0x02, 0x0a, 0x0b, 0x0c};
  ByteReader reader(bytes, 10);
  Result<ByteReader> contents = reader.sized("section");
  REQUIRE(contents);
  CHECK(contents->offset() == 11);
  CHECK(contents->remaining() == 2);
  CHECK(*reader.byte("next") == 0x0c);
}

TEST_CASE("a count above its limit is refused with both numbers") {
  const Bytes bytes = {0x65};
  ByteReader reader(bytes, 0);
  CHECK(reader.count(100, "memories").error().message == "too many memories: 101, at most 100");
}

TEST_CASE("a name has to be UTF-8") {
  const Bytes good = {0x03, 0xe2, 0x82, 0xac};
  ByteReader reader(good, 0);
  CHECK(*reader.name("name") == "\xe2\x82\xac");
  const Bytes bad = {0x01, 0xff};
  ByteReader other(bad, 0);
  const Result<std::string_view> name = other.name("export's name");
  REQUIRE_FALSE(name);
  CHECK(name.error().message == "malformed UTF-8 encoding: export's name");
  CHECK(name.error().offset == 1);
}

}  // namespace wasmc
