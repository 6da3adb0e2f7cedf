#include "compiler/object/serialize.h"

#include <doctest/doctest.h>

using namespace wasmc;

namespace {

std::vector<ObjectCode> sample() {
  ObjectCode object;
  object.sections = {{true, 16, {1, 2, 3, 4, 5}, {{1, 2, -4, true, 1, 8, ""}, {0, 4, 7, false, 0, 0, "memcpy"}}},
                     {false, 8, {9, 8, 7}, {}}};
  object.functions = {{"f12", 0, 0, 5}};
  object.constants = {{"c", 0, 8}};
  object.trap_sites = {{0, {2, 0x1234, 3}}};
  return {object, ObjectCode{}};
}

bool can_read(std::vector<ObjectCode> objects) { return read_objects(write_objects(objects)).has_value(); }

}  // namespace

TEST_CASE("objects are read as they were written") {
  const std::vector<uint8_t> bytes = write_objects(sample());
  const auto objects = read_objects(bytes);
  REQUIRE(objects.has_value());
  REQUIRE(objects->size() == 2);
  const ObjectCode& object = (*objects)[0];
  CHECK(object.sections[0].is_code);
  CHECK(object.sections[0].bytes == std::vector<uint8_t>{1, 2, 3, 4, 5});
  CHECK(object.sections[0].relocations[0].addend == -4);
  CHECK(object.sections[0].relocations[1].name == "memcpy");
  CHECK(object.functions[0].name == "f12");
  REQUIRE(object.constants.size() == 1);
  CHECK(object.constants[0].name == "c");
  CHECK(object.constants[0].offset == 8);
  CHECK(object.trap_sites[0].site == TrapSite{2, 0x1234, 3});
  CHECK(write_objects(*objects) == bytes);
}

TEST_CASE("objects that are cut off anywhere, or go on, are refused") {
  std::vector<uint8_t> bytes = write_objects(sample());
  for (size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(read_objects({bytes.data(), size}).has_value());
  bytes.push_back(0);
  CHECK_FALSE(read_objects(bytes).has_value());
}

TEST_CASE("objects with any bit flipped are refused or read, and nothing worse") {
  std::vector<uint8_t> bytes = write_objects(sample());
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    bytes[bit / 8] ^= static_cast<uint8_t>(1u << bit % 8);
    (void)read_objects(bytes);
    bytes[bit / 8] ^= static_cast<uint8_t>(1u << bit % 8);
  }
}

TEST_CASE("objects that refer to sections or bytes that are not there are refused") {
  std::vector<ObjectCode> objects = sample();
  objects[0].functions[0].section = 2;
  CHECK_FALSE(can_read(objects));
  objects = sample();
  objects[0].trap_sites[0].section = 2;
  CHECK_FALSE(can_read(objects));
  objects = sample();
  objects[0].sections[0].relocations[0].section = 2;
  CHECK_FALSE(can_read(objects));
  objects = sample();
  objects[0].sections[0].relocations[0].offset = 5;
  CHECK_FALSE(can_read(objects));
  objects = sample();
  objects[0].sections[0].alignment = 3;
  CHECK_FALSE(can_read(objects));
}
