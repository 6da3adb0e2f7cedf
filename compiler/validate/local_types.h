// The types of a function's locals by index. A value that belongs to one thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "format/types.h"

namespace wasmc {

// Five bytes of input declare 50,000 locals, and a module has up to a million functions: only the first locals, which
// are nearly all that there are and are used, get a place each; the rest stay runs.
class LocalTypes {
 public:
  void clear() {
    first_.clear();
    runs_.clear();
    size_ = 0;
  }

  void append(size_t count, ValueType type) {
    first_.resize(std::min(size_ + count, flat_size), type);
    size_ += count;
    if (size_ > first_.size()) runs_.push_back({size_, type});
  }

  [[nodiscard]] size_t size() const { return size_; }

  // The index is below size().
  [[nodiscard]] ValueType operator[](size_t index) const { return index < first_.size() ? first_[index] : find(index); }

 private:
  struct Run {
    size_t end;  // the first index after it
    ValueType type;
  };

  static constexpr size_t flat_size = 256;

  [[nodiscard]] ValueType find(size_t index) const {
    return std::upper_bound(runs_.begin(), runs_.end(), index, [](size_t i, const Run& run) { return i < run.end; })
        ->type;
  }

  std::vector<ValueType> first_;
  std::vector<Run> runs_;
  size_t size_ = 0;
};

}  // namespace wasmc
