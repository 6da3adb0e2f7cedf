#include "loader/wasi/resolve.h"

#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace wasmc {

namespace {

int openat2_beneath(int directory, const char* path, int flags, mode_t mode) {
  open_how how{};
  how.flags = static_cast<uint64_t>(flags | O_CLOEXEC);
  how.mode = (flags & O_CREAT) != 0 ? mode : 0;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  return static_cast<int>(syscall(SYS_openat2, directory, path, &how, sizeof how));
}

// EAGAIN: something was renamed while the kernel walked over a `..`.
bool is_worth_retrying(int error) { return error == EINTR || error == EAGAIN; }

// Sandboxes that don't know openat2 answer EPERM.
bool is_unsupported(int error) { return error == ENOSYS || error == EPERM; }

bool is_plain_name(const std::string& path) {
  return !path.empty() && path.find('/') == std::string::npos && path != "..";
}

bool is_up(const std::string& name) { return name.substr(0, name.find('/')) == ".."; }

}  // namespace

Fallible<HostFd> open_beneath(int directory, const std::string& path, int flags, mode_t mode) {
  constexpr int attempts = 100;
  for (int i = 0; i < attempts; ++i) {
    const int fd = openat2_beneath(directory, path.c_str(), flags, mode);
    if (fd >= 0) return HostFd(fd);
    if (!is_worth_retrying(errno)) break;
  }
  if (errno == EXDEV) return errno_of_escape;
  if (is_unsupported(errno)) return walk_beneath(directory, path, flags, mode);
  return last_errno();
}

Fallible<struct stat> stat_beneath(int directory, const std::string& path, bool follows_link) {
  struct stat status;
  // Names in the directory itself are most frequent, and need no resolving.
  if (is_plain_name(path)) {
    if (fstatat(directory, path.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return last_errno();
    if (!follows_link || !S_ISLNK(status.st_mode)) return status;
  }
  const auto handle = open_beneath(directory, path, O_PATH | (follows_link ? 0 : O_NOFOLLOW));
  if (!handle) return handle.error();
  if (fstat(handle->get(), &status) != 0) return last_errno();
  return status;
}

Fallible<DirectoryAndName> resolve_parent(int directory, const std::string& path) {
  if (path.empty()) return Errno::noent;
  if (path[0] == '/') return errno_of_escape;
  const size_t end = path.find_last_not_of('/');
  const size_t slash = path.rfind('/', end);
  const size_t begin = slash == std::string::npos ? 0 : slash + 1;
  DirectoryAndName result;
  result.name = path.substr(begin);
  // The calls refuse to work on `..`, but must not tell that there is something outside.
  if (is_up(result.name)) {
    const auto outside = open_beneath(directory, path, O_PATH);
    if (!outside) return outside.error();
  }
  auto parent = open_beneath(directory, begin == 0 ? "." : path.substr(0, begin), O_PATH | O_DIRECTORY);
  if (!parent) return parent.error();
  result.directory = std::move(*parent);
  return result;
}

}  // namespace wasmc
