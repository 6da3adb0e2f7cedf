#include "loader/code_registry.h"

#include <doctest/doctest.h>

#include <memory>

namespace wasmc {

namespace {

// The registry only hands the pointers on.
const LoadedModule* module_number(uintptr_t number) { return reinterpret_cast<const LoadedModule*>(number << 4); }
const void* address(uintptr_t number) { return reinterpret_cast<const void*>(number); }

}  // namespace

TEST_CASE("code is found from its first byte to its last, as long as it is registered") {
  auto registration = std::make_unique<CodeRegistration>(address(0x1000), 0x100, module_number(1));
  CHECK(find_code(0xfff) == nullptr);
  CHECK(find_code(0x1000) == module_number(1));
  CHECK(find_code(0x10ff) == module_number(1));
  CHECK(find_code(0x1100) == nullptr);
  registration.reset();
  CHECK(find_code(0x1000) == nullptr);
}

TEST_CASE("registrations may end in any order") {
  auto first = std::make_unique<CodeRegistration>(address(0x1000), 0x100, module_number(1));
  auto second = std::make_unique<CodeRegistration>(address(0x2000), 0x100, module_number(2));
  first.reset();
  CHECK(find_code(0x2000) == module_number(2));
  const CodeRegistration third(address(0x3000), 0x100, module_number(3));
  CHECK(find_code(0x2000) == module_number(2));
  CHECK(find_code(0x3000) == module_number(3));
}

TEST_CASE("an empty range holds nothing, and nothing ends with it") {
  auto registration = std::make_unique<CodeRegistration>(address(0x1000), 0, module_number(1));
  CHECK(find_code(0x1000) == nullptr);
  const CodeRegistration other(address(0x1000), 0x100, module_number(2));
  registration.reset();
  CHECK(find_code(0x1000) == module_number(2));
}

}  // namespace wasmc
