// One line on standard error that says how far a long compilation is. Silent in the first second and where standard
// error is no terminal. Used by one thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace wasmc {

class ProgressLine {
 public:
  explicit ProgressLine(std::string subject);

  void update(uint64_t done, uint64_t total);
  // Removes the line.
  void finish();

 private:
  std::string subject_;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_;
  bool is_terminal_;
  bool is_shown_ = false;
};

}  // namespace wasmc
