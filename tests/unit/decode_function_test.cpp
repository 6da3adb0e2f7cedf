#include "compiler/binary/decode_function.h"

#include <doctest/doctest.h>

#include <string>

#include "compiler/module/visitor.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

// Writes down what it is told.
class Recorder : public PartialVisitor<Recorder> {
 public:
  void at(uint64_t offset) { log += std::to_string(offset) + ":"; }
  void other(Opcode opcode) { log += std::string(text_of(opcode)) + " "; }
  void i32_const(const I32Const& constant) { log += "const " + std::to_string(constant.value) + " "; }
  void i32_load(const MemArg& access) {
    log += "load " + std::to_string(access.align_log2) + "," + std::to_string(access.memory) + "," +
           std::to_string(access.offset) + " ";
  }
  void br_table(const BranchTable& table) {
    log += "br_table";
    for (const uint32_t target : table.targets) log += " " + std::to_string(target);
    log += " default " + std::to_string(table.default_target) + " ";
  }
  void block(const BlockType& type) { log += "block " + std::to_string(static_cast<int>(type.form)) + " "; }

  std::string log;
};

class Refuser : public PartialVisitor<Refuser> {
 public:
  bool other(Opcode opcode) { return opcode != Opcode::drop; }
  Error take_error() { return {"no drop, please", 3}; }
};

std::string recorded(const Bytes& bytes) {
  ByteReader reader(bytes, 0);
  Recorder recorder;
  const Status status = decode_instructions(reader, FeatureSet::all(), recorder);
  return status ? recorder.log : "error: " + status.error().message;
}

}  // namespace

TEST_CASE("instructions are visited in order, with their offsets and immediates, up to the last end") {
  CHECK(recorded({0x41, 0x7f, 0x0b}) == "0:const -1 2:end ");
  CHECK(recorded({0x02, 0x40, 0x01, 0x0b, 0x0b}) == "0:block 0 2:nop 3:end 4:end ");
  CHECK(recorded({0x02, 0x7f, 0x0b, 0x02, 0x05, 0x0b, 0x0b}) == "0:block 1 2:end 3:block 2 5:end 6:end ");
  CHECK(recorded({0xfd, 0xae, 0x01, 0x0b}) == "0:i32x4.add 3:end ");
}

TEST_CASE("nothing is read beyond the end of the body") {
  const Bytes bytes = {0x0b, 0x01};
  ByteReader reader(bytes, 0);
  Recorder recorder;
  CHECK(decode_instructions(reader, FeatureSet::all(), recorder));
  CHECK(reader.remaining() == 1);
}

TEST_CASE("a memory index follows the alignment only if bit 6 of that is set") {
  CHECK(recorded({0x28, 0x02, 0x05, 0x0b}) == "0:load 2,0,5 3:end ");
  CHECK(recorded({0x28, 0x42, 0x03, 0x05, 0x0b}) == "0:load 2,3,5 4:end ");
  CHECK(recorded({0x28, 0x80, 0x01, 0x05, 0x0b}) == "error: malformed memop flags: alignment");
}

TEST_CASE("a branch table's targets are read before its default") {
  CHECK(recorded({0x0e, 0x02, 0x07, 0x08, 0x09, 0x0b}) == "0:br_table 7 8 default 9 5:end ");
  CHECK(recorded({0x0e, 0x00, 0x09, 0x0b}) == "0:br_table default 9 3:end ");
  CHECK(recorded({0x0e, 0x02, 0x07, 0x08}) == "error: unexpected end of section or function: label");
  CHECK(recorded({0x0e, 0xf1, 0xff, 0x03}) == "error: branch table too large: 65521 targets, at most 65520");
}

TEST_CASE("a body without its end, and an encoding of no instruction, are malformed") {
  CHECK(recorded({0x02, 0x40, 0x0b}) == "error: unexpected end of section or function: instruction");
  CHECK(recorded({0xff}) == "error: illegal opcode ff");
  CHECK(recorded({0xfd, 0x9a, 0x01}) == "error: illegal opcode fd 9a");
}

TEST_CASE("a visitor that returns false stops the decoding with its error") {
  const Bytes bytes = {0x01, 0x1a, 0xff};
  ByteReader reader(bytes, 0);
  Refuser refuser;
  const Status status = decode_instructions(reader, FeatureSet::all(), refuser);
  REQUIRE_FALSE(status);
  CHECK(status.error().message == "no drop, please");
}

TEST_CASE("locals are read as runs, without the empty ones") {
  const Bytes bytes = {0x03, 0x02, 0x7f, 0x00, 0x7e, 0x01, 0x7b, 0x0b};
  ByteReader reader(bytes, 0);
  const Result<std::vector<LocalRun>> runs = decode_locals(reader, FeatureSet::all(), 0);
  REQUIRE(runs);
  REQUIRE(runs->size() == 2);
  CHECK((*runs)[0].count == 2);
  CHECK((*runs)[1].type == ValueType::v128());
  CHECK(reader.remaining() == 1);
}

TEST_CASE("more than 50,000 locals, parameters included, are refused") {
  const Bytes bytes = {0x01, 0xd0, 0x86, 0x03, 0x7f};  // 50,000
  ByteReader fits(bytes, 0);
  CHECK(decode_locals(fits, FeatureSet::all(), 0));
  ByteReader over(bytes, 0);
  CHECK(decode_locals(over, FeatureSet::all(), 1).error().message == "too many locals: 50001, at most 50000");
  const Bytes wrapping = {0x02, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x7f, 0x02, 0x7f};
  ByteReader huge(wrapping, 0);
  CHECK_FALSE(decode_locals(huge, FeatureSet::all(), 0));
}

}  // namespace wasmc
