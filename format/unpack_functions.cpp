#include <string>

#include "format/base/leb128.h"
#include "format/function_packing.h"

namespace wasmc {

namespace {

// Numbers one after the other. Behind one that is damaged or cut off there are none, and all are 0.
class Numbers {
 public:
  explicit Numbers(std::span<const uint8_t> bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

  template <typename T, unsigned Bits = sizeof(T) * 8>
  T next() {
    const LebResult<T> number = read_leb128<T, Bits>(at_, end_);
    if (number.error != LebError::none) return fail<T>();
    at_ += number.length;
    return number.value;
  }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] size_t bytes_left() const { return static_cast<size_t>(end_ - at_); }

 private:
  template <typename T>
  T fail() {
    failed_ = true;
    at_ = end_;
    return 0;
  }

  const uint8_t* at_;
  const uint8_t* end_;
  bool failed_ = false;
};

struct Head {
  uint32_t unit_log2;
  uint32_t count;
};

Head read_head(Numbers& numbers) {
  const auto unit_log2 = numbers.next<uint32_t>();
  return {unit_log2, numbers.next<uint32_t>()};
}

uint32_t read_code_offset(Numbers& numbers, CodePlace place, const FunctionRecord& before, unsigned unit) {
  if (place == CodePlace::aligned) return code_offset_behind(before, code_alignment_log2);
  const uint32_t behind = code_offset_behind(before, unit);
  if (place == CodePlace::behind) return behind;
  return behind + (static_cast<uint32_t>(numbers.next<int32_t>()) << unit);
}

FunctionRecord unpack(Numbers& numbers, const FunctionRecord& before, unsigned unit) {
  const auto first = numbers.next<uint64_t, packed_type_bits>();
  const auto place = static_cast<CodePlace>(first & ((1u << packed_place_bits) - 1));
  FunctionRecord function{};
  function.type = static_cast<uint32_t>(first >> packed_place_bits);
  function.code_offset = read_code_offset(numbers, place, before, unit);
  function.code_length = numbers.next<uint32_t>();
  function.wasm_offset = before.wasm_offset + numbers.next<uint32_t>();
  const bool has_entry = place == CodePlace::distant_with_entry;
  function.entry = has_entry ? numbers.next<uint32_t>() - 1 : function.code_offset;
  return function;
}

}  // namespace

Result<uint32_t> count_functions(std::span<const uint8_t> packed) {
  Numbers numbers(packed);
  const Head head = read_head(numbers);
  if (numbers.failed() || head.count == 0 || head.unit_log2 > max_code_unit_log2) return Error{"its head is damaged"};
  if (head.count > numbers.bytes_left() / least_packed_function) return Error{"more functions than it has bytes for"};
  return head.count;
}

Status unpack_functions(std::span<const uint8_t> packed, std::span<FunctionRecord> functions) {
  Numbers numbers(packed);
  const Head head = read_head(numbers);
  FunctionRecord before{};
  for (size_t i = 0; i < functions.size(); ++i) {
    functions[i] = before = unpack(numbers, before, head.unit_log2);
    if (numbers.failed()) return Error{"record " + std::to_string(i) + ": damaged or cut off"};
  }
  if (numbers.bytes_left() != 0) return Error{"trailing bytes after the last record"};
  return {};
}

}  // namespace wasmc
