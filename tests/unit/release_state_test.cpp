#include "tools/release_state.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <unistd.h>

using namespace wasmc;

namespace {

// A name in a folder of its own, which goes again.
class TemporaryName {
 public:
  TemporaryName() { REQUIRE(::mkdtemp(folder_.data()) != nullptr); }
  ~TemporaryName() {
    ::unlink(path().c_str());
    ::rmdir(folder_.c_str());
  }
  [[nodiscard]] std::string path() const { return folder_ + "/state"; }
  void write(std::string_view text) const {
    std::FILE* file = std::fopen(path().c_str(), "w");
    REQUIRE(file != nullptr);
    CHECK(std::fwrite(text.data(), 1, text.size(), file) == text.size());
    std::fclose(file);
  }

 private:
  std::string folder_ = "/tmp/wasmc-release-XXXXXX";
};

}  // namespace

TEST_CASE("release state: a number that only grows") {
  const TemporaryName state;
  CHECK(*read_release(state.path()) == 0);
  REQUIRE(raise_release(state.path(), 7));
  CHECK(*read_release(state.path()) == 7);
  REQUIRE(raise_release(state.path(), 3));
  CHECK(*read_release(state.path()) == 7);
  REQUIRE(raise_release(state.path(), UINT64_MAX));
  CHECK(*read_release(state.path()) == UINT64_MAX);
}

TEST_CASE("release state: a file that holds something else is an error, not a beginning") {
  const TemporaryName state;
  for (const char* text : {"", "x", "-1", "7 ", "7\n\n", "99999999999999999999999"}) {
    state.write(text);
    CHECK_MESSAGE(!read_release(state.path()), text);
  }
  state.write("x");
  CHECK(!raise_release(state.path(), 1));
  state.write("41\n");
  CHECK(*read_release(state.path()) == 41);
}

TEST_CASE("release state: a place that can't be written is an error") {
  CHECK(!raise_release("/nonexistent/state", 1));
}
