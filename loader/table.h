// Tables (section 4.2.7). Used by the thread that is in their Store.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "format/base/result.h"
#include "format/types.h"
#include "loader/platform/mapping.h"
#include "runtime-support/vmctx.h"

namespace wasmc {

class TableInstance {
 public:
  // However large a maximum a module declares: an implementation limit as the specification allows them (appendix
  // A.2).
  static constexpr uint64_t max_elements = 10'000'000;

  // Elements are FuncRef* or host pointers; `init` is the initial value of all. Fails above max_elements, and if the
  // system refuses memory.
  static Result<std::unique_ptr<TableInstance>> create(const TableType& type, void* init);

  TableInstance(const TableInstance&) = delete;
  TableInstance& operator=(const TableInstance&) = delete;

  // As declared; the present size is elements().size().
  [[nodiscard]] const TableType& type() const { return type_; }
  // Valid until the table grows.
  [[nodiscard]] std::span<void*> elements() const { return {state_.elements, state_.length}; }
  // True if [start, start + length) lies inside.
  [[nodiscard]] bool holds(uint64_t start, uint64_t length) const {
    return start <= state_.length && length <= state_.length - start;
  }

  static constexpr uint64_t grow_failed = ~uint64_t{0};
  // Adds elements; the old number of elements, or grow_failed if a maximum or the system doesn't allow it.
  uint64_t grow(uint64_t delta, void* init);

  [[nodiscard]] VmTable* state() { return &state_; }

 private:
  explicit TableInstance(const TableType& type) : type_(type) {}
  [[nodiscard]] bool make_room(uint64_t length);

  TableType type_;
  Mapping storage_;
  VmTable state_{};
};

}  // namespace wasmc
