#include "loader/function_types.h"

#include <deque>
#include <mutex>

namespace wasmc {

namespace {

// An open-addressed index into the types, which don't move.
class InternedTypes {
 public:
  uint32_t intern(const FunctionType& type) {
    const std::lock_guard lock(mutex_);
    if ((types_.size() + 1) * 2 > slots_.size()) grow();
    uint32_t& slot = find_slot(type);
    if (slot == 0) {
      types_.push_back(type);
      slot = static_cast<uint32_t>(types_.size());
    }
    return slot;
  }

  const FunctionType& operator[](uint32_t id) {
    const std::lock_guard lock(mutex_);
    return types_[id - 1];
  }

 private:
  static uint64_t hash(const FunctionType& type) {
    constexpr uint64_t factor = 0x9e3779b97f4a7c15;
    uint64_t hash = type.params.size();
    for (ValueType param : type.params) hash = (hash ^ param.bits()) * factor;
    hash ^= hash >> 32;
    for (ValueType result : type.results) hash = (hash ^ result.bits()) * factor;
    return hash ^ hash >> 32;
  }

  uint32_t& find_slot(const FunctionType& type) {
    size_t i = hash(type) % slots_.size();
    while (slots_[i] != 0 && types_[slots_[i] - 1] != type) i = (i + 1) % slots_.size();
    return slots_[i];
  }

  void grow() {
    slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, 0);
    for (uint32_t id = 1; id <= types_.size(); ++id) find_slot(types_[id - 1]) = id;
  }

  std::mutex mutex_;
  std::deque<FunctionType> types_;
  std::vector<uint32_t> slots_;  // ids, 0 for none
};

// Never destroyed: modules with static lifetime may still ask.
InternedTypes& interned_types() {
  static InternedTypes& types = *new InternedTypes;
  return types;
}

}  // namespace

uint32_t intern_function_type(const FunctionType& type) { return interned_types().intern(type); }

const FunctionType& function_type(uint32_t id) { return interned_types()[id]; }

}  // namespace wasmc
