#include "loader/reference_types.h"

#include <doctest/doctest.h>

#include "loader/function_types.h"

namespace wasmc {

namespace {

ValueType nullable(HeapType heap) { return ValueType::reference(heap, true); }
ValueType non_null(HeapType heap) { return ValueType::reference(heap, false); }
HeapType defined(const FunctionType& type) { return static_cast<HeapType>(intern_function_type(type)); }

}  // namespace

TEST_CASE("a reference that can't be null may stand for one that can, not the other way round") {
  CHECK(is_subtype(non_null(HeapType::func), nullable(HeapType::func)));
  CHECK_FALSE(is_subtype(nullable(HeapType::func), non_null(HeapType::func)));
}

TEST_CASE("defined function types lie between nofunc and func") {
  const HeapType one = defined({{ValueType::i32()}, {}});
  const HeapType other = defined({{ValueType::i64()}, {}});
  CHECK(is_subtype(nullable(one), ValueType::funcref()));
  CHECK(is_subtype(nullable(HeapType::nofunc), nullable(one)));
  CHECK_FALSE(is_subtype(ValueType::funcref(), nullable(one)));
  CHECK_FALSE(is_subtype(nullable(one), nullable(other)));
  CHECK_FALSE(is_subtype(nullable(one), ValueType::externref()));
}

TEST_CASE("each abstract heap type lies below those that the specification says") {
  CHECK(is_subtype(nullable(HeapType::i31), nullable(HeapType::eq)));
  CHECK(is_subtype(nullable(HeapType::struct_), nullable(HeapType::any)));
  CHECK(is_subtype(nullable(HeapType::none), nullable(HeapType::array)));
  CHECK(is_subtype(nullable(HeapType::noextern), ValueType::externref()));
  CHECK_FALSE(is_subtype(nullable(HeapType::none), ValueType::funcref()));
  CHECK_FALSE(is_subtype(nullable(HeapType::array), nullable(HeapType::struct_)));
  CHECK_FALSE(is_subtype(ValueType::i32(), ValueType::i64()));
}

TEST_CASE("a defined type is shown, and those in it as dots") {
  const HeapType inner = defined({{ValueType::i32()}, {}});
  const HeapType outer = defined({{nullable(inner)}, {ValueType::funcref()}});
  CHECK(describe_type(non_null(inner)) == "(ref [i32] -> [])");
  CHECK(describe_type(nullable(outer)) == "(ref null [(ref null ...)] -> [funcref])");
  CHECK(describe_type(ValueType::externref()) == "externref");
}

}  // namespace wasmc
