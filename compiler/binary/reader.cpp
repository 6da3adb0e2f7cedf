#include "compiler/binary/reader.h"

#include <string>

#include "compiler/module/limits.h"
#include "format/base/utf8.h"

namespace wasmc {

Error ByteReader::error() const { return {std::string(failure_) + ": " + failure_what_, failure_offset_}; }

bool ByteReader::fail(const char* text, const char* what, uint64_t offset) {
  failure_ = text;
  failure_what_ = what;
  failure_offset_ = offset;
  return false;
}

bool ByteReader::fail_at_end(const char* what) {
  return fail("unexpected end of section or function", what, offset() + remaining());
}

bool ByteReader::fail_leb(LebError error, const char* what) {
  switch (error) {
    case LebError::too_long: return fail("integer representation too long", what, offset());
    case LebError::too_large: return fail("integer too large", what, offset());
    default: return fail_at_end(what);
  }
}

bool ByteReader::read_bytes(std::span<const uint8_t>& value, size_t length, const char* what) {
  if (length > remaining()) return fail_at_end(what);
  value = {position_, length};
  position_ += length;
  return true;
}

Result<uint8_t> ByteReader::byte(const char* what) {
  uint8_t value = 0;
  if (!read_byte(value, what)) return error();
  return value;
}

Result<uint32_t> ByteReader::u32(const char* what) {
  uint32_t value = 0;
  if (!read_u32(value, what)) return error();
  return value;
}

Result<uint64_t> ByteReader::u64(const char* what) {
  uint64_t value = 0;
  if (!read_u64(value, what)) return error();
  return value;
}

Result<std::span<const uint8_t>> ByteReader::bytes(size_t length, const char* what) {
  std::span<const uint8_t> value;
  if (!read_bytes(value, length, what)) return error();
  return value;
}

Result<uint32_t> ByteReader::count(uint32_t limit, const char* what) {
  const uint64_t start = offset();
  TRY_ASSIGN(const uint32_t value, u32(what));
  if (value > limit) {
    return Error{std::string("too many ") + what + ": " + std::to_string(value) + ", at most " + std::to_string(limit),
                 start};
  }
  return value;
}

Result<ByteReader> ByteReader::sized(const char* what) {
  const uint64_t start = offset();
  TRY_ASSIGN(const uint32_t length, u32(what));
  if (length > remaining()) {
    return Error{std::string("length out of bounds: ") + what + " of " + std::to_string(length) + " bytes, " +
                     std::to_string(remaining()) + " left",
                 start};
  }
  const uint64_t contents = offset();
  TRY_ASSIGN(const std::span<const uint8_t> range, bytes(length, what));
  return ByteReader(range, contents);
}

Result<std::string_view> ByteReader::name(const char* what) {
  TRY_ASSIGN(ByteReader contents, sized(what));
  const uint64_t start = contents.offset();
  if (contents.remaining() > limits::name_bytes) {
    return Error{std::string("name too long: ") + what + " of " + std::to_string(contents.remaining()) +
                     " bytes, at most " + std::to_string(limits::name_bytes),
                 start};
  }
  TRY_ASSIGN(const std::span<const uint8_t> encoded, contents.bytes(contents.remaining(), what));
  if (!is_utf8(encoded)) return Error{std::string("malformed UTF-8 encoding: ") + what, start};
  return std::string_view(reinterpret_cast<const char*>(encoded.data()), encoded.size());
}

}  // namespace wasmc
