#include "compiler/validate/const_expr.h"

#include <doctest/doctest.h>

#include <string>

#include "compiler/binary/decode.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

// What is wrong with the expression as the initial value of an i32, where global 0 is visible; "" if nothing is.
std::string invalid(const Bytes& instructions, const FeatureSet& features = FeatureSet::defaults()) {
  const Bytes bytes = function_module({0x20, 0});
  const Result<Module> module = decode_module(bytes, features);
  REQUIRE(module);
  const Bytes expression = join({instructions, {0x0b}});
  ConstExprValidator validator(*module);
  const Status status = validator.validate({0, expression}, ValueType::i32(), 1);
  return status ? "" : status.error().message;
}

}  // namespace

TEST_CASE("constants, their sums and products, and immutable globals are constant") {
  CHECK(invalid({0x41, 7}).empty());
  CHECK(invalid({0x23, 0}).empty());
  CHECK(invalid({0x41, 7, 0x23, 0, 0x6a, 0x41, 2, 0x6c}).empty());
}

TEST_CASE("an expression has to have one value, of its type") {
  CHECK(invalid({0x42, 7}) == "type mismatch: instruction requires [i32] but stack has [i64]");
  CHECK(invalid({}) == "type mismatch: instruction requires [i32] but stack has []");
  CHECK_FALSE(invalid({0x41, 1, 0x41, 1}).empty());
}

TEST_CASE("any other instruction is not constant") {
  CHECK(invalid({0x01, 0x41, 0}) == "constant expression required: found nop");
  CHECK(invalid({0x41, 0, 0x41, 1, 0x6d}) == "constant expression required: found i32.div_s");
  CHECK(invalid({0x02, 0x7f, 0x41, 0, 0x0b}) == "constant expression required: found block");
}

TEST_CASE("only imported globals can be read before version 3") {
  FeatureSet features = FeatureSet::defaults();
  features.disable(Feature::gc);
  CHECK(invalid({0x23, 0}, features).empty());
  features.disable(Feature::extended_const);
  CHECK(invalid({0x23, 0}, features) == "unknown global 0");
}

TEST_CASE("globals that come later cannot be read") { CHECK(invalid({0x23, 1}) == "unknown global 1"); }

}  // namespace wasmc
