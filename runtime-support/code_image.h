// Where the parts of an artifact's code lie relative to each other in memory. Code reaches read-only data and the
// import table relative to the program counter, so compiler and loader must agree on the distances.
#pragma once

#include <cstdint>

namespace wasmc {

// No supported system has larger pages; parts with different protection never share one.
inline constexpr uint8_t code_image_page_log2 = 16;
inline constexpr uint64_t code_image_page = uint64_t{1} << code_image_page_log2;

// Offsets from the first byte of the code.
class CodeImageLayout {
 public:
  constexpr CodeImageLayout(uint64_t code_size, uint64_t read_only_size, uint64_t import_slot_count)
      : read_only_(align(code_size)),
        import_slots_(align(read_only_ + read_only_size)),
        size_(align(import_slots_ + import_slot_count * 8)) {}

  [[nodiscard]] constexpr uint64_t read_only() const { return read_only_; }
  [[nodiscard]] constexpr uint64_t import_slots() const { return import_slots_; }
  [[nodiscard]] constexpr uint64_t size() const { return size_; }

 private:
  static constexpr uint64_t align(uint64_t offset) { return (offset + code_image_page - 1) & ~(code_image_page - 1); }

  uint64_t read_only_, import_slots_, size_;
};

}  // namespace wasmc
