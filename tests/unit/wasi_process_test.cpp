// loader/wasi/process.cpp, random.cpp and clock.cpp
#include "tests/unit/wasi_guest.h"

namespace wasmc {

namespace {

WasiConfig with_strings() {
  WasiConfig config;
  config.args = {"program", "", "third"};
  config.environment = {"A=1", "LONG=value"};
  return config;
}

}  // namespace

TEST_CASE("args_get stores each argument with its NUL, and pointers to them") {
  Guest guest("wasi_snapshot_preview1", with_strings());
  REQUIRE(guest.call("args_sizes_get", {Guest::result, Guest::result2}) == Errno::success);
  CHECK(guest.read32(Guest::result) == 3);
  CHECK(guest.read32(Guest::result2) == 15);
  REQUIRE(guest.call("args_get", {100, 200}) == Errno::success);
  CHECK(guest.text(200, 15) == std::string("program\0\0third\0", 15));
  CHECK(guest.read32(100) == 200);
  CHECK(guest.read32(104) == 208);
  CHECK(guest.read32(108) == 209);
}

TEST_CASE("environ_get stores each variable with its NUL, and pointers to them") {
  Guest guest("wasi_unstable", with_strings());
  REQUIRE(guest.call("environ_sizes_get", {Guest::result, Guest::result2}) == Errno::success);
  CHECK(guest.read32(Guest::result) == 2);
  CHECK(guest.read32(Guest::result2) == 15);
  REQUIRE(guest.call("environ_get", {100, 200}) == Errno::success);
  CHECK(guest.text(200, 15) == std::string("A=1\0LONG=value\0", 15));
  CHECK(guest.read32(104) == 204);
}

TEST_CASE("strings that don't fit into the memory are a fault") {
  Guest guest("wasi_snapshot_preview1", with_strings());
  CHECK(guest.call("args_get", {100, Guest::memory_size - 15}) == Errno::success);
  CHECK(guest.call("args_get", {100, Guest::memory_size - 14}) == Errno::fault);
  CHECK(guest.call("args_get", {Guest::memory_size - 12, 100}) == Errno::success);
  CHECK(guest.call("args_get", {Guest::memory_size - 11, 100}) == Errno::fault);
}

TEST_CASE("proc_exit ends the guest with its code") {
  Guest guest;
  guest.call("sched_yield", {});
  CHECK(!guest.outcome.exited);
  guest.call("proc_exit", {42});
  CHECK(guest.outcome.exited);
  CHECK(guest.outcome.exit_code == 42);
}

TEST_CASE("a guest can't raise signals") {
  Guest guest;
  CHECK(guest.call("proc_raise", {9}) == Errno::nosys);
}

TEST_CASE("random_get fills all of the buffer and nothing else") {
  Guest guest;
  REQUIRE(guest.call("random_get", {Guest::buffer, 1000}) == Errno::success);
  CHECK(guest.text(Guest::buffer, 500) != guest.text(Guest::buffer + 500, 500));
  CHECK(guest.text(Guest::buffer + 1000, 8) == std::string(8, '\0'));
  CHECK(guest.call("random_get", {Guest::memory_size, 0}) == Errno::success);
  CHECK(guest.call("random_get", {Guest::memory_size - 1, 2}) == Errno::fault);
}

TEST_CASE("the four clocks have a time and a resolution, and there is no fifth") {
  Guest guest;
  for (uint32_t clock = 0; clock < 4; ++clock) {
    CHECK(guest.call("clock_time_get", {clock, 0, Guest::result}) == Errno::success);
    CHECK(guest.read64() > 0);
    CHECK(guest.call("clock_res_get", {clock, Guest::result}) == Errno::success);
    CHECK(guest.read64() > 0);
  }
  CHECK(guest.call("clock_time_get", {4, 0, Guest::result}) == Errno::inval);
  CHECK(guest.call("clock_res_get", {4, Guest::result}) == Errno::inval);
}

TEST_CASE("the monotonic clock does not go back") {
  Guest guest;
  REQUIRE(guest.call("clock_time_get", {1, 0, Guest::result}) == Errno::success);
  REQUIRE(guest.call("clock_time_get", {1, 0, Guest::result2}) == Errno::success);
  CHECK(guest.read64(Guest::result) <= guest.read64(Guest::result2));
}

}  // namespace wasmc
