#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "loader/platform/read_file.h"

namespace wasmc {

namespace {

class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

Error system_error(const char* doing) { return Error{std::string("can't ") + doing + ": " + std::strerror(errno)}; }

}  // namespace

Result<std::vector<uint8_t>> read_whole_file(const std::string& path) {
  const Descriptor file(path);
  struct stat status;
  if (file.number() < 0) return system_error("open the file");
  if (::fstat(file.number(), &status) != 0) return system_error("read the file");
  if (!S_ISREG(status.st_mode)) return Error{"not a regular file"};

  std::vector<uint8_t> bytes(static_cast<size_t>(status.st_size));
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = ::read(file.number(), bytes.data() + done, bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("read the file");
    if (got == 0) break;
    done += static_cast<size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace wasmc
