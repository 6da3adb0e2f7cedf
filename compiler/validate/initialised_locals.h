// Which locals without an initial value have been given one (section 3.4 "Instruction Types"). Belongs to one thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wasmc {

// Starting a function takes the same short time however many locals it has or the one before had.
class InitialisedLocals {
 public:
  // All locals of a new function are uninitialised.
  void start_function() {
    order_.clear();
    ++function_;
  }

  [[nodiscard]] bool contains(uint32_t local) const { return local < marks_.size() && marks_[local] == function_; }

  void insert(uint32_t local) {
    if (contains(local)) return;
    marks_.resize(std::max<size_t>(marks_.size(), size_t{local} + 1));
    marks_[local] = function_;
    order_.push_back(local);
  }

  [[nodiscard]] size_t size() const { return order_.size(); }

  // Forgets those that were inserted after there were that many.
  void shrink(size_t size) {
    for (; order_.size() > size; order_.pop_back()) marks_[order_.back()] = 0;
  }

 private:
  std::vector<uint64_t> marks_;  // by local: the function in which it was initialised
  std::vector<uint32_t> order_;
  uint64_t function_ = 0;
};

}  // namespace wasmc
