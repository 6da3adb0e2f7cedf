#include "tools/files.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace wasmc;

namespace {

// A folder of its own, empty again when the test ends.
class TemporaryFolder {
 public:
  TemporaryFolder() { REQUIRE(::mkdtemp(name_.data()) != nullptr); }
  ~TemporaryFolder() {
    ::unlink((name_ + "/file").c_str());
    ::rmdir(name_.c_str());
  }
  [[nodiscard]] std::string file() const { return name_ + "/file"; }

 private:
  std::string name_ = "/tmp/wasmc-files-XXXXXX";
};

}  // namespace

TEST_CASE("what is written is read again") {
  const TemporaryFolder folder;
  const std::vector<uint8_t> bytes = {1, 2, 3};
  REQUIRE(write_file(folder.file(), bytes).has_value());
  const auto read = read_file(folder.file());
  REQUIRE(read.has_value());
  CHECK(std::ranges::equal(*read, bytes));
}

TEST_CASE("a process that has the old file open keeps it") {
  const TemporaryFolder folder;
  REQUIRE(write_file(folder.file(), std::vector<uint8_t>{'o'}).has_value());
  const int old = ::open(folder.file().c_str(), O_RDONLY);
  REQUIRE(old >= 0);
  REQUIRE(write_file(folder.file(), std::vector<uint8_t>{'n'}).has_value());
  char byte = 0;
  CHECK(::read(old, &byte, 1) == 1);
  CHECK(byte == 'o');
  ::close(old);
}

TEST_CASE("what is no regular file is written to, and stays what it is") {
  const TemporaryFolder folder;
  REQUIRE(::mkfifo(folder.file().c_str(), 0600) == 0);
  const int pipe = ::open(folder.file().c_str(), O_RDONLY | O_NONBLOCK);
  REQUIRE(pipe >= 0);
  CHECK(write_file(folder.file(), std::vector<uint8_t>{'p'}).has_value());
  char byte = 0;
  CHECK(::read(pipe, &byte, 1) == 1);
  CHECK(byte == 'p');
  ::close(pipe);
  struct stat status{};
  REQUIRE(::stat(folder.file().c_str(), &status) == 0);
  CHECK(S_ISFIFO(status.st_mode));
}

TEST_CASE("a file that can't be written leaves nothing behind and says why") {
  const Status written = write_file("/nonexistent-folder/file", std::vector<uint8_t>{1});
  REQUIRE_FALSE(written.has_value());
  CHECK(written.error().message.find("No such file") != std::string::npos);
}

TEST_CASE("a missing file is an error with its name") {
  const auto read = read_file("/nonexistent-folder/file");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().message.find("/nonexistent-folder/file") != std::string::npos);
}
