#include "compiler/validate/function.h"

#include <doctest/doctest.h>

#include <string>

#include "compiler/binary/decode.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

// What is wrong with the instructions as the body of a function [i32] -> [i32]; "" if nothing is.
std::string invalid(const Bytes& instructions) {
  const Bytes bytes = function_module(instructions);
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  const Status status = validate_function(*module, 0);
  return status ? "" : status.error().message;
}

bool is_valid(const Bytes& instructions) {
  CAPTURE(invalid(instructions));
  return invalid(instructions).empty();
}

bool begins(const std::string& text, const char* start) { return text.rfind(start, 0) == 0; }

bool is_mismatch(const Bytes& instructions) { return begins(invalid(instructions), "type mismatch"); }

}  // namespace

TEST_CASE("a body has to leave its results, and nothing else") {
  CHECK(is_valid({0x20, 0}));
  CHECK(invalid({}) == "type mismatch: instruction requires [i32] but stack has []");
  CHECK(invalid({0x42, 0}) == "type mismatch: instruction requires [i32] but stack has [i64]");
  CHECK(invalid({0x20, 0, 0x20, 0}) == "type mismatch: 1 values remain on the stack at the end of the block");
}

TEST_CASE("an error has the offset of its instruction in the module") {
  const Bytes bytes = function_module({0x01, 0x45});
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  const Status status = validate_function(*module, 0);
  REQUIRE_FALSE(status);
  CHECK(status.error().offset == bytes.size() - 2);
}

TEST_CASE("operands have to be of the types in the table") {
  CHECK(is_valid({0x20, 0, 0x41, 1, 0x6a}));
  CHECK(invalid({0x20, 0, 0x42, 1, 0x6a}) == "type mismatch: instruction requires [i32 i32] but stack has [i32 i64]");
  CHECK(invalid({0x20, 0, 0x6a}) == "type mismatch: instruction requires [i32 i32] but stack has [i32]");
}

TEST_CASE("a block cannot take operands from outside that are no parameters of its") {
  CHECK(is_mismatch({0x20, 0, 0x02, 0x7f, 0x0b}));
  CHECK(is_valid({0x20, 0, 0x02, 1, 0x0b}));
}

TEST_CASE("a loop's label takes its parameters, a block's its results") {
  CHECK(is_valid({0x20, 0, 0x03, 1, 0x20, 0, 0x0d, 0, 0x0b}));
  CHECK(is_mismatch({0x03, 0x7f, 0x42, 0, 0x20, 0, 0x0d, 0, 0x0b}));
  CHECK(is_valid({0x02, 0x7f, 0x20, 0, 0x0c, 0, 0x0b}));
  CHECK(is_mismatch({0x02, 0x7f, 0x0c, 0, 0x0b}));
  CHECK(invalid({0x0c, 2}) == "unknown label 2");
}

TEST_CASE("an if without else has to have its parameters as results") {
  CHECK(is_valid({0x20, 0, 0x20, 0, 0x04, 1, 0x0b}));
  CHECK(is_mismatch({0x20, 0, 0x04, 0x7f, 0x20, 0, 0x0b}));
  CHECK(is_mismatch({0x20, 0, 0x04, 0x7f, 0x00, 0x0b}));
  CHECK(is_valid({0x20, 0, 0x04, 0x7f, 0x20, 0, 0x05, 0x20, 0, 0x0b}));
  CHECK(begins(invalid({0x02, 0x40, 0x05, 0x0b}), "END opcode expected"));
  CHECK(begins(invalid({0x20, 0, 0x04, 0x40, 0x05, 0x05, 0x0b}), "END opcode expected"));
}

TEST_CASE("code that is not reached takes operands of any type, but has to be typed all the same") {
  CHECK(is_valid({0x00}));
  CHECK(is_valid({0x00, 0x6a}));
  CHECK(is_valid({0x00, 0x1b}));
  CHECK(is_mismatch({0x00, 0x42, 0, 0x6a}));
  CHECK(is_mismatch({0x00, 0x42, 0}));
  CHECK(is_valid({0x20, 0, 0x0f, 0x1a}));
}

TEST_CASE("a conditional branch leaves the types of its label") {
  CHECK(is_valid({0x02, 0x7f, 0x00, 0x0d, 0, 0x0b}));
  CHECK(is_mismatch({0x02, 0x7f, 0x00, 0x0d, 0, 0xa7, 0x0b}));
}

TEST_CASE("all labels of a branch table take as many values, and those on the stack") {
  CHECK(is_valid({0x02, 0x7f, 0x20, 0, 0x20, 0, 0x0e, 2, 0, 0, 1, 0x0b}));
  CHECK(is_mismatch({0x02, 0x40, 0x20, 0, 0x20, 0, 0x0e, 1, 0, 1, 0x0b, 0x20, 0}));
  CHECK(is_mismatch({0x02, 0x7e, 0x20, 0, 0x20, 0, 0x0e, 1, 0, 1, 0x0b, 0x00}));
  CHECK(invalid({0x20, 0, 0x0e, 1, 7, 0}) == "unknown label 7");
}

