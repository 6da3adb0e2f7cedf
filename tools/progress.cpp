#include "tools/progress.h"

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace wasmc {

namespace {

constexpr auto silent_time = std::chrono::seconds(1);
constexpr auto interval = std::chrono::milliseconds(100);

}  // namespace

ProgressLine::ProgressLine(std::string subject)
    : subject_(std::move(subject)),
      start_(std::chrono::steady_clock::now()),
      is_terminal_(::isatty(STDERR_FILENO) == 1) {}

void ProgressLine::update(uint64_t done, uint64_t total) {
  if (!is_terminal_ || total == 0) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - start_ < silent_time || now - last_ < interval) return;
  last_ = now;
  is_shown_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double speed = static_cast<double>(done) / seconds;
  std::fprintf(stderr, "\r%s: compiled %llu%% of %.1f MB of code, %.2f MB/s, %.0f s left\x1b[K", subject_.c_str(),
               static_cast<unsigned long long>(done * 100 / total), static_cast<double>(total) / 1e6, speed / 1e6,
               static_cast<double>(total - done) / std::max(speed, 1.0));
}

void ProgressLine::finish() {
  if (is_shown_) std::fputs("\r\x1b[K", stderr);
  is_shown_ = false;
}

}  // namespace wasmc
