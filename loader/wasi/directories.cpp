#include <algorithm>

#include "loader/wasi/call.h"
#include "loader/wasi/rights.h"

namespace wasmc {

namespace {

// The bytes that fd_readdir's buffer has room for: the last entry may be cut off anywhere.
class DirentBuffer {
 public:
  explicit DirentBuffer(std::span<uint8_t> bytes) : bytes_(bytes) {}

  [[nodiscard]] bool is_full() const { return used_ == bytes_.size(); }
  [[nodiscard]] uint32_t used() const { return static_cast<uint32_t>(used_); }

  // `next` is the position after the entry.
  void append(const DirectoryEntry& entry, uint64_t next) {
    GuestDirent guest{};
    guest.next = next;
    guest.inode = entry.inode;
    guest.name_length = static_cast<uint32_t>(entry.name.size());
    guest.filetype = static_cast<uint8_t>(entry.type);
    append(&guest, sizeof guest);
    append(entry.name.data(), entry.name.size());
  }

 private:
  void append(const void* data, size_t size) {
    const size_t fitting = std::min(size, bytes_.size() - used_);
    if (fitting != 0) memcpy(bytes_.data() + used_, data, fitting);
    used_ += fitting;
  }

  std::span<uint8_t> bytes_;
  size_t used_ = 0;
};

// Lists would take any amount of memory if each descriptor kept one: the oldest go, to be read again if need be.
void keep_listing(WasiState& state, const std::shared_ptr<OpenFile>& file, std::unique_ptr<DirectoryListing> listing) {
  constexpr size_t most_listings = 64;
  if (file->listing == nullptr) state.listed.push_back(file);
  file->listing = std::move(listing);
  if (state.listed.size() <= most_listings) return;
  std::erase_if(state.listed, [](const std::weak_ptr<OpenFile>& other) { return other.expired(); });
  if (state.listed.size() <= most_listings) return;
  if (const auto oldest = state.listed.front().lock()) oldest->listing = nullptr;
  state.listed.pop_front();
}

// Reads the directory when the guest begins at its start, and keeps what it read for the positions that follow.
// What is above a preopened directory does not exist for the guest, so this one is listed without `..`, and without `.`
// too, as other hosts list it.
Errno refresh_listing(WasiState& state, const std::shared_ptr<OpenFile>& file, uint64_t cookie) {
  if (cookie != 0 && file->listing != nullptr) return Errno::success;
  const bool is_preopen = state.files.has_preopen(file->host.get());
  auto listing = list_directory(file->host.get(), is_preopen ? DotEntries::omitted : DotEntries::included);
  if (!listing) return listing.error();
  keep_listing(state, file, std::move(*listing));
  return Errno::success;
}

}  // namespace

// A position is the number of entries before it.
Errno WasiCall::fd_readdir(uint32_t fd, GuestAddress buffer, uint32_t length, uint64_t cookie, GuestAddress result) {
  const auto file = state_.files.find(fd, Rights::fd_readdir);
  if (!file) return file.error();
  const auto bytes = memory_.bytes(buffer, length);
  if (!bytes) return bytes.error();
  const std::lock_guard lock(state_.listings);
  if (const Errno error = refresh_listing(state_, *file, cookie); error != Errno::success) return error;
  const DirectoryListing& listing = *(*file)->listing;
  DirentBuffer entries(*bytes);
  for (uint64_t i = cookie; i < listing.size() && !entries.is_full(); ++i) entries.append(listing[i], i + 1);
  return memory_.write(result, ule32(entries.used()));
}

}  // namespace wasmc
