#include "loader/wasi/guest_memory.h"

#include <climits>

namespace wasmc {

Fallible<std::string> GuestMemory::path(uint32_t address, uint32_t length) const {
  const auto text = bytes(address, length);
  if (!text) return text.error();
  if (length >= PATH_MAX) return Errno::nametoolong;
  std::string path(length, '\0');
  memcpy(path.data(), bytes_.data() + address, length);
  if (path.find('\0') != std::string::npos) return Errno::inval;
  return path;
}

}  // namespace wasmc
