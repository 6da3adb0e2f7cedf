// Reads the primitives of the binary format (section 5.2) from bytes that nobody has looked at yet. One reader belongs
// to one thread.
//
// Each read is told what it reads, for the message. It comes in two forms: `bool read_x(value, what)` for instructions,
// where the error is built only if somebody asks for it, and `Result<X> x(what)` for sections.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "compiler/module/module.h"
#include "format/base/leb128.h"
#include "format/base/result.h"

namespace wasmc {

class ByteReader {
 public:
  // The bytes start at `offset` of the module.
  ByteReader(std::span<const uint8_t> bytes, uint64_t offset)
      : position_(bytes.data()), begin_(bytes.data()), end_(bytes.data() + bytes.size()), offset_(offset) {}
  explicit ByteReader(const ByteRange& range) : ByteReader(range.bytes, range.offset) {}

  [[nodiscard]] bool at_end() const { return position_ == end_; }
  [[nodiscard]] size_t remaining() const { return static_cast<size_t>(end_ - position_); }
  [[nodiscard]] uint64_t offset() const { return offset_ + static_cast<uint64_t>(position_ - begin_); }
  // The bytes from that offset on, which is not before the first nor after the next one to read.
  [[nodiscard]] ByteRange range_from(uint64_t offset) const {
    return {offset, {begin_ + (offset - offset_), position_}};
  }

  // False if a read failed. It stays so: nothing may be read afterwards, and error() says what failed.
  [[nodiscard]] bool ok() const { return failure_ == nullptr; }
  [[nodiscard]] Error error() const;
  // Makes the reader fail, with the specification suite's text, at that offset. Always false.
  bool fail(const char* text, const char* what, uint64_t offset);

  bool read_byte(uint8_t& value, const char* what) {
    if (position_ == end_) return fail_at_end(what);
    value = *position_++;
    return true;
  }
  bool read_u32(uint32_t& value, const char* what) {
    if (position_ != end_ && *position_ < 0x80) {
      value = *position_++;
      return true;
    }
    return read_leb<uint32_t, 32>(value, what);
  }
  bool read_u64(uint64_t& value, const char* what) {
    if (position_ != end_ && *position_ < 0x80) {
      value = *position_++;
      return true;
    }
    return read_leb<uint64_t, 64>(value, what);
  }
  bool read_s32(int32_t& value, const char* what) { return read_short(value) || read_leb<int32_t, 32>(value, what); }
  bool read_s33(int64_t& value, const char* what) { return read_leb<int64_t, 33>(value, what); }
  bool read_s64(int64_t& value, const char* what) { return read_short(value) || read_leb<int64_t, 64>(value, what); }
  // Little-endian, of 4 and 8 bytes.
  bool read_fixed_u32(uint32_t& value, const char* what) { return read_fixed(value, what); }
  bool read_fixed_u64(uint64_t& value, const char* what) { return read_fixed(value, what); }
  bool read_bytes(std::span<const uint8_t>& value, size_t length, const char* what);
  // Puts back the byte that was read last.
  void unread_byte() { --position_; }

  [[nodiscard]] Result<uint8_t> byte(const char* what);
  [[nodiscard]] Result<uint32_t> u32(const char* what);
  [[nodiscard]] Result<uint64_t> u64(const char* what);
  [[nodiscard]] Result<std::span<const uint8_t>> bytes(size_t length, const char* what);
  // A u32 that is at most `limit`; more is "too many <what>". What is counted takes a byte each at least: callers
  // allocate for no more than remaining() of them.
  [[nodiscard]] Result<uint32_t> count(uint32_t limit, const char* what);
  // A length in bytes, and a reader of that many bytes.
  [[nodiscard]] Result<ByteReader> sized(const char* what);
  // A name in UTF-8.
  [[nodiscard]] Result<std::string_view> name(const char* what);

 private:
  bool fail_at_end(const char* what);
  bool fail_leb(LebError error, const char* what);

  // A signed integer of one byte, as most are. False if it is longer.
  template <typename T>
  bool read_short(T& value) {
    if (position_ == end_ || *position_ >= 0x80) return false;
    value = static_cast<T>((*position_++ ^ 0x40) - 0x40);
    return true;
  }

  template <typename T, unsigned Bits>
  bool read_leb(T& value, const char* what) {
    const LebResult<T> result = read_leb128<T, Bits>(position_, end_);
    if (result.error != LebError::none) return fail_leb(result.error, what);
    value = result.value;
    position_ += result.length;
    return true;
  }

  template <typename T>
  bool read_fixed(T& value, const char* what) {
    if (remaining() < sizeof(T)) return fail_at_end(what);
    value = 0;
    for (size_t i = 0; i < sizeof(T); ++i) value |= static_cast<T>(position_[i]) << (8 * i);
    position_ += sizeof(T);
    return true;
  }

  const uint8_t* position_;
  const uint8_t* begin_;
  const uint8_t* end_;
  uint64_t offset_;
  const char* failure_ = nullptr;
  const char* failure_what_ = nullptr;
  uint64_t failure_offset_ = 0;
};

}  // namespace wasmc
