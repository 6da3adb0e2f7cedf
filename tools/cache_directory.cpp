#include "tools/cache_directory.h"

#include <algorithm>
#include <cerrno>
#include <memory>

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <llvm-c/Core.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Config/llvm-config.h>
#include <llvm/Support/BLAKE3.h>

#include "tools/files.h"

namespace wasmc {

namespace {

constexpr std::string_view magic = "wasmc cache 1\n";
constexpr std::string_view suffix = ".o";
constexpr size_t header_size = magic.size() + sizeof(CacheKey);

CacheKey digest(std::initializer_list<std::span<const uint8_t>> parts) {
  llvm::BLAKE3 hash;
  for (const std::span<const uint8_t> part : parts) hash.update(llvm::ArrayRef(part.data(), part.size()));
  return hash.final<sizeof(CacheKey)>();
}

std::span<const uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string file_of(const std::string& folder, const CacheKey& name) {
  return folder + "/" + llvm::toHex(llvm::ArrayRef(name), /*LowerCase=*/true) + std::string(suffix);
}

// Whoever can write to the directory can put code into artifacts.
Status check_owner(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return system_error("open", path);
  if (!S_ISDIR(status.st_mode)) return Error{path + " is not a directory"};
  if (status.st_uid != ::geteuid()) return Error{"--cache-dir " + path + ": the directory belongs to another user"};
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return Error{"--cache-dir " + path +
                 ": others can write to the directory, and so put code into artifacts; chmod go-w " + path};
  }
  return {};
}

struct StoredFile {
  std::string path;
  uint64_t size = 0;
  timespec used{};
};

bool is_older(const StoredFile& a, const StoredFile& b) {
  if (a.used.tv_sec != b.used.tv_sec) return a.used.tv_sec < b.used.tv_sec;
  if (a.used.tv_nsec != b.used.tv_nsec) return a.used.tv_nsec < b.used.tv_nsec;
  return a.path < b.path;
}

// Entries, and temporary files that a process left when it was killed; nothing that somebody else keeps there.
bool is_ours(std::string_view name) {
  const size_t at = name.find(suffix);
  return at == 2 * sizeof(CacheKey) && std::ranges::all_of(name.substr(0, at), llvm::isHexDigit);
}

std::vector<StoredFile> list_files(const std::string& folder) {
  std::vector<StoredFile> files;
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(folder.c_str()), ::closedir);
  if (directory == nullptr) return files;
  while (const dirent* entry = ::readdir(directory.get())) {
    if (!is_ours(entry->d_name)) continue;
    StoredFile file{folder + "/" + entry->d_name, 0, {}};
    struct stat status{};
    if (::lstat(file.path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    file.size = static_cast<uint64_t>(status.st_size);
    file.used = status.st_mtim;
    files.push_back(std::move(file));
  }
  return files;
}

// A file that is there whole or not at all. It is not synced: what a loss of power damages is a miss.
bool write_whole(const std::string& path, std::initializer_list<std::span<const uint8_t>> parts) {
  std::string temporary = path + ".XXXXXX";
  const Descriptor file(::mkstemp(temporary.data()));
  if (file.number() < 0) return false;
  const bool is_written = std::ranges::all_of(
      parts, [&](std::span<const uint8_t> part) { return write_all(file.number(), temporary, part).has_value(); });
  if (is_written && ::rename(temporary.c_str(), path.c_str()) == 0) return true;
  ::unlink(temporary.c_str());
  return false;
}

}  // namespace

CacheDirectory::CacheDirectory(CacheDirectory&& other) noexcept
    : path_(std::move(other.path_)),
      compiler_(other.compiler_),
      hits_(other.hits_.load()),
      misses_(other.misses_.load()) {}

Result<CacheDirectory> CacheDirectory::open(const std::string& path, const CacheKey& compiler) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return system_error("create", path);
  TRY(check_owner(path));
  return CacheDirectory(path, compiler);
}

CacheKey CacheDirectory::name_of(const CacheKey& key) const { return digest({compiler_, key}); }

std::optional<std::vector<uint8_t>> CacheDirectory::find(const CacheKey& key) {
  const CacheKey name = name_of(key);
  const std::string path = file_of(path_, name);
  const Result<FileBytes> file = read_file(path);
  const std::span<const uint8_t> bytes =
      file.has_value() ? std::span<const uint8_t>(*file) : std::span<const uint8_t>();
  const bool is_entry = bytes.size() >= header_size && std::ranges::equal(bytes.first(magic.size()), bytes_of(magic));
  const auto payload = bytes.subspan(std::min(header_size, bytes.size()));
  if (!is_entry || !std::ranges::equal(bytes.subspan(magic.size(), sizeof(CacheKey)), digest({name, payload}))) {
    ++misses_;
    return std::nullopt;
  }
  ++hits_;
  ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);  // what shrink() goes by
  return std::vector<uint8_t>(payload.begin(), payload.end());
}

void CacheDirectory::store(const CacheKey& key, std::span<const uint8_t> bytes) {
  const CacheKey name = name_of(key);
  (void)write_whole(file_of(path_, name), {bytes_of(magic), digest({name, bytes}), bytes});
}

void CacheDirectory::shrink(uint64_t most_bytes) const {
  std::vector<StoredFile> files = list_files(path_);
  uint64_t bytes = 0;
  for (const StoredFile& file : files) bytes += file.size;
  std::ranges::sort(files, is_older);
  for (const StoredFile& file : files) {
    if (bytes <= most_bytes) return;
    if (::unlink(file.path.c_str()) == 0) bytes -= file.size;
  }
}

Result<CacheKey> identify_compiler() {
  TRY_ASSIGN(const FileBytes program, read_file("/proc/self/exe"));
  std::string library = LLVM_VERSION_STRING;
  Dl_info info{};
  struct stat status{};
  const bool is_found = ::dladdr(reinterpret_cast<const void*>(&LLVMContextCreate), &info) != 0;
  if (is_found && info.dli_fname != nullptr && ::stat(info.dli_fname, &status) == 0) {
    library += " " + std::to_string(status.st_size) + " " + std::to_string(status.st_mtim.tv_sec) + " " +
               std::to_string(status.st_mtim.tv_nsec);
  }
  return digest({std::span<const uint8_t>(program), bytes_of(library)});
}

}  // namespace wasmc
