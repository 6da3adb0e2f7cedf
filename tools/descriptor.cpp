#include "tools/descriptor.h"

#include <cerrno>
#include <cstring>

namespace wasmc {

Error system_error(const std::string& doing, const std::string& path) {
  return Error{"can't " + doing + " " + path + ": " + std::strerror(errno)};
}

Status write_all(int descriptor, const std::string& path, std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error("write", path);
    bytes = bytes.subspan(static_cast<size_t>(written));
  }
  return {};
}

}  // namespace wasmc
