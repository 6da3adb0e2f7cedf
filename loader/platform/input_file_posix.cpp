#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "loader/platform/input_file.h"

namespace wasmc {

namespace {

Error system_error(const char* doing) { return Error{std::string("can't ") + doing + ": " + std::strerror(errno)}; }

}  // namespace

Result<InputFile> InputFile::open(const std::string& path) {
  InputFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC), 0);
  struct stat status;
  if (file.descriptor_ < 0) return system_error("open the file");
  if (::fstat(file.descriptor_, &status) != 0) return system_error("read the file");
  if (!S_ISREG(status.st_mode)) return Error{"not a regular file"};
  file.size_ = static_cast<uint64_t>(status.st_size);
  return file;
}

InputFile::InputFile(InputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  return *this;
}

InputFile::~InputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::vector<uint8_t>> InputFile::read(uint64_t most) const {
  std::vector<uint8_t> bytes(std::min(most, size_));
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("read the file");
    if (got == 0) break;
    done += static_cast<size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace wasmc
