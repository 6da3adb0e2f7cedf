#include "tests/malformed/hostile.h"

#include <doctest/doctest.h>

#include "compiler/binary/decode.h"
#include "compiler/binary/names.h"
#include "compiler/text/text_module.h"
#include "compiler/validate/module.h"

namespace wasmc {

namespace {

constexpr const char* everything = R"wat(
(module $everything
  (rec
    (type $node (sub (struct (field $next (mut (ref null $node))) (field $value i32))))
    (type $leaf (sub final $node (struct (field (mut (ref null $node))) (field i32) (field (mut i8))))))
  (type $bytes (array (mut i8)))
  (type $binary (func (param i32 i32) (result i32)))
  (type $thrown (func (param i32)))
  (import "env" "log" (func $log (param i32)))
  (import "env" "counter" (global $counter (mut i32)))
  (tag $oops (type $thrown))
  (table $table 4 funcref)
  (table $refs 1 (ref null $binary) (ref.func $add))
  (memory $memory 1 2)
  (memory $wide i64 1 2)
  (global $origin (ref $node) (struct.new $node (ref.null $node) (i32.const 7)))
  (global $sum i32 (i32.add (i32.const 1) (i32.const 2)))
  (export "add" (func $add))
  (export "memory" (memory $memory))
  (export "oops" (tag $oops))
  (start $run)
  (elem (table $table) (i32.const 0) func $add $run)
  (elem declare func $add)
  (elem $expressions (ref null $binary) (ref.func $add) (ref.null $binary))
  (data $active (i32.const 8) "hello")
  (data $passive "\00\01\02")
  (func $add (type $binary) (local $unused i64) (i32.add (local.get 0) (local.get 1)))
  (func $vectors (param v128) (result v128)
    (i32x4.add (local.get 0) (v128.const i32x4 1 2 3 4)))
  (func $catching (result i32)
    (block $handler (result i32)
      (try_table (result i32) (catch $oops $handler)
        (throw $oops (i32.const 3)))))
  (func $switch (param i32) (result i32)
    (block $a (block $b (block $c (br_table $a $b $c (local.get 0))) (return (i32.const 1))) (return (i32.const 2)))
    (i32.const 3))
  (func $objects (param $n (ref null $node)) (result i32)
    (local $array (ref $bytes))
    (local.set $array (array.new_data $bytes $passive (i32.const 0) (i32.const 2)))
    (drop (array.get_u $bytes (local.get $array) (i32.const 0)))
    (block $not (result (ref null $node))
      (br_on_cast_fail $not (ref null $node) (ref $leaf) (local.get $n))
      (return (struct.get_s $leaf 2)))
    (struct.get $node $value))
  (func $calls (param i32) (result i32)
    (call_ref $binary (local.get 0) (i32.const 1) (ref.func $add))
    (return_call_indirect $table (type $binary) (i32.const 2) (i32.const 0)))
  (func $memories (param i64)
    (memory.copy $memory $memory (i32.const 0) (i32.const 8) (i32.const 5))
    (i64.store $wide offset=8 (local.get 0) (i64.const -1))
    (memory.init $memory $passive (i32.const 0) (i32.const 0) (i32.const 3))
    (data.drop $passive))
  (func $run (call $log (global.get $sum)) (global.set $counter (i32.const 1))))
)wat";

Status check_error(Error error, size_t size) {
  CHECK_FALSE(error.message.empty());
  CHECK(error.offset <= size);
  return error;
}

}  // namespace

Status judge(std::span<const uint8_t> bytes) {
  const Result<Module> module = decode_module(bytes, FeatureSet::all());
  if (!module) return check_error(module.error(), bytes.size());
  CHECK(decode_names(*module).functions.size() <= module->functions.size());
  const Status valid = validate_module(*module, 1);
  if (!valid) return check_error(valid.error(), bytes.size());
  return {};
}

Status judge_text(std::string_view text) {
  const Result<TextModule> module = parse_text_module(text);
  if (!module) return check_error(module.error(), text.size());
  return judge(module->bytes);
}

std::string message_of(const Status& status) { return status ? "" : status.error().message; }

ByteVector module_of_everything() {
  Result<TextModule> module = parse_text_module(everything);
  REQUIRE_MESSAGE(module, module.error().message);
  return std::move(module->bytes);
}

ModuleWriter& ModuleWriter::section(uint8_t id, const ByteVector& contents) {
  bytes_.push_back(id);
  append_leb128(bytes_, static_cast<uint32_t>(contents.size()));
  append(bytes_, contents);
  return *this;
}

ModuleWriter& ModuleWriter::code(const ByteVector& instructions) {
  ByteVector contents = {1};
  append_leb128(contents, static_cast<uint32_t>(instructions.size() + 2));
  contents.push_back(0);
  append(contents, instructions);
  contents.push_back(0x0b);
  return section(10, contents);
}

ByteVector vector_of(uint32_t count, const ByteVector& piece) {
  ByteVector bytes;
  append_leb128(bytes, count);
  append(bytes, repeat(count, piece));
  return bytes;
}

ByteVector repeat(size_t count, const ByteVector& piece) {
  ByteVector bytes;
  bytes.reserve(count * piece.size());
  for (size_t i = 0; i < count; ++i) append(bytes, piece);
  return bytes;
}

std::string repeat(size_t count, std::string_view piece) {
  std::string text;
  text.reserve(count * piece.size());
  for (size_t i = 0; i < count; ++i) text += piece;
  return text;
}

void append(ByteVector& bytes, const ByteVector& more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

}  // namespace wasmc
