#include "loader/code_registry.h"

#include <atomic>
#include <mutex>

namespace wasmc {

// A range of the list below. Ranges are reused but never freed, so that a reader needs no lock to walk the list; the
// version, odd while the range is being changed, tells it that it has read parts of two different ones.
struct RegisteredRange {
  std::atomic<uint32_t> version = 0;
  std::atomic<uintptr_t> begin = 0;
  std::atomic<uintptr_t> size = 0;  // 0: free
  std::atomic<const LoadedModule*> module = nullptr;
  RegisteredRange* next = nullptr;
};

namespace {

std::atomic<RegisteredRange*> first_range = nullptr;
std::mutex writers;

RegisteredRange* take_free_range() {
  for (RegisteredRange* range = first_range; range != nullptr; range = range->next) {
    if (range->size == 0) return range;
  }
  auto* range = new RegisteredRange;
  range->next = first_range;
  first_range = range;
  return range;
}

void change(RegisteredRange& range, uintptr_t begin, uintptr_t size, const LoadedModule* module) {
  ++range.version;
  range.begin = begin;
  range.size = size;
  range.module = module;
  ++range.version;
}

// The range's module if it holds the address. Whoever asks for code that is alive asks for a range that nobody
// changes; any other may be missed.
const LoadedModule* module_at(const RegisteredRange& range, uintptr_t address) {
  const uint32_t version = range.version;
  if ((version & 1) != 0 || address - range.begin >= range.size) return nullptr;
  const LoadedModule* module = range.module;
  return range.version == version ? module : nullptr;
}

}  // namespace

CodeRegistration::CodeRegistration(const void* begin, uint64_t size, const LoadedModule* module) {
  if (size == 0) return;
  const std::lock_guard lock(writers);
  range_ = take_free_range();
  change(*range_, reinterpret_cast<uintptr_t>(begin), size, module);
}

CodeRegistration::~CodeRegistration() {
  if (range_ == nullptr) return;
  const std::lock_guard lock(writers);
  change(*range_, 0, 0, nullptr);
}

const LoadedModule* find_code(uintptr_t address) {
  for (const RegisteredRange* range = first_range; range != nullptr; range = range->next) {
    if (const LoadedModule* module = module_at(*range, address)) return module;
  }
  return nullptr;
}

}  // namespace wasmc
