#include "compiler/binary/read_types.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

// The type that the bytes are, or what is wrong with them.
std::string value_type(const Bytes& bytes) {
  ByteReader reader(bytes, 0);
  const Result<ValueType> type = read_value_type(reader, FeatureSet::all(), "type");
  return type ? to_string(*type) : type.error().message;
}

std::string heap_type(const Bytes& bytes) {
  ByteReader reader(bytes, 0);
  const Result<ValueType> type = read_heap_type(reader, FeatureSet::all(), "type");
  return type ? to_string(*type) : type.error().message;
}

MemoryType memory_type(const Bytes& bytes) {
  ByteReader reader(bytes, 0);
  const Result<MemoryType> type = read_memory_type(reader, FeatureSet::all());
  REQUIRE(type);
  CHECK(reader.at_end());
  return *type;
}

}  // namespace

TEST_CASE("references have their short forms and their long ones") {
  CHECK(value_type({0x70}) == "funcref");
  CHECK(value_type({0x63, 0x70}) == "funcref");
  CHECK(value_type({0x64, 0x6e}) == "(ref any)");
  CHECK(value_type({0x6b}) == "(ref null struct)");
  CHECK(value_type({0x74}) == "(ref null noexn)");
  CHECK(value_type({0x64, 0x05}) == "(ref 5)");
  CHECK(value_type({0x63, 0x85, 0x01}) == "(ref null 133)");
}

TEST_CASE("a heap type is an index or the code of an abstract one") {
  CHECK(heap_type({0x73}) == "(ref null nofunc)");
  CHECK(heap_type({0xc0, 0x00}) == "(ref null 64)");
  CHECK(heap_type({0x7f}) == "malformed heap type: 7f");
  CHECK(heap_type({0xff, 0x7f}) == "malformed heap type: type");
  CHECK(heap_type({0x41}) == "malformed heap type: 41");
  CHECK(heap_type({0xff, 0xff, 0xff, 0xff, 0x0f}) == "unknown type 4294967295");
  CHECK(heap_type({0x68}) == FeatureSet().refusal(Feature::stack_switching, 0).message);
}

TEST_CASE("a value type is not packed, a storage type may be") {
  CHECK(value_type({0x78}) == "malformed value type: 78");
  const Bytes bytes = {0x77};
  ByteReader reader(bytes, 0);
  CHECK(*read_storage_type(reader, FeatureSet::all(), "type") == ValueType::i16());
}

TEST_CASE("the flags of limits say what a memory is") {
  CHECK(memory_type({0x00, 1}) == MemoryType{{1, 0, false, false}, false, 16});
  CHECK(memory_type({0x07, 1, 2}) == MemoryType{{1, 2, true, true}, true, 16});
  CHECK(memory_type({0x08, 1, 0}) == MemoryType{{1, 0, false, false}, false, 0});
  const Bytes too_large = {0x08, 1, 64};
  ByteReader reader(too_large, 0);
  CHECK(read_memory_type(reader, FeatureSet::all()).error().message == "invalid custom page size: 2^64");
}

}  // namespace wasmc
