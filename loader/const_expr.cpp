#include "loader/const_expr.h"

#include <cstring>

#include "format/base/leb128.h"

namespace wasmc {

namespace {

// Opcodes of section 5.4.
enum Opcode : uint8_t {
  end = 0x0b,
  global_get = 0x23,
  i32_const = 0x41,
  i64_const = 0x42,
  f32_const = 0x43,
  f64_const = 0x44,
  i32_add = 0x6a,
  i32_sub = 0x6b,
  i32_mul = 0x6c,
  i64_add = 0x7c,
  i64_sub = 0x7d,
  i64_mul = 0x7e,
  ref_null = 0xd0,
  ref_func = 0xd2,
  vector_prefix = 0xfd,
};
constexpr uint32_t v128_const = 12;  // behind the prefix

struct Operand {
  ValueType type;
  Value value{};
};

Error malformed(const char* what) { return Error{std::string("constant expression: ") + what}; }

bool fits(ValueType type, ValueType expected) {
  return type == expected || (type.is_reference() && expected.is_reference());
}

class Evaluation {
 public:
  Evaluation(const Instance& instance, std::span<const uint8_t> expression)
      : instance_(instance), next_(expression.data()), end_(expression.data() + expression.size()) {}

  Result<Value> run(ValueType expected) {
    while (next_ != end_) {
      const uint8_t opcode = *next_++;
      if (opcode == end) return result(expected);
      TRY(step(opcode));
    }
    return malformed("unexpected end");
  }

 private:
  Result<Value> result(ValueType expected) {
    if (next_ != end_ || stack_.size() != 1) return malformed("more than one value");
    if (!fits(stack_[0].type, expected)) return malformed("type mismatch");
    return stack_[0].value;
  }

  Status step(uint8_t opcode) {
    switch (opcode) {
      case i32_const: return push_i32();
      case i64_const: return push_i64();
      case f32_const: return push_bytes(ValueType::f32(), 4);
      case f64_const: return push_bytes(ValueType::f64(), 8);
      case vector_prefix: return push_vector();
      case global_get: return push_global();
      case ref_null: return push_null();
      case ref_func: return push_function();
      case i32_add:
      case i32_sub:
      case i32_mul: return calculate(ValueType::i32(), opcode - i32_add);
      case i64_add:
      case i64_sub:
      case i64_mul: return calculate(ValueType::i64(), opcode - i64_add);
      default: return malformed("unsupported instruction");
    }
  }

  template <typename T, unsigned Bits = sizeof(T) * 8>
  Result<T> read() {
    const LebResult<T> read = read_leb128<T, Bits>(next_, end_);
    if (read.error != LebError::none) return malformed("malformed integer");
    next_ += read.length;
    return read.value;
  }

  Value& push(ValueType type) { return stack_.emplace_back(Operand{type}).value; }

  Status push_i32() {
    TRY_ASSIGN(const int32_t value, read<int32_t>());
    push(ValueType::i32()).i32 = static_cast<uint32_t>(value);
    return {};
  }

  Status push_i64() {
    TRY_ASSIGN(const int64_t value, read<int64_t>());
    push(ValueType::i64()).i64 = static_cast<uint64_t>(value);
    return {};
  }

  Status push_bytes(ValueType type, size_t size) {
    if (static_cast<size_t>(end_ - next_) < size) return malformed("unexpected end");
    std::memcpy(&push(type), next_, size);
    next_ += size;
    return {};
  }

  Status push_vector() {
    TRY_ASSIGN(const uint32_t opcode, read<uint32_t>());
    if (opcode != v128_const) return malformed("unsupported instruction");
    return push_bytes(ValueType::v128(), sizeof(Value));
  }

  Status push_global() {
    TRY_ASSIGN(const uint32_t index, read<uint32_t>());
    if (index >= instance_.globals.size()) return malformed("unknown global");
    const GlobalInstance& global = *instance_.globals[index];
    push(global.type.value) = *global.value;
    return {};
  }

  Status push_null() {
    TRY_ASSIGN([[maybe_unused]] const int64_t heap_type, (read<int64_t, 33>()));
    push(ValueType::funcref()).reference = nullptr;
    return {};
  }

  Status push_function() {
    TRY_ASSIGN(const uint32_t index, read<uint32_t>());
    FuncRef* function = instance_.funcref(index);
    if (function == nullptr) return malformed("unknown function");
    push(ValueType::funcref()).reference = function;
    return {};
  }

  // operation: 0 addition, 1 subtraction, 2 multiplication. What an i32 leaves in the upper half is never read.
  Status calculate(ValueType type, int operation) {
    if (stack_.size() < 2) return malformed("type mismatch");
    const Operand right = stack_.back();
    stack_.pop_back();
    Operand& left = stack_.back();
    if (left.type != type || right.type != type) return malformed("type mismatch");
    const uint64_t a = left.value.i64;
    const uint64_t b = right.value.i64;
    left.value.i64 = operation == 0 ? a + b : operation == 1 ? a - b : a * b;
    return {};
  }

  const Instance& instance_;
  const uint8_t* next_;
  const uint8_t* end_;
  std::vector<Operand> stack_;
};

}  // namespace

Result<Value> evaluate(const Instance& instance, std::span<const uint8_t> expression, ValueType expected) {
  return Evaluation(instance, expression).run(expected);
}

}  // namespace wasmc
