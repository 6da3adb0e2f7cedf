// The bytes of a file in memory, as a vector that differs from others in two ways: bytes that are added by resize()
// alone are not zeroed, and large ones lie on huge pages. To touch the small pages of a module of 20 MB takes longer
// than to read it, and half as long as to validate it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

namespace wasmc {

// Throws std::bad_alloc.
[[nodiscard]] void* allocate_on_huge_pages(size_t size);

template <class T>
struct FileAllocator {
  using value_type = T;

  FileAllocator() = default;
  template <class Other>
  explicit FileAllocator(const FileAllocator<Other>&) {}

  [[nodiscard]] T* allocate(size_t count) { return static_cast<T*>(allocate_on_huge_pages(count * sizeof(T))); }
  void deallocate(T* memory, size_t) { std::free(memory); }

  void construct(T* element) { ::new (static_cast<void*>(element)) T; }
  template <class... Values>
  void construct(T* element, Values&&... values) {
    ::new (static_cast<void*>(element)) T(std::forward<Values>(values)...);
  }

  bool operator==(const FileAllocator&) const = default;
};

using FileBytes = std::vector<uint8_t, FileAllocator<uint8_t>>;

}  // namespace wasmc
