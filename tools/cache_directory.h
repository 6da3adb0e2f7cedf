// A directory of compiled partitions, for `wasmc compile --cache-dir`. What is in it becomes code of artifacts, so that
// nobody but its owner may write to it. Processes can share it: entries appear whole, by renaming, and never change.
// Usable from several threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/object_cache.h"
#include "format/base/result.h"

namespace wasmc {

class CacheDirectory final : public ObjectCache {
 public:
  // Makes the directory if it does not exist. `compiler` tells the compiler from all others: entries of others are not
  // found. Fails if the directory can't be made, belongs to somebody else, or can be written to by others.
  [[nodiscard]] static Result<CacheDirectory> open(const std::string& path, const CacheKey& compiler);
  CacheDirectory(CacheDirectory&& other) noexcept;

  std::optional<std::vector<uint8_t>> find(const CacheKey& key) override;
  void store(const CacheKey& key, std::span<const uint8_t> bytes) override;

  // Removes the entries that have not been used for longest, until the rest takes no more bytes than that.
  void shrink(uint64_t most_bytes) const;

  [[nodiscard]] uint64_t hits() const { return hits_; }
  [[nodiscard]] uint64_t misses() const { return misses_; }

 private:
  CacheDirectory(std::string path, const CacheKey& compiler) : path_(std::move(path)), compiler_(compiler) {}
  [[nodiscard]] CacheKey name_of(const CacheKey& key) const;

  std::string path_;
  CacheKey compiler_;
  std::atomic<uint64_t> hits_ = 0;
  std::atomic<uint64_t> misses_ = 0;
};

// Tells this build of the compiler, and the LLVM that it runs with, from all others: by the program's bytes, and by the
// library's version, size and time.
[[nodiscard]] Result<CacheKey> identify_compiler();

}  // namespace wasmc
