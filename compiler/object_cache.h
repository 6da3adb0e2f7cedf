// Where compiled partitions are kept between compilations. The compiler says what an entry is found by, the caller
// where it is; implementations are usable from several threads at once.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace wasmc {

using CacheKey = std::array<uint8_t, 32>;

class ObjectCache {
 public:
  virtual ~ObjectCache() = default;
  // What has been stored under the key, as it was; nothing if it is not there, or damaged.
  [[nodiscard]] virtual std::optional<std::vector<uint8_t>> find(const CacheKey& key) = 0;
  // May fail in silence: the entry is not there then.
  virtual void store(const CacheKey& key, std::span<const uint8_t> bytes) = 0;
};

}  // namespace wasmc
