// How much memory code takes at most: the program's operators new and delete count. From one thread; what others
// allocate meanwhile counts, too.
#pragma once

#include <cstddef>

namespace wasmc {

class PeakMemory {
 public:
  // Counts from now on.
  PeakMemory();
  // The most that was allocated at one time, of what was not allocated before.
  [[nodiscard]] size_t bytes() const;

 private:
  size_t before_;
};

}  // namespace wasmc
