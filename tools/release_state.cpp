#include "tools/release_state.h"

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "tools/descriptor.h"

namespace wasmc {

namespace {

// Always as long, so that a number is written over another one at once.
constexpr int digits = 20;

Error failed(const std::string& path, const char* doing) {
  return Error{"--release-state: can't " + std::string(doing) + " " + path + ": " + std::strerror(errno)};
}

// Of a file that is locked; 0 if it is new and empty.
Result<uint64_t> parse_file(int descriptor, const std::string& path, bool may_be_empty) {
  char text[digits + 2];
  const ssize_t got = ::pread(descriptor, text, sizeof(text), 0);
  if (got < 0) return failed(path, "read");
  if (got == 0 && may_be_empty) return uint64_t{0};
  uint64_t release = 0;
  const auto [end, error] = std::from_chars(text, text + got, release);
  const std::string_view rest(end, static_cast<size_t>(text + got - end));
  if (error != std::errc() || (!rest.empty() && rest != "\n"))
    return Error{"--release-state: " + path + " doesn't hold a number"};
  return release;
}

}  // namespace

Result<uint64_t> read_release(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0 && errno == ENOENT) return uint64_t{0};
  if (file.number() < 0) return failed(path, "open");
  if (::flock(file.number(), LOCK_SH) != 0) return failed(path, "lock");
  return parse_file(file.number(), path, false);
}

Status raise_release(const std::string& path, uint64_t release) {
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (file.number() < 0) return failed(path, "open");
  if (::flock(file.number(), LOCK_EX) != 0) return failed(path, "lock");
  TRY_ASSIGN(const uint64_t present, parse_file(file.number(), path, true));
  if (present >= release) return {};
  char text[digits + 2];
  const int length = std::snprintf(text, sizeof(text), "%0*llu\n", digits, static_cast<unsigned long long>(release));
  if (::pwrite(file.number(), text, static_cast<size_t>(length), 0) != length) return failed(path, "write");
  return ::fsync(file.number()) == 0 ? Status() : Status(failed(path, "sync"));
}

}  // namespace wasmc
