#include "compiler/module/opcode.h"

#include <doctest/doctest.h>

#include <cstring>

namespace wasmc {

TEST_CASE("the table has the instructions of version 2.0, 236 of them for vectors") {
  size_t all = 0;
  size_t vectors = 0;
#define OPCODE(prefix, code, name, text, Immediate, feature) \
  ++all;                                                     \
  if (Feature::feature == Feature::simd) ++vectors;
#include "compiler/module/opcodes.def"
  CHECK(all == 437);
  CHECK(vectors == 236);
}

TEST_CASE("every instruction is found by its encoding and by its text") {
#define OPCODE(prefix, code, name, text, Immediate, feature)  \
  CHECK(find_opcode(prefix, code) == Opcode::name);           \
  CHECK(std::strcmp(text_of(*find_opcode(text)), text) == 0); \
  CHECK(feature_of(Opcode::name) == Feature::feature);        \
  CHECK(opcode_key(prefix_of(Opcode::name), code_of(Opcode::name)) == static_cast<uint32_t>(Opcode::name));
#include "compiler/module/opcodes.def"
}

TEST_CASE("encodings and texts of no instruction are not found") {
  CHECK_FALSE(find_opcode(0, 0xff));
  CHECK_FALSE(find_opcode(0xfd, 0x9a));
  CHECK_FALSE(find_opcode(0xfd, 0x1000a));
  CHECK_FALSE(find_opcode("i32.frobnicate"));
}

TEST_CASE("an instruction of a feature that is not supported is refused by the feature's words") {
  CHECK(refuse_opcode(0, 0x12, 7).message == "not supported yet: tail calls");
  CHECK(refuse_opcode(0xfb, 0x00, 7).message == "not supported yet: garbage-collected types");
  CHECK(refuse_opcode(0xfe, 0x10, 7).message == "not supported yet: shared memories and atomic instructions");
  CHECK(refuse_opcode(0, 0x12, 7).offset == 7);
}

TEST_CASE("an encoding that nothing uses is an illegal opcode") {
  CHECK(refuse_opcode(0, 0xff, 0).message == "illegal opcode ff");
  CHECK(refuse_opcode(0xfd, 0x9a, 0).message == "illegal opcode fd 9a");
  CHECK(refuse_opcode(0xfc, 0xffffffff, 0).message == "illegal opcode fc ffffffff");
}

}  // namespace wasmc
