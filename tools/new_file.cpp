#include "tools/new_file.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wasmc {

namespace {

Error system_error(const std::string& doing, const std::string& path) {
  return Error{"can't " + doing + " " + path + ": " + std::strerror(errno)};
}

}  // namespace

Result<NewFile> NewFile::create(const std::string& path, mode_t mode) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (descriptor < 0 && errno == EEXIST) return Error{path + " exists already, and is not overwritten"};
  if (descriptor < 0) return system_error("create", path);
  return NewFile(path, descriptor);
}

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)), is_kept_(other.is_kept_) {}

NewFile::~NewFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  if (!is_kept_) ::unlink(path_.c_str());
}

Status NewFile::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error("write", path_);
    text.remove_prefix(static_cast<size_t>(written));
  }
  return ::fsync(descriptor_) == 0 ? Status() : Status(system_error("sync", path_));
}

}  // namespace wasmc
