#include "compiler/validate/local_types.h"

#include <doctest/doctest.h>

namespace wasmc {

TEST_CASE("each local has the type of its run, however many there are") {
  LocalTypes locals;
  locals.append(1, ValueType::i32());
  locals.append(254, ValueType::i64());
  locals.append(2, ValueType::f32());
  locals.append(40'000, ValueType::f64());
  locals.append(1, ValueType::v128());
  REQUIRE(locals.size() == 40'258);
  CHECK(locals[0] == ValueType::i32());
  CHECK(locals[1] == ValueType::i64());
  CHECK(locals[254] == ValueType::i64());
  CHECK(locals[255] == ValueType::f32());
  CHECK(locals[256] == ValueType::f32());
  CHECK(locals[257] == ValueType::f64());
  CHECK(locals[40'256] == ValueType::f64());
  CHECK(locals[40'257] == ValueType::v128());
}

TEST_CASE("a run that ends with the last place is no run of the rest") {
  LocalTypes locals;
  locals.append(256, ValueType::i32());
  locals.append(1, ValueType::i64());
  CHECK(locals[255] == ValueType::i32());
  CHECK(locals[256] == ValueType::i64());
}

TEST_CASE("nothing is left of the last function") {
  LocalTypes locals;
  locals.append(300, ValueType::i32());
  locals.clear();
  locals.append(300, ValueType::i64());
  CHECK(locals.size() == 300);
  CHECK(locals[0] == ValueType::i64());
  CHECK(locals[299] == ValueType::i64());
}

}  // namespace wasmc
