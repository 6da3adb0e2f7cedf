#include <unistd.h>

#include <climits>
#include <vector>

#include "loader/wasi/resolve.h"

namespace wasmc {

namespace {

bool is_dots(const std::string& name) { return name == "." || name == ".."; }

class Walk {
 public:
  Walk(int directory, std::string path) : remaining_(std::move(path)) {
    directories_.push_back(HostFd::borrowed(directory));
  }

  Fallible<HostFd> open(int flags, mode_t mode) {
    if (remaining_.empty()) return Errno::noent;
    while (!remaining_.empty()) {
      if (remaining_[0] == '/') return errno_of_escape;
      take_component();
      const bool is_last = remaining_.empty();
      if (is_last && is_slashed_ && (flags & O_CREAT) != 0 && !is_dots(name_)) return Errno::isdir;
      const bool follows = !is_last || is_slashed_ || follows_last(flags);
      if (const auto link = follows ? read_link() : std::string(); !link.empty()) {
        if (++links_ > most_links) return Errno::loop;
        remaining_ = link + (is_slashed_ ? "/" : "") + remaining_;
      } else if (is_last && !is_dots(name_)) {
        return open_here(name_.c_str(), flags | (is_slashed_ ? O_DIRECTORY : 0), mode);
      } else if (const Errno error = enter(); error != Errno::success) {
        return error;
      }
    }
    return open_here(".", flags, mode);
  }

 private:
  static constexpr int most_links = 40;

  // What is created exclusively must not be there, not even as a link.
  static bool follows_last(int flags) {
    constexpr int exclusive = O_CREAT | O_EXCL;
    return (flags & O_NOFOLLOW) == 0 && (flags & exclusive) != exclusive;
  }

  [[nodiscard]] int here() const { return directories_.back().get(); }

  // Moves the first component from what remains to name_.
  void take_component() {
    const size_t end = remaining_.find('/');
    name_ = remaining_.substr(0, end);
    is_slashed_ = end != std::string::npos;
    remaining_.erase(0, remaining_.find_first_not_of('/', name_.size()));
  }

  // What the component links to; empty if it isn't a link.
  std::string read_link() const {
    char target[PATH_MAX];
    const ssize_t length = readlinkat(here(), name_.c_str(), target, sizeof target);
    return length < 0 ? std::string() : std::string(target, static_cast<size_t>(length));
  }

  // If the name has become a link meanwhile, the kernel does not follow it.
  Fallible<HostFd> open_here(const char* name, int flags, mode_t mode) const {
    const int fd = openat(here(), name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0) return last_errno();
    return HostFd(fd);
  }

  Errno enter() {
    if (name_ == ".") return Errno::success;
    if (name_ == "..") return leave();
    auto directory = open_here(name_.c_str(), O_PATH | O_DIRECTORY, 0);
    if (directory) directories_.push_back(std::move(*directory));
    return directory.error();
  }

  // Back to the directory that was passed on the way down, even if the present one has been moved elsewhere.
  Errno leave() {
    if (directories_.size() == 1) return errno_of_escape;
    directories_.pop_back();
    return Errno::success;
  }

  std::vector<HostFd> directories_;
  std::string remaining_;
  std::string name_;
  bool is_slashed_ = false;
  int links_ = 0;
};

}  // namespace

Fallible<HostFd> walk_beneath(int directory, const std::string& path, int flags, mode_t mode) {
  return Walk(directory, path).open(flags, mode);
}

}  // namespace wasmc
