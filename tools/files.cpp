#include "tools/files.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wasmc {

namespace {

constexpr uint64_t max_file_size = uint64_t{1} << 32;
constexpr size_t chunk_size = 1 << 20;

constexpr size_t huge_page_size = size_t{2} << 20;

// Of a regular file one byte more than it has, so that its end is seen without room for another chunk.
size_t expected_size(int descriptor) {
  struct stat status{};
  const bool is_known = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  return is_known ? static_cast<size_t>(std::min<uint64_t>(status.st_size, max_file_size)) + 1 : chunk_size;
}

mode_t mode_of_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

// True of devices, pipes and sockets: what is written goes there, and nothing must take their place.
bool is_special(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

// So that the file's new name outlives a loss of power. Some file systems have no such thing: what was asked for is
// done all the same.
void sync_folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.number() >= 0) (void)::fsync(descriptor.number());
}

}  // namespace

void* allocate_on_huge_pages(size_t size) {
  void* memory = nullptr;
  if (size < huge_page_size) {
    memory = std::malloc(size);
  } else if (::posix_memalign(&memory, huge_page_size, size) == 0) {
    // A wish: what comes of it depends on the system's settings.
    ::madvise(memory, size & ~(huge_page_size - 1), MADV_HUGEPAGE);
  }
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

Result<FileBytes> read_file(const std::string& path) {
  const Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return system_error("open", path);
  FileBytes bytes(expected_size(file.number()));
  size_t size = 0;
  for (;;) {
    if (size >= max_file_size) return Error{path + " is larger than 4 GiB"};
    if (size == bytes.size()) bytes.resize(size + chunk_size);
    const ssize_t got = ::read(file.number(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno != EINTR) return system_error("read", path);
    if (got == 0) break;
    if (got > 0) size += static_cast<size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

OutputFile::OutputFile(std::string path, std::string temporary, Descriptor descriptor)
    : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(std::move(descriptor)) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      descriptor_(std::move(other.descriptor_)) {}

OutputFile::~OutputFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<OutputFile> OutputFile::create(const std::string& path) {
  if (path == "-") return OutputFile("standard output", "", Descriptor(STDOUT_FILENO));
  if (is_special(path)) {
    Descriptor special(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (special.number() < 0) return system_error("open", path);
    return OutputFile(path, "", std::move(special));
  }
  std::string temporary = path + ".XXXXXX";
  Descriptor descriptor(::mkstemp(temporary.data()));
  if (descriptor.number() < 0) return system_error("create", temporary);
  return OutputFile(path, std::move(temporary), std::move(descriptor));
}

Status OutputFile::write(std::span<const uint8_t> bytes) {
  return write_all(descriptor_.number(), temporary_.empty() ? path_ : temporary_, bytes);
}

Status OutputFile::finish() {
  if (temporary_.empty()) return {};
  if (::fchmod(descriptor_.number(), mode_of_new_files()) != 0) return system_error("change the mode of", temporary_);
  if (::fsync(descriptor_.number()) != 0) return system_error("sync", temporary_);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return system_error("create", path_);
  temporary_.clear();
  sync_folder_of(path_);
  return {};
}

Status write_file(const std::string& path, std::span<const uint8_t> bytes) {
  TRY_ASSIGN(OutputFile file, OutputFile::create(path));
  TRY(file.write(bytes));
  return file.finish();
}

}  // namespace wasmc
