#include "compiler/text/parse_types.h"

#include <doctest/doctest.h>

#include "tests/unit/text_samples.h"

namespace wasmc {
namespace {

// The type section, without its id and size.
Bytes types_of(std::string_view fields) {
  const Bytes bytes = bytes_of(fields);
  REQUIRE(bytes[8] == 1);
  return {bytes.begin() + 10, bytes.begin() + 10 + bytes[9]};
}

TEST_CASE("reference types have short forms, which stand for the long ones") {
  check_same("(func (param anyref eqref i31ref structref arrayref nullref))",
             "(func (param (ref null any) (ref null eq) (ref null i31) (ref null struct) (ref null array) "
             "(ref null none)))");
  check_same("(func (param funcref nullfuncref externref nullexternref exnref nullexnref))",
             "(func (param (ref null func) (ref null nofunc) (ref null extern) (ref null noextern) (ref null exn) "
             "(ref null noexn)))");
  CHECK(types_of("(func (param (ref func) (ref null 3)))") == Bytes{1, 0x60, 2, 0x64, 0x70, 0x63, 3, 0});
}

TEST_CASE("types are structures, arrays or functions, with a supertype unless they are final") {
  CHECK(types_of("(type (struct (field i8 (mut i16)) (field) (field (ref 0))))") ==
        Bytes{1, 0x5f, 3, 0x78, 0, 0x77, 1, 0x64, 0, 0});
  CHECK(types_of("(type (sub (array (mut f64))))") == Bytes{1, 0x50, 0, 0x5e, 0x7c, 1});
  CHECK(types_of("(type (sub final 7 (func)))") == Bytes{1, 0x4f, 1, 7, 0x60, 0, 0});
  CHECK(types_of("(type (sub final (func)))") == types_of("(type (func))"));
  CHECK(refusal("(type (sub 0 1 (func)))").starts_with("unexpected token"));
}

TEST_CASE("types of a recursion group may refer to each other") {
  CHECK(types_of("(rec (type $a (struct (field (ref $b)))) (type $b (struct (field (ref null $a)))))") ==
        Bytes{1, 0x4e, 2, 0x5f, 1, 0x64, 1, 0, 0x5f, 1, 0x63, 0, 0});
  CHECK(types_of("(rec) (type (func))") == Bytes{2, 0x4e, 0, 0x60, 0, 0});
  CHECK(refusal("(type $a (func)) (rec (type $a (func)))") == "duplicate type $a");
  CHECK(refusal("(rec (func))") == "unexpected token func");
}

TEST_CASE("a type use means a function type that is alone in its group, final and without supertype") {
  check_same("(rec (type (func)) (type (func))) (type (sub (func))) (type (func)) (func)",
             "(rec (type (func)) (type (func))) (type (sub (func))) (type (func)) (func (type 3))");
  check_same("(rec (type (func)) (type (func))) (func)",
             "(rec (type (func)) (type (func))) (func (type 2)) (type (func))");
  CHECK(refusal("(type (struct)) (func (type 0) (param i32))") == "unknown type 0");
}

TEST_CASE("a field's id belongs to its type") {
  const std::string types = "(type $a (struct (field $x i32))) (type $b (struct (field i32 i32) (field $x i32)))";
  CHECK(refusal(types + "(func (struct.get $a $x) (struct.set $b $x) (struct.get 1 $x))").empty());
  CHECK(refusal(types + "(type $c (struct)) (func (struct.get $c $x))") == "unknown field $x");
  CHECK(refusal("(type (struct (field $x i32) (field $x i32)))") == "duplicate field $x");
  CHECK(refusal("(type (struct (field $x)))") == "unexpected token )");
  CHECK(refusal("(type (struct (field $x i32 i32)))") == "unexpected token i32");
}

TEST_CASE("memories and tables have an address type, memories may be shared and have a page size") {
  CHECK(bytes_of("(memory i64 1 2)") == module_bytes({section(5, {1, 5, 1, 2})}));
  CHECK(bytes_of("(memory 1 2 shared)") == module_bytes({section(5, {1, 3, 1, 2})}));
  CHECK(bytes_of("(memory i64 1 (pagesize 1))") == module_bytes({section(5, {1, 0x0c, 1, 0})}));
  CHECK(bytes_of("(table i64 1 externref)") == module_bytes({section(4, {1, 0x6f, 4, 1})}));
  CHECK(refusal("(memory 1 (pagesize 3))").starts_with("invalid custom page size"));
}

TEST_CASE("contents determine the size of a memory or table of any kind") {
  check_same("(memory i64 (data \"ab\"))", "(memory i64 1 1) (data (i64.const 0) \"ab\")");
  check_same("(memory (pagesize 1) (data \"abc\"))", "(memory 3 3 (pagesize 1)) (data (i32.const 0) \"abc\")");
  check_same("(memory (data))", "(memory 0 0) (data (i32.const 0))");
  check_same("(func) (table i64 funcref (elem 0))", "(func) (table i64 1 1 funcref) (elem (i64.const 0) func 0)");
  check_same("(table (ref null extern) (elem (ref.null extern)))",
             "(table 1 1 externref) (elem (table 0) (i32.const 0) externref (ref.null extern))");
}

TEST_CASE("a table may have an initial value") {
  CHECK(bytes_of("(table 1 (ref func) (ref.func 0))") ==
        module_bytes({section(4, {1, 0x40, 0, 0x64, 0x70, 0, 1, 0xd2, 0, 0x0b})}));
}

TEST_CASE("a tag is defined, imported and exported like a function") {
  CHECK(bytes_of("(tag (export \"a\") (param i32))") ==
        module_bytes({section(1, {1, 0x60, 1, 0x7f, 0}), section(13, {1, 0, 0}), section(7, {1, 1, 'a', 4, 0})}));
  check_same("(tag (import \"a\" \"b\"))", "(import \"a\" \"b\" (tag))");
  CHECK(refusal("(tag) (import \"a\" \"b\" (tag))") == "import after tag");
}

TEST_CASE("segments may name their table or memory as the first version of the language had it") {
  check_same("(table 1 funcref) (elem 0 (i32.const 0))", "(table 1 funcref) (elem (i32.const 0))");
  check_same("(memory 1) (memory 1) (data 1 (i32.const 0))", "(memory 1) (memory 1) (data (memory 1) (i32.const 0))");
}

TEST_CASE("data may be given as numbers") {
  check_same(
      "(data \"a\" (i8 1 -1) (i16 0x102) (f32 -0) \"b\" (i64) (v128 i64x2 3 4))",
      "(data \"a\\01\\ff\\02\\01\\00\\00\\00\\80b\\03\\00\\00\\00\\00\\00\\00\\00\\04\\00\\00\\00\\00\\00\\00\\00\")");
  check_same("(memory (data (i32 -2)))", "(memory 1 1) (data (i32.const 0) \"\\fe\\ff\\ff\\ff\")");
  check_same("(data (i8 1))", "(data \"\\01\")");
  CHECK(refusal("(data (i8 256))") == "constant out of range");
}

}  // namespace
}  // namespace wasmc
