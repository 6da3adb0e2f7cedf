#include "compiler/binary/read_definitions.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

struct Read {
  Module module;
  std::string error;
};

Read read_groups(const Bytes& bytes) {
  Read result;
  result.module.features = FeatureSet::all();
  ByteReader reader(bytes, 100);
  while (!reader.at_end()) {
    const Status status = read_type_group(reader, result.module);
    if (status) continue;
    result.error = status.error().message;
    break;
  }
  return result;
}

}  // namespace

TEST_CASE("a definition without sub is final and its own group") {
  const Module module = read_groups({0x60, 1, 0x7f, 0, 0x5f, 1, 0x78, 1, 0x5e, 0x7e, 0}).module;
  REQUIRE(module.types.size() == 3);
  CHECK(module.types[0].kind == CompositeKind::function);
  CHECK(module.types[0].is_final);
  CHECK(module.types[1].kind == CompositeKind::structure);
  CHECK(module.types[1].fields == std::vector<FieldType>{{ValueType::i8(), true}});
  CHECK(module.types[2].kind == CompositeKind::array);
  CHECK(module.types[2].fields == std::vector<FieldType>{{ValueType::i64(), false}});
  CHECK(module.types[2].group_start == 2);
  CHECK(module.types[2].group_size == 1);
  CHECK(module.type_offsets == std::vector<uint64_t>{100, 104, 108});
}

TEST_CASE("the types of a group know its extent, their supertype and whether they are final") {
  const Module module = read_groups({0x60, 0, 0, 0x4e, 2, 0x50, 0, 0x5f, 0, 0x4f, 1, 1, 0x5f, 0}).module;
  REQUIRE(module.types.size() == 3);
  CHECK_FALSE(module.types[1].is_final);
  CHECK_FALSE(module.types[1].supertype);
  CHECK(module.types[2].is_final);
  CHECK(module.types[2].supertype == 1);
  CHECK(module.types[1].group_start == 1);
  CHECK(module.types[2].group_start == 1);
  CHECK(module.types[2].group_size == 2);
}

TEST_CASE("what is no definition is malformed") {
  CHECK(read_groups({0x61}).error == "malformed definition type: 61");
  CHECK(read_groups({0xe0, 0x7f}).error == "integer representation too long: type");
  CHECK(read_groups({0x5e, 0x78, 2}).error == "malformed mutability: 02");
  CHECK(read_groups({0x5e, 0x79, 0}).error == "malformed storage type: 79");
  CHECK(read_groups({0x50, 2, 0, 0, 0x5f, 0}).error == "too many supertypes: 2, at most 1");
  CHECK(read_groups({0x4e, 1, 0x4e, 0}).error == "malformed definition type: 4e");
}

TEST_CASE("a structure has no more fields than the limit") {
  CHECK(read_groups({0x5f, 0x91, 0x4e}).error == "too many fields: 10001, at most 10000");
}

}  // namespace wasmc
