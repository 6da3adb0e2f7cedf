#include "compiler/object/serialize.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

namespace wasmc {

namespace {

// One list of fields for both directions: the writer appends each, the reader fills it in.
template <typename Stream>
void transfer(Stream& stream, ObjectRelocation& relocation) {
  stream.number(relocation.offset);
  stream.number(relocation.type);
  stream.number(relocation.addend);
  stream.number(relocation.is_local);
  stream.number(relocation.section);
  stream.number(relocation.value);
  stream.bytes(relocation.name);
}

template <typename Stream>
void transfer(Stream& stream, ObjectSection& section) {
  stream.number(section.is_code);
  stream.number(section.alignment);
  stream.bytes(section.bytes);
  stream.list(section.relocations);
}

template <typename Stream>
void transfer(Stream& stream, ObjectFunction& function) {
  stream.bytes(function.name);
  stream.number(function.section);
  stream.number(function.offset);
  stream.number(function.size);
}

template <typename Stream>
void transfer(Stream& stream, ObjectConstant& constant) {
  stream.bytes(constant.name);
  stream.number(constant.section);
  stream.number(constant.offset);
}

template <typename Stream>
void transfer(Stream& stream, ObjectTrapSite& placed) {
  stream.number(placed.section);
  stream.number(placed.site.code_offset);
  stream.number(placed.site.wasm_offset);
  stream.number(placed.site.code);
}

template <typename Stream>
void transfer(Stream& stream, ObjectCode& object) {
  stream.list(object.sections);
  stream.list(object.functions);
  stream.list(object.constants);
  stream.list(object.trap_sites);
}

class Writer {
 public:
  template <typename T>
  void number(T value) {
    const auto wide = static_cast<uint64_t>(value);
    for (size_t i = 0; i < 8; ++i) out.push_back(static_cast<uint8_t>(wide >> (8 * i)));
  }
  template <typename Bytes>
  void bytes(const Bytes& bytes) {
    number(bytes.size());
    out.insert(out.end(), bytes.begin(), bytes.end());
  }
  template <typename T>
  void list(std::vector<T>& items) {
    number(items.size());
    for (T& item : items) transfer(*this, item);
  }

  std::vector<uint8_t> out;
};

// Fields past the end are 0, and the whole is refused.
class Reader {
 public:
  explicit Reader(std::span<const uint8_t> in) : in_(in) {}

  [[nodiscard]] bool is_whole() const { return !failed_ && in_.empty(); }

  template <typename T>
  void number(T& value) {
    uint64_t wide = 0;
    const std::span<const uint8_t> taken = take(8);
    for (size_t i = 0; i < taken.size(); ++i) wide |= uint64_t{taken[i]} << (8 * i);
    value = static_cast<T>(wide);
    failed_ |= static_cast<uint64_t>(value) != wide;
  }
  template <typename Bytes>
  void bytes(Bytes& bytes) {
    uint64_t size = 0;
    number(size);
    const std::span<const uint8_t> taken = take(size);
    bytes.assign(taken.begin(), taken.end());
  }
  // Each item takes a byte at least, so that a false count ends where the bytes do.
  template <typename T>
  void list(std::vector<T>& items) {
    uint64_t count = 0;
    number(count);
    for (uint64_t i = 0; i < count && !failed_; ++i) transfer(*this, items.emplace_back());
  }

 private:
  std::span<const uint8_t> take(uint64_t size) {
    failed_ |= size > in_.size();
    if (failed_) return {};
    const std::span<const uint8_t> taken = in_.first(size);
    in_ = in_.subspan(size);
    return taken;
  }

  std::span<const uint8_t> in_;
  bool failed_ = false;
};

bool refers_to_itself(const ObjectCode& object) {
  const size_t sections = object.sections.size();
  for (const ObjectSection& section : object.sections) {
    if (!std::has_single_bit(section.alignment)) return false;
    for (const ObjectRelocation& each : section.relocations) {
      if (each.offset >= section.bytes.size() || (each.is_local && each.section >= sections)) return false;
    }
  }
  const auto is_in_section = [&](const auto& each) { return each.section < sections; };
  return std::ranges::all_of(object.functions, is_in_section) && std::ranges::all_of(object.constants, is_in_section) &&
         std::ranges::all_of(object.trap_sites, is_in_section);
}

}  // namespace

std::vector<uint8_t> write_objects(std::span<const ObjectCode> objects) {
  Writer writer;
  std::vector<ObjectCode> copy(objects.begin(), objects.end());
  writer.list(copy);
  return std::move(writer.out);
}

std::optional<std::vector<ObjectCode>> read_objects(std::span<const uint8_t> bytes) {
  Reader reader(bytes);
  std::vector<ObjectCode> objects;
  reader.list(objects);
  if (!reader.is_whole() || !std::ranges::all_of(objects, refers_to_itself)) return std::nullopt;
  return objects;
}

}  // namespace wasmc
