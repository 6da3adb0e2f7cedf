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

Error system_error(const std::string& doing, const std::string& path) {
  return Error{"can't " + doing + " " + path + ": " + std::strerror(errno)};
}

constexpr size_t huge_page_size = size_t{2} << 20;

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

// Of a regular file one byte more than it has, so that its end is seen without room for another chunk.
size_t expected_size(int descriptor) {
  struct stat status{};
  const bool is_known = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  return is_known ? static_cast<size_t>(std::min<uint64_t>(status.st_size, max_file_size)) + 1 : chunk_size;
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

mode_t mode_of_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
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

OutputFile::OutputFile(std::string path, std::string temporary, int descriptor)
    : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, {})), descriptor_(other.descriptor_) {}

OutputFile::~OutputFile() {
  if (temporary_.empty()) return;
  ::close(descriptor_);
  ::unlink(temporary_.c_str());
}

Result<OutputFile> OutputFile::create(const std::string& path) {
  if (path == "-") return OutputFile("standard output", "", STDOUT_FILENO);
  std::string temporary = path + ".XXXXXX";
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0) return system_error("create", temporary);
  return OutputFile(path, std::move(temporary), descriptor);
}

Status OutputFile::write(std::span<const uint8_t> bytes) {
  return write_all(descriptor_, temporary_.empty() ? path_ : temporary_, bytes);
}

Status OutputFile::finish() {
  if (temporary_.empty()) return {};
  if (::fchmod(descriptor_, mode_of_new_files()) != 0) return system_error("change the mode of", temporary_);
  if (::fsync(descriptor_) != 0) return system_error("sync", temporary_);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return system_error("create", path_);
  ::close(descriptor_);
  temporary_.clear();
  return {};
}

Status write_file(const std::string& path, std::span<const uint8_t> bytes) {
  TRY_ASSIGN(OutputFile file, OutputFile::create(path));
  TRY(file.write(bytes));
  return file.finish();
}

}  // namespace wasmc