TEST_CASE("calls have the types of their functions") {
  CHECK(is_valid({0x20, 0, 0x10, 0}));
  CHECK(is_mismatch({0x10, 0}));
  CHECK(invalid({0x10, 9}) == "unknown function 9");
  CHECK(is_valid({0x20, 0, 0x20, 0, 0x11, 1, 0}));
  CHECK(is_mismatch({0x20, 0, 0x20, 0, 0x11, 1, 1}));
  CHECK(invalid({0x11, 9, 0}) == "unknown type 9");
  CHECK(invalid({0x11, 1, 9}) == "unknown table 9");
}

TEST_CASE("select without a type is for numbers and vectors of one type") {
  CHECK(is_valid({0x20, 0, 0x20, 0, 0x20, 0, 0x1b}));
  CHECK(is_mismatch({0x20, 0, 0x42, 0, 0x20, 0, 0x1b}));
  CHECK(is_mismatch({0xd0, 0x70, 0xd0, 0x70, 0x20, 0, 0x1b, 0xd1}));
  CHECK(is_valid({0xd0, 0x70, 0xd0, 0x70, 0x20, 0, 0x1c, 1, 0x70, 0xd1}));
  CHECK(begins(invalid({0x20, 0, 0x1c, 0}), "invalid result arity"));
}

TEST_CASE("variables have to exist and to take what is stored") {
  CHECK(invalid({0x20, 1}) == "unknown local 1");
  CHECK(is_mismatch({0x42, 0, 0x21, 0, 0x20, 0}));
  CHECK(is_valid({0x20, 0, 0x22, 0}));
  CHECK(is_valid({0x23, 0}));
  CHECK(invalid({0x23, 2}) == "unknown global 2");
  CHECK(is_valid({0x42, 0, 0x24, 1, 0x20, 0}));
  CHECK(invalid({0x20, 0, 0x24, 0}) == "immutable global 0");
}

TEST_CASE("memory accesses are checked for memory, alignment and offset") {
  CHECK(is_valid({0x20, 0, 0x28, 2, 0}));
  CHECK(invalid({0x20, 0, 0x28, 0x42, 1, 0}) == "unknown memory 1");
  CHECK(invalid({0x20, 0, 0x28, 3, 0}) == "alignment must not be larger than natural");
  CHECK(invalid({0x20, 0, 0x28, 2, 0x80, 0x80, 0x80, 0x80, 0x10}) == "offset out of range");
  CHECK(is_valid({0x20, 0, 0x28, 2, 0xff, 0xff, 0xff, 0xff, 0x0f}));
}

TEST_CASE("lanes are checked against the shape") {
  const Bytes zero = {0x41, 0, 0xfd, 0x0f};  // i8x16.splat
  CHECK(is_valid(join({zero, {0xfd, 0x1b, 3}})));
  CHECK(invalid(join({zero, {0xfd, 0x1b, 4}})) == "invalid lane index");
  CHECK(invalid(join({{0x20, 0}, zero, {0xfd, 0x56, 2, 0, 4}})) == "invalid lane index");
  const Bytes lanes(15, 31);
  CHECK(is_valid(join({zero, zero, {0xfd, 0x0d}, lanes, {31, 0xfd, 0x53}})));
  CHECK(invalid(join({zero, zero, {0xfd, 0x0d}, lanes, {32, 0xfd, 0x53}})) == "invalid lane index");
}

TEST_CASE("table instructions have the types of their tables") {
  CHECK(is_valid({0x20, 0, 0x25, 1, 0xd1}));
  CHECK(is_mismatch({0x20, 0, 0xd0, 0x70, 0x26, 1, 0x20, 0}));
  CHECK(is_valid({0xd0, 0x70, 0x20, 0, 0xfc, 0x0f, 0}));
  CHECK(is_mismatch({0x20, 0, 0x20, 0, 0x20, 0, 0xfc, 0x0e, 0, 1, 0x20, 0}));
  CHECK(invalid({0xfc, 0x0d, 0}) == "unknown elem segment 0");
}

TEST_CASE("references to functions are to declared ones") {
  CHECK(invalid({0xd2, 0}) == "undeclared function reference");
  CHECK(invalid({0xd2, 5}) == "unknown function 5");
  CHECK(is_mismatch({0x20, 0, 0xd1}));
}

TEST_CASE("instructions on data segments need the data count") {
  CHECK(invalid({0xfc, 0x09, 0}) == "data count section required");
}

TEST_CASE("a body has nothing after its end") {
  CHECK(begins(invalid({0x20, 0, 0x0b, 0x01}), "section size mismatch"));
}

}  // namespace wasmc
