#include "tools/cache_directory.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <sys/stat.h>

using namespace wasmc;

namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "wasmc-cache-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }
  [[nodiscard]] std::vector<fs::path> files() const { return {fs::directory_iterator(path), fs::directory_iterator()}; }

  fs::path path;
};

CacheKey key_of(uint8_t number) {
  CacheKey key{};
  key[0] = number;
  return key;
}

CacheDirectory open_cache(const Folder& folder, uint8_t compiler = 1) {
  Result<CacheDirectory> cache = CacheDirectory::open(folder.path, key_of(compiler));
  REQUIRE(cache.has_value());
  return std::move(*cache);
}

const std::vector<uint8_t> content = {1, 2, 3, 4, 5};

}  // namespace

TEST_CASE("what is stored in a cache directory is found again, by the same compiler") {
  const Folder folder;
  CacheDirectory cache = open_cache(folder);
  CHECK_FALSE(cache.find(key_of(7)).has_value());
  cache.store(key_of(7), content);
  CHECK(cache.find(key_of(7)) == content);
  CHECK(open_cache(folder).find(key_of(7)) == content);
  CHECK_FALSE(open_cache(folder, 2).find(key_of(7)).has_value());
  CHECK(cache.hits() == 1);
  CHECK(cache.misses() == 1);
}

TEST_CASE("an entry of a cache directory is not found when any byte of it is damaged, or missing") {
  const Folder folder;
  CacheDirectory cache = open_cache(folder);
  cache.store(key_of(7), content);
  const fs::path file = folder.files().at(0);
  const auto size = fs::file_size(file);
  for (uintmax_t i = 0; i < size; ++i) {
    cache.store(key_of(7), content);
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(i));
    const char byte = static_cast<char>(stream.get() ^ 0x40);
    stream.seekp(static_cast<std::streamoff>(i));
    stream.put(byte);
    stream.close();
    CHECK_FALSE(cache.find(key_of(7)).has_value());
    cache.store(key_of(7), content);
    fs::resize_file(file, i);
    CHECK_FALSE(cache.find(key_of(7)).has_value());
  }
}

TEST_CASE("an entry of a cache directory under another one's name is not found") {
  const Folder folder;
  CacheDirectory cache = open_cache(folder);
  cache.store(key_of(7), content);
  const fs::path first = folder.files().at(0);
  cache.store(key_of(8), {content.data(), 2});
  for (const fs::path& file : folder.files()) {
    if (file != first) fs::copy_file(first, file, fs::copy_options::overwrite_existing);
  }
  CHECK_FALSE(cache.find(key_of(8)).has_value());
}

TEST_CASE("a cache directory that others can write to is refused, and one that is missing is made for its owner") {
  const Folder folder;
  REQUIRE(::chmod(folder.path.c_str(), 0777) == 0);
  const Result<CacheDirectory> open = CacheDirectory::open(folder.path, key_of(1));
  REQUIRE_FALSE(open.has_value());
  CHECK(open.error().message.find("others can write") != std::string::npos);
  const fs::path inner = folder.path / "inner";
  CHECK(CacheDirectory::open(inner, key_of(1)).has_value());
  CHECK((fs::status(inner).permissions() & fs::perms::all) == fs::perms::owner_all);
  CHECK_FALSE(CacheDirectory::open(folder.path / "none" / "deeper", key_of(1)).has_value());
}

TEST_CASE("a cache directory that is too large loses what was used longest ago, and nothing that is not its own") {
  const Folder folder;
  CacheDirectory cache = open_cache(folder);
  std::ofstream(folder.path / "notes.o") << std::string(10'000, 'x');
  for (uint8_t i = 0; i < 10; ++i) {
    cache.store(key_of(i), content);
    for (const fs::path& file : folder.files()) {
      fs::last_write_time(file, fs::last_write_time(file) - std::chrono::seconds(10));
    }
  }
  CHECK(cache.find(key_of(0)) == content);
  const auto size = fs::file_size(folder.files().at(0)) == 10'000 ? fs::file_size(folder.files().at(1))
                                                                  : fs::file_size(folder.files().at(0));
  cache.shrink(3 * size);
  CHECK(folder.files().size() == 4);
  CHECK(fs::exists(folder.path / "notes.o"));
  CHECK(cache.find(key_of(0)) == content);
  CHECK(cache.find(key_of(9)) == content);
  CHECK_FALSE(cache.find(key_of(1)).has_value());
}

TEST_CASE("a compiler is the same as itself") {
  const Result<CacheKey> compiler = identify_compiler();
  REQUIRE(compiler.has_value());
  CHECK(*compiler == *identify_compiler());
}
