#include "compiler/validate/signature.h"

#include <doctest/doctest.h>

namespace wasmc {

TEST_CASE("letters before the underscore are operands, those after it results") {
  constexpr InstructionType store = parse_signature("iI_");
  CHECK(store.param_count == 2);
  CHECK(store.params[0] == ValueType::i32());
  CHECK(store.params[1] == ValueType::i64());
  CHECK(store.result_count == 0);

  constexpr InstructionType select = parse_signature("vvv_F");
  CHECK(select.param_count == 3);
  CHECK(select.params[2] == ValueType::v128());
  CHECK(select.result_count == 1);
  CHECK(select.results[0] == ValueType::f64());

  constexpr InstructionType add = parse_signature("IIII_II");
  CHECK(add.param_count == 4);
  CHECK(add.result_count == 2);

  constexpr InstructionType nop = parse_signature("_");
  CHECK(nop.param_count == 0);
  CHECK(nop.result_count == 0);
}

TEST_CASE("the shape in an instruction's text says how many lanes there are") {
  CHECK(lanes_of("i8x16.extract_lane_s") == 16);
  CHECK(lanes_of("f64x2.replace_lane") == 2);
}

}  // namespace wasmc
