#include "tools/code_map.h"

#include <doctest/doctest.h>

#include "format/read.h"
#include "tests/unit/sample_artifact.h"

using namespace wasmc;

namespace {

// The sample's map: function 1 at 0, function 2 ("run") at 16, an entry thunk at 32 and a host thunk at 48.
CodeMap sample_map() {
  const ByteVector bytes = sample_bytes();
  auto artifact = read_artifact(bytes);
  REQUIRE(artifact);
  return CodeMap(artifact->view());
}

}  // namespace

TEST_CASE("functions are called by their name, or else by their index") {
  const CodeMap map = sample_map();
  CHECK(map.function_name(0) == "func");
  CHECK(map.function_name(1) == "function 1");
  CHECK(map.function_name(2) == "run");
}

TEST_CASE("each offset in the code belongs to a function or a thunk") {
  const CodeMap map = sample_map();
  CHECK(map.find(0)->name == "function 1");
  CHECK(map.find(15)->name == "function 1");
  CHECK(map.find(16)->name == "run");
  CHECK(map.find(32)->name == "entry thunk of type 0");
  CHECK(map.find(63)->name == "host thunk of type 1");
  CHECK(map.find(63)->length == 16);
  CHECK(map.find(64) == nullptr);
}

TEST_CASE("a function with code is found by name and by index") {
  const CodeMap map = sample_map();
  CHECK(map.find_function("run")->offset == 16);
  CHECK(map.find_function("1")->offset == 0);
  CHECK(map.find_function("func") == nullptr);
  CHECK(map.find_function("0") == nullptr);
  CHECK(map.find_function("3") == nullptr);
}

TEST_CASE("text is escaped as in the text format") {
  const uint8_t text[] = {'a', '\\', 0x1b, 0xff, '\n'};
  CHECK(escape(text) == "a\\5c\\1b\\ff\\0a");
}
