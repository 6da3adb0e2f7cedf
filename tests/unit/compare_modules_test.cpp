#include "compiler/text/compare_modules.h"

#include <string>

#include <doctest/doctest.h>

#include "compiler/binary/decode.h"
#include "compiler/text/text_module.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

// Empty if they are equal, else what differs.
std::string difference(const Bytes& a, const Bytes& b) {
  const Result<Module> module_a = decode_module(a, FeatureSet::all());
  const Result<Module> module_b = decode_module(b, FeatureSet::all());
  REQUIRE(module_a);
  REQUIRE(module_b);
  const Status status = compare_modules(*module_a, *module_b);
  return status ? "" : status.error().message;
}

Bytes bytes_of(const std::string& fields) {
  const Result<TextModule> module = parse_text_module("(module " + fields + ")");
  REQUIRE_MESSAGE(module.has_value(), (module ? "" : module.error().message));
  return module->bytes;
}

std::string difference(const std::string& a, const std::string& b) { return difference(bytes_of(a), bytes_of(b)); }

}  // namespace

TEST_CASE("the encoding of integers and of locals makes no difference, nor do names") {
  const auto with_body = [](const Bytes& body, const Bytes& more) {
    return module_bytes({type_section(), section(3, {1, 0}), section(10, join({{1}, sized(body)})), more});
  };
  const Bytes names = section(0, join({name_bytes("name"), section(0, name_bytes("m"))}));
  CHECK(difference(with_body({2, 1, 0x7f, 1, 0x7f, 0x41, 0x80, 0, 0x1a, 0x0b}, {}),
                   with_body({1, 2, 0x7f, 0x41, 0, 0x1a, 0x0b}, names))
            .empty());
}

TEST_CASE("modules that differ are told apart by the first item that does") {
  CHECK(difference("(func)", "") == "the number of items differs, of the kind type: 1 and 0");
  CHECK(difference("(type (func))", "(type (func (param i32)))") == "type 0 differs");
  CHECK(difference("(type (sub (func)))", "(type (func))") == "type 0 differs");
  CHECK(difference("(func) (func)", "(func) (func nop)") == "function 1 differs");
  CHECK(difference("(func (local i32))", "(func (local i64))") == "function 0 differs");
  CHECK(difference("(func (drop (i32.const 0)))", "(func (drop (i32.const 1)))") == "function 0 differs");
  CHECK(difference("(table 1 funcref)", "(table 2 funcref)") == "table 0 differs");
  CHECK(difference("(table 1 funcref)", "(table 1 funcref (ref.null func))") == "table 0 differs");
  CHECK(difference("(memory 1)", "(memory 1 1)") == "memory 0 differs");
  CHECK(difference("(global i32 (i32.const 0))", "(global i32 (i32.const 1))") == "global 0 differs");
  CHECK(difference("(memory (export \"a\") 1)", "(memory (export \"b\") 1)") == "export 0 differs");
  CHECK(difference("(func) (func) (start 0)", "(func) (func) (start 1)") == "the start function differs");
  CHECK(difference("(func $f) (elem func $f)", "(func $f) (elem funcref (ref.func $f))") ==
        "element segment 0 differs");
  CHECK(difference("(data \"a\")", "(data \"b\")") == "data segment 0 differs");
  CHECK(difference("(memory 1) (data (i32.const 1) \"a\")", "(memory 1) (data (i32.const 2) \"a\")") ==
        "data segment 0 differs");
  CHECK(difference(module_bytes({section(0, join({name_bytes("a"), {1}}))}),
                   module_bytes({section(0, join({name_bytes("a"), {2}}))})) == "custom section 0 differs");
}

}  // namespace wasmc
