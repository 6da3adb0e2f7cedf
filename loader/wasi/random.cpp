#include "loader/wasi/random.h"

#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "format/base/bytes.h"
#include "loader/wasi/call.h"

namespace wasmc {

namespace {

// The most that is asked for at once, since a shutdown has to wait for it.
constexpr size_t portion = 1 << 20;

constexpr size_t most_from_pool = 64;

Errno fill_from_host(std::span<uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = getrandom(bytes.data(), bytes.size(), 0);
    if (count < 0 && errno != EINTR) return last_errno();
    if (count > 0) bytes = bytes.subspan(static_cast<size_t>(count));
  }
  return Errno::success;
}

}  // namespace

// SplitMix64: small, and the same everywhere. Whoever wants secrets gives no seed.
uint64_t RandomSource::next() {
  constexpr uint64_t step = 0x9e3779b97f4a7c15;
  uint64_t z = state_.fetch_add(step, std::memory_order_relaxed) + step;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

void RandomSource::fill_from_seed(std::span<uint8_t> bytes) {
  while (!bytes.empty()) {
    const ule64 number(next());
    const size_t count = std::min(bytes.size(), sizeof number);
    memcpy(bytes.data(), &number, count);
    bytes = bytes.subspan(count);
  }
}

// What is given out is not kept.
Errno RandomSource::fill_from_pool(std::span<uint8_t> bytes) {
  const std::lock_guard lock(mutex_);
  if (pool_size_ < bytes.size()) {
    if (const Errno error = fill_from_host(pool_); error != Errno::success) return error;
    pool_size_ = sizeof pool_;
  }
  pool_size_ -= bytes.size();
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = std::exchange(pool_[pool_size_ + i], uint8_t{0});
  return Errno::success;
}

Errno RandomSource::fill(std::span<uint8_t> bytes) {
  if (!is_seeded_) return bytes.size() <= most_from_pool ? fill_from_pool(bytes) : fill_from_host(bytes);
  fill_from_seed(bytes);
  return Errno::success;
}

Errno WasiCall::random_get(GuestAddress buffer, uint32_t length) {
  const auto bytes = memory_.bytes(buffer, length);
  if (!bytes) return bytes.error();
  for (size_t done = 0; done < length && !state_.shutdown.exit_code(); done += portion) {
    const Errno error = state_.random.fill(bytes->subspan(done, std::min<size_t>(length - done, portion)));
    if (error != Errno::success) return error;
  }
  return Errno::success;
}

}  // namespace wasmc
