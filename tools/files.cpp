#include "tools/files.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wasmc {

namespace {

constexpr uint64_t max_file_size = uint64_t{1} << 32;
constexpr size_t chunk_size = 1 << 20;

Error system_error(const std::string& doing, const std::string& path) {
  return Error{"can't " + doing + " " + path + ": " + std::strerror(errno)};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

Status write_all(int descriptor, const std::string& path, std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error("write", path);
    bytes = bytes.subspan(static_cast<size_t>(written));
  }
  return {};
}

Status write_and_sync(const std::string& temporary, std::span<const uint8_t> bytes, mode_t mode) {
  const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.number() < 0) return system_error("open", temporary);
  TRY(write_all(file.number(), temporary, bytes));
  if (::fchmod(file.number(), mode) != 0) return system_error("change the mode of", temporary);
  if (::fsync(file.number()) != 0) return system_error("sync", temporary);
  return {};
}

mode_t mode_of_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

Result<std::vector<uint8_t>> read_file(const std::string& path) {
  const Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return system_error("open", path);
  std::vector<uint8_t> bytes;
  for (;;) {
    const size_t size = bytes.size();
    if (size >= max_file_size) return Error{path + " is larger than 4 GiB"};
    bytes.resize(size + chunk_size);
    const ssize_t got = ::read(file.number(), bytes.data() + size, chunk_size);
    bytes.resize(size + (got > 0 ? static_cast<size_t>(got) : 0));
    if (got < 0 && errno != EINTR) return system_error("read", path);
    if (got == 0) return bytes;
  }
}

Status write_file(const std::string& path, std::span<const uint8_t> bytes) {
  if (path == "-") return write_all(STDOUT_FILENO, "standard output", bytes);
  std::string temporary = path + ".XXXXXX";
  const Descriptor placeholder(::mkstemp(temporary.data()));
  if (placeholder.number() < 0) return system_error("create", temporary);
  Status written = write_and_sync(temporary, bytes, mode_of_new_files());
  if (written.has_value() && ::rename(temporary.c_str(), path.c_str()) != 0) written = system_error("create", path);
  if (!written.has_value()) ::unlink(temporary.c_str());
  return written;
}

}  // namespace wasmc
