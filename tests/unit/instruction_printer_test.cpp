#include "compiler/text/instruction_printer.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "compiler/binary/decode.h"
#include "compiler/binary/encode.h"
#include "compiler/text/print_module.h"
#include "compiler/text/round_trip.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

Module decoded(const Bytes& bytes) {
  Result<Module> module = decode_module(bytes, FeatureSet::all());
  REQUIRE_MESSAGE(module.has_value(), (module ? "" : module.error().message));
  return std::move(*module);
}

// An immediate of that type in which no part is 0, so that none is left out.
template <class Immediate>
Immediate sample() {
  return {};
}
template <>
BlockType sample() {
  return {BlockType::Form::type_index, {}, 1};
}
constexpr uint32_t sample_targets[] = {1, 0, 7};
template <>
BranchTable sample() {
  return {sample_targets, 2};
}
constexpr CatchClause sample_clauses[] = {{CatchClause::Kind::catch_, 1, 2},
                                          {CatchClause::Kind::catch_ref, 3, 4},
                                          {CatchClause::Kind::catch_all, 0, 5},
                                          {CatchClause::Kind::catch_all_ref, 0, 6}};
template <>
TryTable sample() {
  return {sample<BlockType>(), sample_clauses};
}
template <>
CastBranch sample() {
  return {1, ValueType::reference(HeapType::any, true), ValueType::reference(HeapType{2}, false)};
}
const ValueType sample_types[] = {ValueType::reference(HeapType::eq, false)};
template <>
SelectTypes sample() {
  return {sample_types};
}
template <>
ReferenceType sample() {
  return {ValueType::reference(HeapType::struct_, true)};
}
template <>
MemArg sample() {
  return {1, 3, 0x123456789};
}
template <>
MemArgLane sample() {
  return {sample<MemArg>(), 5};
}
template <>
MemoryCopy sample() {
  return {0, 1};
}
template <>
TableCopy sample() {
  return {1, 0};
}
template <>
I64Const sample() {
  return {INT64_MIN};
}
template <>
F32Const sample() {
  return {0x7fa00001};
}
template <>
StructField sample() {
  return {1, 2};
}

// Blocks are tested on their own.
bool stands_alone(Opcode opcode) {
  return !opens_block(opcode) && !closes_block(opcode) && opcode != Opcode::else_ && opcode != Opcode::catch_ &&
         opcode != Opcode::catch_all;
}

ByteVector all_instructions() {
  ByteVector bytes;
#define OPCODE(prefix, code, name, text, Immediate, feature) \
  if (stands_alone(Opcode::name)) {                          \
    encode_opcode(bytes, Opcode::name);                      \
    encode(bytes, sample<Immediate>());                      \
    encode_opcode(bytes, Opcode::name);                      \
    encode(bytes, Immediate{});                              \
  }
#include "compiler/module/opcodes.def"
  return bytes;
}

// A module with a function of type 0 that has those instructions, which may be of any length.
Bytes module_with_body(const Bytes& instructions) {
  ByteVector body = {0};
  body.insert(body.end(), instructions.begin(), instructions.end());
  body.push_back(0x0b);
  ByteVector code = {1};
  encode_sized(code, body);
  ByteVector module = module_bytes({type_section(), section(3, {1, 0})});
  module.push_back(10);
  encode_sized(module, code);
  return module;
}

std::string printed_body(const Bytes& instructions) {
  const Bytes bytes = module_with_body(instructions);
  StringSink sink;
  REQUIRE(print_module(decoded(bytes), sink).has_value());
  const std::string& text = sink.text();
  const size_t start = text.find("(func (;0;)");
  return text.substr(text.find('\n', start) + 1, text.rfind("  )\n)") - text.find('\n', start) - 1);
}

}  // namespace

TEST_CASE("every instruction is printed as text that stands for it") {
  const Bytes bytes = module_with_body(all_instructions());
  const Status status = check_round_trip(decoded(bytes));
  CHECK_MESSAGE(status.has_value(), (status ? "" : status.error().message));
}

TEST_CASE("blocks set their instructions in, and branches say which block they mean") {
  CHECK(printed_body({0x02, 0x40, 0x03, 0x7f, 0x0c, 0x01, 0x0c, 0x02, 0x0c, 0x09, 0x0b, 0x1a, 0x0b}) ==
        "    block ;; label = @1\n"
        "      loop (result i32) ;; label = @2\n"
        "        br 1 (;@1;)\n"
        "        br 2 (;@0;)\n"
        "        br 9\n"
        "      end\n"
        "      drop\n"
        "    end\n");
}

TEST_CASE("the parts of a block are at its level") {
  CHECK(printed_body({0x04, 0x02, 0x01, 0x05, 0x01, 0x0b}) ==
        "    if (type 2) (result i32 i32) ;; label = @1\n"
        "      nop\n"
        "    else\n"
        "      nop\n"
        "    end\n");
  CHECK(printed_body({0x06, 0x40, 0x07, 0x03, 0x19, 0x09, 0x00, 0x0b, 0x06, 0x40, 0x18, 0x00}) ==
        "    try ;; label = @1\n"
        "    catch 3\n"
        "    catch_all\n"
        "      rethrow 0 (;@1;)\n"
        "    end\n"
        "    try ;; label = @1\n"
        "    delegate 0 (;@0;)\n");
}

TEST_CASE("clauses of a try_table count labels from outside of it") {
  CHECK(printed_body({0x02, 0x40, 0x1f, 0x40, 0x02, 0x00, 0x05, 0x00, 0x02, 0x01, 0x0b, 0x0b}) ==
        "    block ;; label = @1\n"
        "      try_table (catch 5 0 (;@1;)) (catch_all 1 (;@0;)) ;; label = @2\n"
        "      end\n"
        "    end\n");
}

TEST_CASE("accesses have an alignment if it is not the natural one") {
  CHECK(printed_body({0x28, 2, 0, 0x28, 0, 5, 0x37, 0x43, 1, 0x80, 0x01}) ==
        "    i32.load\n"
        "    i32.load offset=5 align=1\n"
        "    i64.store 1 offset=128\n");
}

TEST_CASE("casts have the type that the instruction makes of its heap type") {
  CHECK(printed_body({0xfb, 0x14, 0x6e, 0xfb, 0x15, 0x6e, 0xfb, 0x16, 0x01, 0xfb, 0x17, 0x01, 0xd0, 0x70}) ==
        "    ref.test (ref any)\n"
        "    ref.test anyref\n"
        "    ref.cast (ref 1)\n"
        "    ref.cast (ref null 1)\n"
        "    ref.null func\n");
}

TEST_CASE("a select without types is told from one that has no list of types") {
  CHECK(printed_body({0x1b, 0x1c, 0, 0x1c, 1, 0x7f}) == "    select\n    select (result)\n    select (result i32)\n");
}

TEST_CASE("parts of blocks that are in none, and labels that are nowhere, are printed all the same") {
  CHECK(printed_body({0x05, 0x07, 0x00, 0x19, 0x0c, 0x7f}) == "    else\n    catch 0\n    catch_all\n    br 127\n");
}

TEST_CASE("code that is nested a hundred thousand deep is printed") {
  Bytes instructions;
  for (int i = 0; i < 100'000; ++i) instructions.insert(instructions.end(), {0x02, 0x40});
  instructions.insert(instructions.end(), 100'000, 0x0b);
  const std::string text = printed_body(instructions);
  CHECK(text.find(";; label = @100000\n") != std::string::npos);
}

}  // namespace wasmc
