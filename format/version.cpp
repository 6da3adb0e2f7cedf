#include "format/version.h"

#include <string>

#include "format/layout.h"

namespace wasmc {

namespace {

std::string version_text(unsigned major, unsigned minor) { return std::to_string(major) + "." + std::to_string(minor); }

}  // namespace

Status check_format_version(uint16_t major, uint16_t minor) {
  if (major == format_major && minor <= format_minor) return {};
  const bool newer = major >= format_major;
  return Error{"format version " + version_text(major, minor) + (newer ? " is newer" : " is older") + " than " +
                   version_text(format_major, format_minor) +
                   (newer ? ": use a newer" : ": compile the module again, or use an older") +
                   " version of this program",
               offsetof(FileHeader, format_major)};
}

bool has_known_version(std::span<const uint8_t> file) {
  if (file.size() < offsetof(FileHeader, abi)) return false;
  const auto* header = reinterpret_cast<const FileHeader*>(file.data());
  return check_format_version(header->format_major, header->format_minor).has_value();
}

Status check_abi(const ArtifactHeader& header, uint32_t oldest, uint32_t newest) {
  if (header.abi >= oldest && header.abi <= newest) return {};
  const bool newer = header.abi > newest;
  return Error{"ABI " + std::to_string(header.abi) + " is not one of those accepted, " + std::to_string(oldest) +
                   " to " + std::to_string(newest) + (newer ? ": use a newer loader" : ": compile the module again"),
               offsetof(FileHeader, abi)};
}

}  // namespace wasmc
