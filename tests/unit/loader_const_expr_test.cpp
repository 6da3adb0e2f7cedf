#include "loader/const_expr.h"

#include <doctest/doctest.h>

#include <cstring>

#include "tests/unit/loader_sample.h"

namespace wasmc {

namespace {

using Bytes = std::vector<uint8_t>;

// An instance with two globals, i32 7 and i64 -1.
struct Sample {
  Sample() : store(make_store()) {
    ArtifactBuilder builder;
    builder.add_global({ValueType::i32(), false}, i32_expression(7));
    builder.add_global({ValueType::i64(), false}, {0x42, 0x7f, 0x0b});
    instance = instantiate(*store, builder).instance;
  }

  Result<Value> value(const Bytes& expression, ValueType type) const { return evaluate(*instance, expression, type); }
  uint64_t integer(const Bytes& expression, ValueType type) const {
    const auto result = value(expression, type);
    REQUIRE_MESSAGE(result, message_of(result));
    return type == ValueType::i32() ? result->i32 : result->i64;
  }
  std::string error(const Bytes& expression, ValueType type) const { return message_of(value(expression, type)); }

  std::unique_ptr<Store> store;
  Instance* instance;
};

}  // namespace

TEST_CASE("constants of each type have their value") {
  const Sample sample;
  CHECK(sample.integer({0x41, 0x7f, 0x0b}, ValueType::i32()) == 0xffffffff);
  CHECK(sample.integer({0x42, 0x80, 0x7f, 0x0b}, ValueType::i64()) == ~uint64_t{0} - 127);
  CHECK(sample.value({0x43, 1, 2, 3, 4, 0x0b}, ValueType::f32())->f32_bits == 0x04030201);
  CHECK(sample.value({0x44, 1, 0, 0, 0, 0, 0, 0, 0x80, 0x0b}, ValueType::f64())->f64_bits == 0x8000000000000001);
  Bytes vector = {0xfd, 0x0c, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 0x0b};
  CHECK(std::memcmp(sample.value(vector, ValueType::v128())->v128, vector.data() + 2, 16) == 0);
  CHECK(sample.value({0xd0, 0x6f, 0x0b}, ValueType::externref())->reference == nullptr);
}

TEST_CASE("globals and arithmetic can be used, with wrapping") {
  const Sample sample;
  CHECK(sample.integer({0x23, 0, 0x41, 3, 0x6a, 0x0b}, ValueType::i32()) == 10);
  CHECK(sample.integer({0x23, 0, 0x41, 9, 0x6b, 0x0b}, ValueType::i32()) == 0xfffffffe);
  CHECK(sample.integer({0x23, 0, 0x41, 0x7f, 0x6c, 0x0b}, ValueType::i32()) == 0xfffffff9);
  CHECK(sample.integer({0x23, 1, 0x42, 2, 0x7c, 0x0b}, ValueType::i64()) == 1);
  CHECK(sample.integer({0x23, 1, 0x42, 2, 0x7d, 0x0b}, ValueType::i64()) == ~uint64_t{0} - 2);
  CHECK(sample.integer({0x23, 1, 0x23, 1, 0x7e, 0x0b}, ValueType::i64()) == 1);
}

TEST_CASE("what is unknown or ill-typed is an error") {
  const Sample sample;
  CHECK(sample.error({0x23, 2, 0x0b}, ValueType::i32()) == "constant expression: unknown global");
  CHECK(sample.error({0xd2, 0, 0x0b}, ValueType::funcref()) == "constant expression: unknown function");
  CHECK(sample.error({0x41, 0, 0x0b}, ValueType::i64()) == "constant expression: type mismatch");
  CHECK(sample.error({0x41, 0, 0x0b}, ValueType::funcref()) == "constant expression: type mismatch");
  CHECK(sample.error({0xd0, 0x70, 0x0b}, ValueType::i32()) == "constant expression: type mismatch");
  CHECK(sample.error({0x41, 0, 0x6a, 0x0b}, ValueType::i32()) == "constant expression: type mismatch");
  CHECK(sample.error({0x41, 0, 0x42, 0, 0x6a, 0x0b}, ValueType::i32()) == "constant expression: type mismatch");
  CHECK(sample.error({0x41, 0, 0x41, 0, 0x0b}, ValueType::i32()) == "constant expression: more than one value");
  CHECK(sample.error({0x0b}, ValueType::i32()) == "constant expression: more than one value");
  CHECK(sample.error({0x41, 0, 0x0b, 0x0b}, ValueType::i32()) == "constant expression: more than one value");
  CHECK(sample.error({0x00, 0x0b}, ValueType::i32()) == "constant expression: unsupported instruction");
  CHECK(sample.error({0xfd, 0x0d, 0x0b}, ValueType::v128()) == "constant expression: unsupported instruction");
}

TEST_CASE("an expression cut off anywhere is an error") {
  const Sample sample;
  const Bytes whole = {0x41, 0xff, 0x00, 0x23, 0x00, 0x6a, 0x42, 0x7f, 0x43, 1, 2, 3, 4, 0xfd, 0x0c, 1, 2, 3, 4, 5};
  for (size_t length = 0; length <= whole.size(); ++length) {
    CHECK_FALSE(sample.value(Bytes(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(length)), ValueType::i32()));
  }
}

}  // namespace wasmc
