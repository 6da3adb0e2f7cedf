#include "loader/wasi/wasi.h"

#include "tests/unit/wasi_guest.h"

namespace wasmc {

namespace {

const char* const modules[] = {"wasi_snapshot_preview1", "wasi_unstable"};

const char* const names[] = {
#define WASI(name, signature) #name,
#include "loader/wasi/functions.def"
#undef WASI
};

// Values with which the ends of a memory, of a file and of a table are met.
const uint64_t extremes[] = {0,
                             1,
                             3,
                             Guest::memory_size - 1,
                             Guest::memory_size,
                             0x7fffffff,
                             0x80000000,
                             0xfffffffe,
                             0xffffffff,
                             0x100000000,
                             INT64_MAX,
                             static_cast<uint64_t>(INT64_MIN),
                             UINT64_MAX};

bool is_errno(const Value& value) { return value.i64 <= static_cast<uint32_t>(Errno::notcapable); }

bool ends_the_guest(std::string_view name) { return name == "proc_exit"; }

// Calls with the arguments given, on memory full of zeros.
void check_survives(Guest& guest, const WasiFunction& function, Value (&values)[16]) {
  memset(guest.memory.data(), 0, guest.memory.size());
  guest.wasi->call(function, guest.memory, values);
  CHECK(is_errno(values[0]));
}

// The test's own streams are none of the guest's business.
void close_standard_streams(Guest& guest) {
  for (const uint32_t fd : {0, 1, 2}) guest.call("fd_close", {fd});
}

}  // namespace

TEST_CASE("both snapshots have all 46 functions, and no other") {
  CHECK(std::size(names) == 46);
  for (const char* module : modules) {
    for (const char* name : names) CHECK(Wasi::find(module, name) != nullptr);
    CHECK(Wasi::find(module, "fd_") == nullptr);
    CHECK(Wasi::find(module, "") == nullptr);
  }
  CHECK(Wasi::find("wasi_snapshot_preview2", "fd_read") == nullptr);
}

TEST_CASE("only proc_exit has no result") {
  for (const char* name : names)
    CHECK(Wasi::find(modules[0], name)->has_result == (std::string_view(name) != "proc_exit"));
}

TEST_CASE("every function survives every argument being the same extreme value") {
  for (const char* module : modules) {
    Guest guest(module);
    close_standard_streams(guest);
    for (const char* name : names) {
      for (const uint64_t extreme : extremes) {
        if (ends_the_guest(name)) continue;
        CAPTURE(name);
        CAPTURE(extreme);
        Value values[16];
        for (Value& value : values) value.i64 = extreme;
        check_survives(guest, *Wasi::find(module, name), values);
      }
    }
  }
}

TEST_CASE("every function survives one extreme argument among sound ones") {
  Guest guest;
  close_standard_streams(guest);
  for (const char* name : names) {
    const WasiFunction* function = Wasi::find(modules[0], name);
    for (size_t i = 0; !ends_the_guest(name) && i < strlen(function->signature); ++i) {
      for (const uint64_t extreme : extremes) {
        CAPTURE(name);
        CAPTURE(extreme);
        Value values[16];
        for (Value& value : values) value.i64 = 64;
        values[0].i64 = Guest::root;
        values[i].i64 = extreme;
        check_survives(guest, *function, values);
      }
    }
  }
}

TEST_CASE("a guest without memory gets errors") {
  Guest guest;
  guest.memory.clear();
  for (const char* name : names) {
    if (ends_the_guest(name)) continue;
    CAPTURE(name);
    Value values[16];
    for (Value& value : values) value.i64 = 1;
    check_survives(guest, *Wasi::find(modules[0], name), values);
  }
}

TEST_CASE("a result at the memory's very end fits, and one byte further is a fault") {
  Guest guest;
  CHECK(guest.call("clock_time_get", {0, 0, Guest::memory_size - 8}) == Errno::success);
  CHECK(guest.call("clock_time_get", {0, 0, Guest::memory_size - 7}) == Errno::fault);
  CHECK(guest.call("fd_fdstat_get", {Guest::root, Guest::memory_size - 24}) == Errno::success);
  CHECK(guest.call("fd_fdstat_get", {Guest::root, Guest::memory_size - 23}) == Errno::fault);
  CHECK(guest.call("fd_fdstat_get", {Guest::root, 0xffffffff}) == Errno::fault);
}

TEST_CASE("a directory that can't be opened is named") {
  WasiConfig config;
  config.directories.push_back({"/nonexistent/directory", "/"});
  const auto wasi = Wasi::create(std::move(config));
  REQUIRE(!wasi.has_value());
  CHECK(wasi.error().message.find("/nonexistent/directory") != std::string::npos);
}

TEST_CASE("strings with a NUL byte are refused") {
  WasiConfig config;
  config.args.push_back(std::string("a\0b", 3));
  CHECK(!Wasi::create(std::move(config)).has_value());
  config = {};
  config.environment.push_back(std::string("A=\0", 3));
  CHECK(!Wasi::create(std::move(config)).has_value());
}

}  // namespace wasmc
