#include "loader/table.h"

#include <algorithm>
#include <cstring>

namespace wasmc {

Result<std::unique_ptr<TableInstance>> TableInstance::create(const TableType& type, void* init) {
  std::unique_ptr<TableInstance> table(new TableInstance(type));
  if (table->grow(type.limits.min, init) == grow_failed)
    return Error{"can't allocate a table of " + std::to_string(type.limits.min) + " elements; the limit is " +
                 std::to_string(max_elements)};
  return table;
}

uint64_t TableInstance::grow(uint64_t delta, void* init) {
  const uint64_t old = state_.length;
  const uint64_t max = type_.limits.has_max ? std::min(type_.limits.max, max_elements) : max_elements;
  if (old > max || delta > max - old || !make_room(old + delta)) return grow_failed;
  state_.length = old + delta;
  // The room is zeroed.
  if (init != nullptr) std::fill_n(state_.elements + old, delta, init);
  return old;
}

// At least doubles the storage, so that growing by one again and again stays linear.
bool TableInstance::make_room(uint64_t length) {
  const uint64_t capacity = storage_.size() / sizeof(void*);
  if (length <= capacity) return true;
  auto larger = Mapping::create(std::max(length, capacity * 2) * sizeof(void*), Access::read_write, "a table");
  if (!larger) return false;
  if (state_.length != 0) std::memcpy(larger->data(), state_.elements, state_.length * sizeof(void*));
  storage_ = std::move(larger).value();
  state_.elements = reinterpret_cast<void**>(storage_.data());
  return true;
}

}  // namespace wasmc
