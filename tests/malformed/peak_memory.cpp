#include "tests/malformed/peak_memory.h"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<size_t> allocated = 0;
std::atomic<size_t> most_allocated = 0;

void note_peak(size_t now) {
  size_t most = most_allocated.load(std::memory_order_relaxed);
  while (now > most && !most_allocated.compare_exchange_weak(most, now, std::memory_order_relaxed)) {
  }
}

// Null if there is no memory.
void* try_allocate(size_t size) {
  void* memory = std::malloc(size != 0 ? size : 1);
  if (memory == nullptr) return nullptr;
  const size_t usable = malloc_usable_size(memory);
  note_peak(allocated.fetch_add(usable, std::memory_order_relaxed) + usable);
  return memory;
}

void* allocate(size_t size) {
  void* memory = try_allocate(size);
  if (memory == nullptr) std::abort();
  return memory;
}

void release(void* memory) {
  if (memory == nullptr) return;
  allocated.fetch_sub(malloc_usable_size(memory), std::memory_order_relaxed);
  std::free(memory);
}

}  // namespace

void* operator new(size_t size) { return allocate(size); }
void* operator new[](size_t size) { return allocate(size); }
void* operator new(size_t size, const std::nothrow_t&) noexcept { return try_allocate(size); }
void* operator new[](size_t size, const std::nothrow_t&) noexcept { return try_allocate(size); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, size_t) noexcept { release(memory); }
void operator delete[](void* memory, size_t) noexcept { release(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { release(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { release(memory); }

namespace wasmc {

PeakMemory::PeakMemory() : before_(allocated) { most_allocated = before_; }

size_t PeakMemory::bytes() const { return most_allocated - before_; }

}  // namespace wasmc
