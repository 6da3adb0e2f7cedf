#include "compiler/module/opcode.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <iterator>

namespace wasmc {

namespace {

struct Row {
  uint32_t prefix;
  uint32_t code;
  Opcode opcode;
  const char* text;
  Feature feature;
};

// A table to loop over: checks written out for each row would take the compiler minutes.
constexpr Row rows[] = {
#define OPCODE(prefix, code, name, text, Immediate, feature) {prefix, code, Opcode::name, text, Feature::feature},
#include "compiler/module/opcodes.def"
};

}  // namespace

TEST_CASE("the table has 236 instructions for vectors, and 20 relaxed ones") {
  const auto count = [](Feature feature) {
    return std::count_if(std::begin(rows), std::end(rows), [=](const Row& row) { return row.feature == feature; });
  };
  CHECK(count(Feature::simd) == 236);
  CHECK(count(Feature::relaxed_simd) == 20);
}

TEST_CASE("every instruction is found by its encoding and by its text") {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(find_opcode(row.prefix, row.code) == row.opcode);
    CHECK(std::strcmp(text_of(*find_opcode(row.text)), row.text) == 0);
    CHECK(feature_of(row.opcode) == row.feature);
    CHECK(opcode_key(prefix_of(row.opcode), code_of(row.opcode)) == static_cast<uint32_t>(row.opcode));
  }
}

TEST_CASE("encodings and texts of no instruction are not found") {
  CHECK_FALSE(find_opcode(0, 0xff));
  CHECK_FALSE(find_opcode(0xfd, 0x9a));
  CHECK_FALSE(find_opcode(0xfd, 0x1000a));
  CHECK_FALSE(find_opcode("i32.frobnicate"));
}

TEST_CASE("an instruction that is recognised only is refused by its feature's words") {
  CHECK(refuse_opcode(0, 0xe0, 7).message == "not supported yet: stack switching");
  CHECK(refuse_opcode(0xfb, 0x20, 7).message == "not supported yet: custom type descriptors");
  CHECK(refuse_opcode(0, 0xe0, 7).offset == 7);
}

TEST_CASE("an encoding that nothing uses is an illegal opcode") {
  CHECK(refuse_opcode(0, 0xff, 0).message == "illegal opcode ff");
  CHECK(refuse_opcode(0xfd, 0x9a, 0).message == "illegal opcode fd 9a");
  CHECK(refuse_opcode(0xfc, 0xffffffff, 0).message == "illegal opcode fc ffffffff");
}

}  // namespace wasmc
