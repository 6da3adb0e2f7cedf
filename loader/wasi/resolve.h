// Paths of a guest, resolved inside a directory of the host that they can't leave: not by `..`, not by a leading slash,
// not by a symbolic link, and not by any of these being moved about meanwhile. Usable from any thread.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>

#include <string>

#include "loader/wasi/error.h"
#include "loader/wasi/host_fd.h"

namespace wasmc {

// Opens the path like openat with these flags (without O_NOFOLLOW, a link as the last component is followed) and, for
// O_CREAT, this mode. errno_of_escape if the path leads out of the directory.
[[nodiscard]] Fallible<HostFd> open_beneath(int directory, const std::string& path, int flags, mode_t mode = 0);

// What stat tells of the path's file, or, unless links are followed, of the link that it names.
[[nodiscard]] Fallible<struct stat> stat_beneath(int directory, const std::string& path, bool follows_link);

// The same as open_beneath for hosts without openat2: walks the components one by one.
[[nodiscard]] Fallible<HostFd> walk_beneath(int directory, const std::string& path, int flags, mode_t mode);

// A path as the calls want it that create, remove or rename: an open directory, and a name in it that isn't resolved
// any further. The name keeps the path's trailing slashes, which matter to these calls.
struct DirectoryAndName {
  HostFd directory;
  std::string name;
};
[[nodiscard]] Fallible<DirectoryAndName> resolve_parent(int directory, const std::string& path);

}  // namespace wasmc
