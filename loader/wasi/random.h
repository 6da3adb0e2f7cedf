// Where a guest's random numbers come from: the host, or, to be the same in each run, a seed. Usable from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>

#include "loader/wasi/error.h"

namespace wasmc {

class RandomSource {
 public:
  explicit RandomSource(std::optional<uint64_t> seed = std::nullopt)
      : is_seeded_(seed.has_value()), state_(seed.value_or(0)) {}

  // With a seed, what a thread gets depends on what other threads have taken.
  [[nodiscard]] Errno fill(std::span<uint8_t> bytes);

 private:
  [[nodiscard]] uint64_t next();
  void fill_from_seed(std::span<uint8_t> bytes);
  [[nodiscard]] Errno fill_from_pool(std::span<uint8_t> bytes);

  const bool is_seeded_;
  std::atomic<uint64_t> state_;
  std::mutex mutex_;   // guards what follows
  uint8_t pool_[512];  // what the host gave, for those who want little; given out from the end
  size_t pool_size_ = 0;
};

}  // namespace wasmc
