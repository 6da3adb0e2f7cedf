#include "tools/new_file.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wasmc {

Result<NewFile> NewFile::create(const std::string& path, mode_t mode) {
  Descriptor descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (descriptor.number() < 0 && errno == EEXIST) return Error{path + " exists already, and is not overwritten"};
  if (descriptor.number() < 0) return system_error("create", path);
  return NewFile(path, std::move(descriptor));
}

NewFile::~NewFile() {
  if (descriptor_.number() >= 0 && !is_kept_) ::unlink(path_.c_str());
}

Status NewFile::write(std::string_view text) {
  TRY(write_all(descriptor_.number(), path_, {reinterpret_cast<const uint8_t*>(text.data()), text.size()}));
  return ::fsync(descriptor_.number()) == 0 ? Status() : Status(system_error("sync", path_));
}

}  // namespace wasmc
