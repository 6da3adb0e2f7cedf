#include "tools/module_input.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace wasmc {
namespace {

bool is_text(std::string_view bytes) {
  return looks_like_text({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
}

TEST_CASE("a file is text if it begins with a parenthesis or a comment") {
  CHECK(is_text("(module)"));
  CHECK(is_text(" \n\t;; a comment"));
  CHECK_FALSE(is_text(std::string_view("\0asm", 4)));
  CHECK_FALSE(is_text("module"));
  CHECK_FALSE(is_text(""));
}

TEST_CASE("an error is shown with the position that the module's format has") {
  const ModuleInput binary{"a.wasm", {}, std::nullopt, {}};
  CHECK(describe_error(binary, {"no", 0x1f}) == "a.wasm:0x1f: error: no");
  const ModuleInput text{"a.wat", {}, "(module\n (a))", {{0, 0}, {9, 10}}};
  CHECK(describe_error(text, {"no", 10}) == "a.wat:2:3: error: no\n   (a))\n    ^");
  CHECK(describe_error(text, {"no"}) == "wasmc: error: no");
}

}  // namespace
}  // namespace wasmc
