#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "loader/wasi/call.h"
#include "loader/wasi/filestat.h"
#include "loader/wasi/resolve.h"
#include "loader/wasi/rights.h"

namespace wasmc {

namespace {

// A guest's path: the descriptor that it starts from, and its text.
struct GuestPath {
  uint32_t fd;
  GuestAddress address;
  uint32_t length;
};

// The two steps that every function here begins with: the directory with the right to do it, and the path's text.
template <typename Resolve>
auto with_path(FdTable& files, const GuestMemory& memory, const GuestPath& path, uint64_t rights, Resolve resolve)
    -> decltype(resolve(0, std::string())) {
  const auto directory = files.find(path.fd, rights);
  if (!directory) return directory.error();
  const auto text = memory.path(path.address, path.length);
  if (!text) return text.error();
  return resolve((*directory)->host.get(), *text);
}

Fallible<DirectoryAndName> parent_of(FdTable& files, const GuestMemory& memory, const GuestPath& path,
                                     uint64_t rights) {
  return with_path(files, memory, path, rights, resolve_parent);
}

// A handle that stands for the file itself, or, unless the lookup follows links, for the link.
Fallible<HostFd> handle_of(FdTable& files, const GuestMemory& memory, const GuestPath& path, uint64_t rights,
                           uint32_t lookup) {
  const int flags = O_PATH | ((lookup & Lookupflags::symlink_follow) != 0 ? 0 : O_NOFOLLOW);
  return with_path(files, memory, path, rights,
                   [flags](int directory, const std::string& text) { return open_beneath(directory, text, flags); });
}

// What the link behind a handle holds, cut off where the guest's buffer ends. The host takes no empty buffer, and says
// noent of a handle that isn't a link's.
Errno read_link(int handle, std::span<uint8_t> buffer, const GuestMemory& memory, GuestAddress result) {
  char target[PATH_MAX];
  const ssize_t size = readlinkat(handle, "", target, sizeof target);
  if (size < 0) return errno == ENOENT ? Errno::inval : last_errno();
  const size_t fitting = std::min(static_cast<size_t>(size), buffer.size());
  if (fitting != 0) memcpy(buffer.data(), target, fitting);
  return memory.write(result, ule32(static_cast<uint32_t>(fitting)));
}

}  // namespace

Errno WasiCall::path_create_directory(uint32_t fd, GuestAddress path, uint32_t length) {
  constexpr mode_t mode = 0777;
  auto parent = parent_of(state_.files, memory_, {fd, path, length}, Rights::path_create_directory);
  if (!parent) return parent.error();
  return checked(mkdirat(parent->directory.get(), parent->name.c_str(), mode));
}

Errno WasiCall::path_remove_directory(uint32_t fd, GuestAddress path, uint32_t length) {
  auto parent = parent_of(state_.files, memory_, {fd, path, length}, Rights::path_remove_directory);
  if (!parent) return parent.error();
  return checked(unlinkat(parent->directory.get(), parent->name.c_str(), AT_REMOVEDIR));
}

Errno WasiCall::path_unlink_file(uint32_t fd, GuestAddress path, uint32_t length) {
  auto parent = parent_of(state_.files, memory_, {fd, path, length}, Rights::path_unlink_file);
  if (!parent) return parent.error();
  return checked(unlinkat(parent->directory.get(), parent->name.c_str(), 0));
}

Errno WasiCall::path_rename(uint32_t old_fd, GuestAddress old_path, uint32_t old_length, uint32_t new_fd,
                            GuestAddress new_path, uint32_t new_length) {
  auto from = parent_of(state_.files, memory_, {old_fd, old_path, old_length}, Rights::path_rename_source);
  if (!from) return from.error();
  auto to = parent_of(state_.files, memory_, {new_fd, new_path, new_length}, Rights::path_rename_target);
  if (!to) return to.error();
  return checked(renameat(from->directory.get(), from->name.c_str(), to->directory.get(), to->name.c_str()));
}

// Only the link itself is linked to: the host can't link to what a link leads to without resolving it unguarded. The
// same would happen to a name with a slash at its end, which can't be a file.
Errno WasiCall::path_link(uint32_t old_fd, uint32_t lookup, GuestAddress old_path, uint32_t old_length, uint32_t new_fd,
                          GuestAddress new_path, uint32_t new_length) {
  if ((lookup & Lookupflags::symlink_follow) != 0) return Errno::inval;
  auto from = parent_of(state_.files, memory_, {old_fd, old_path, old_length}, Rights::path_link_source);
  if (!from) return from.error();
  auto to = parent_of(state_.files, memory_, {new_fd, new_path, new_length}, Rights::path_link_target);
  if (!to) return to.error();
  if (from->name.back() == '/') return Errno::notdir;
  return checked(linkat(from->directory.get(), from->name.c_str(), to->directory.get(), to->name.c_str(), 0));
}

// A target may lead out of the directory; following it is what fails. One that can't lead anywhere else is refused.
Errno WasiCall::path_symlink(GuestAddress target, uint32_t target_length, uint32_t fd, GuestAddress path,
                             uint32_t length) {
  const auto text = memory_.path(target, target_length);
  if (!text) return text.error();
  auto parent = parent_of(state_.files, memory_, {fd, path, length}, Rights::path_symlink);
  if (!parent) return parent.error();
  if (!text->empty() && text->front() == '/') return errno_of_escape;
  return checked(symlinkat(text->c_str(), parent->directory.get(), parent->name.c_str()));
}

Errno WasiCall::path_readlink(uint32_t fd, GuestAddress path, uint32_t length, GuestAddress buffer,
                              uint32_t buffer_length, GuestAddress result) {
  const auto handle = handle_of(state_.files, memory_, {fd, path, length}, Rights::path_readlink, 0);
  if (!handle) return handle.error();
  const auto bytes = memory_.bytes(buffer, buffer_length);
  if (!bytes) return bytes.error();
  if (!memory_.contains(result, sizeof(ule32))) return Errno::fault;
  return read_link(handle->get(), *bytes, memory_, result);
}

Errno WasiCall::path_filestat_get(uint32_t fd, uint32_t lookup, GuestAddress path, uint32_t length,
                                  GuestAddress result) {
  const bool follows_link = (lookup & Lookupflags::symlink_follow) != 0;
  const auto status = with_path(
      state_.files, memory_, {fd, path, length}, Rights::path_filestat_get,
      [follows_link](int directory, const std::string& text) { return stat_beneath(directory, text, follows_link); });
  if (!status) return status.error();
  return write_filestat(memory_, snapshot_, result, *status);
}

Errno WasiCall::path_filestat_set_times(uint32_t fd, uint32_t lookup, GuestAddress path, uint32_t length,
                                        uint64_t accessed, uint64_t modified, uint32_t flags) {
  timespec times[2];
  if (const Errno error = times_to_set(accessed, modified, flags, times); error != Errno::success) return error;
  const auto handle = handle_of(state_.files, memory_, {fd, path, length}, Rights::path_filestat_set_times, lookup);
  if (!handle) return handle.error();
  return checked(utimensat(handle->get(), "", times, AT_EMPTY_PATH));
}

}  // namespace wasmc
