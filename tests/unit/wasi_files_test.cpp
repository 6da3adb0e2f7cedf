// loader/wasi/files.cpp, iovecs.cpp and filestat.cpp
#include "tests/unit/wasi_guest.h"

namespace wasmc {

TEST_CASE("what is written is read back") {
  Guest guest;
  const uint32_t fd = guest.must_open("file", Oflags::creat);
  REQUIRE(guest.write_text(fd, "hello, world") == Errno::success);
  CHECK(guest.read32() == 12);
  REQUIRE(guest.call("fd_seek", {fd, 7, 0, Guest::result}) == Errno::success);
  CHECK(guest.read64() == 7);
  CHECK(guest.read_text(fd) == "world");
  CHECK(guest.read_text(fd).empty());
}

TEST_CASE("several buffers are read and written in their order, empty ones passed over") {
  Guest guest;
  guest.directory.write("file", "abcdef");
  const uint32_t fd = guest.must_open("file");
  const GuestIovec list[] = {{Guest::buffer, 2}, {0xfff0, 0}, {Guest::buffer + 10, 100}};
  guest.write(2048, list);
  REQUIRE(guest.call("fd_read", {fd, 2048, 3, Guest::result}) == Errno::success);
  CHECK(guest.read32() == 6);
  CHECK(guest.text(Guest::buffer, 2) == "ab");
  CHECK(guest.text(Guest::buffer + 10, 4) == "cdef");
}

TEST_CASE("a list of more buffers than the host takes is transferred in part") {
  Guest guest;
  const uint32_t fd = guest.must_open("file", Oflags::creat);
  for (uint32_t i = 0; i < 2000; ++i) guest.write(2048 + i * 8, GuestIovec{i % 2 == 0 ? 0 : Guest::buffer, i % 2});
  REQUIRE(guest.call("fd_write", {fd, 2048, 2000, Guest::result}) == Errno::success);
  CHECK(guest.read32() == 128);
}

TEST_CASE("buffers and lists outside of the memory are faults") {
  Guest guest;
  guest.directory.write("file", "abcdef");
  const uint32_t fd = guest.must_open("file");
  CHECK(guest.call("fd_read", {fd, guest.iovec(0xfffffff0, 32), 1, Guest::result}) == Errno::fault);
  CHECK(guest.call("fd_read", {fd, guest.iovec(Guest::memory_size - 1, 2), 1, Guest::result}) == Errno::fault);
  CHECK(guest.call("fd_read", {fd, Guest::memory_size - 8, 2, Guest::result}) == Errno::fault);
  CHECK(guest.call("fd_read", {fd, 0, 0xffffffff, Guest::result}) == Errno::fault);
  CHECK(guest.call("fd_read", {fd, guest.iovec(Guest::buffer, 1), 1, Guest::memory_size - 3}) == Errno::fault);
  CHECK(guest.read_text(fd) == "abcdef");
}

TEST_CASE("pread and pwrite leave the position alone") {
  Guest guest;
  guest.directory.write("file", "abcdef");
  const uint32_t fd = guest.must_open("file");
  REQUIRE(guest.call("fd_pread", {fd, guest.iovec(Guest::buffer, 2), 1, 3, Guest::result}) == Errno::success);
  CHECK(guest.text(Guest::buffer, 2) == "de");
  REQUIRE(guest.call("fd_pwrite", {fd, guest.iovec(guest.put("XY"), 2), 1, 1, Guest::result}) == Errno::success);
  CHECK(guest.read_text(fd) == "aXYdef");
  CHECK(guest.call("fd_pread", {fd, guest.iovec(Guest::buffer, 2), 1, UINT64_MAX, Guest::result}) == Errno::inval);
}

TEST_CASE("preview1 numbers the ways to seek SET, CUR, END") {
  Guest guest;
  guest.directory.write("file", "abcdef");
  const uint32_t fd = guest.must_open("file");
  REQUIRE(guest.call("fd_seek", {fd, 2, 0, Guest::result}) == Errno::success);
  CHECK(guest.read64() == 2);
  REQUIRE(guest.call("fd_seek", {fd, 1, 1, Guest::result}) == Errno::success);
  CHECK(guest.read64() == 3);
  REQUIRE(guest.call("fd_seek", {fd, static_cast<uint64_t>(-1), 2, Guest::result}) == Errno::success);
  CHECK(guest.read64() == 5);
  CHECK(guest.call("fd_seek", {fd, 0, 3, Guest::result}) == Errno::inval);
}

TEST_CASE("the unstable snapshot numbers the ways to seek CUR, END, SET") {
  Guest guest("wasi_unstable");
  guest.directory.write("file", "abcdef");
  const uint32_t fd = guest.must_open("file");
  REQUIRE(guest.call("fd_seek", {fd, 2, 2, Guest::result}) == Errno::success);
  CHECK(guest.read64() == 2);
  REQUIRE(guest.call("fd_seek", {fd, 1, 0, Guest::result}) == Errno::success);
  CHECK(guest.read64() == 3);
  REQUIRE(guest.call("fd_seek", {fd, 0, 1, Guest::result}) == Errno::success);
  CHECK(guest.read64() == 6);
}

TEST_CASE("a position can't be negative") {
  Guest guest;
  guest.directory.write("file", "abcdef");
  const uint32_t fd = guest.must_open("file");
  CHECK(guest.call("fd_seek", {fd, static_cast<uint64_t>(-1), 0, Guest::result}) == Errno::inval);
  REQUIRE(guest.call("fd_tell", {fd, Guest::result}) == Errno::success);
  CHECK(guest.read64() == 0);
}

TEST_CASE("a filestat of preview1 has 64 bytes, its size at 32") {
  Guest guest;
  guest.directory.write("file", "abcdef");
  const uint32_t fd = guest.must_open("file");
  guest.memory[Guest::result + 64] = 0xee;
  REQUIRE(guest.call("fd_filestat_get", {fd, Guest::result}) == Errno::success);
  CHECK(guest.memory[Guest::result + 16] == static_cast<uint8_t>(Filetype::regular_file));
  CHECK(guest.read64(Guest::result + 24) == 1);
  CHECK(guest.read64(Guest::result + 32) == 6);
  CHECK(guest.memory[Guest::result + 64] == 0xee);
}

TEST_CASE("a filestat of the unstable snapshot has 56 bytes, its size at 24") {
  Guest guest("wasi_unstable");
  guest.directory.write("file", "abcdef");
  const uint32_t fd = guest.must_open("file");
  guest.memory[Guest::result + 56] = 0xee;
  REQUIRE(guest.call("fd_filestat_get", {fd, Guest::result}) == Errno::success);
  CHECK(guest.memory[Guest::result + 16] == static_cast<uint8_t>(Filetype::regular_file));
  CHECK(guest.read32(Guest::result + 20) == 1);
  CHECK(guest.read64(Guest::result + 24) == 6);
  CHECK(guest.memory[Guest::result + 56] == 0xee);
}

TEST_CASE("times are set to the nanosecond, each on its own") {
  Guest guest;
  const uint32_t fd = guest.must_open("file", Oflags::creat);
  REQUIRE(guest.call("fd_filestat_set_times", {fd, 5, 1'000'000'007, 4}) == Errno::success);
  REQUIRE(guest.call("fd_filestat_get", {fd, Guest::result}) == Errno::success);
  CHECK(guest.read64(Guest::result + 40) > 5);
  CHECK(guest.read64(Guest::result + 48) == 1'000'000'007);
}

TEST_CASE("contradicting and unknown time flags are refused") {
  Guest guest;
  const uint32_t fd = guest.must_open("file", Oflags::creat);
  for (const uint32_t flags : {3, 12, 16})
    CHECK(guest.call("fd_filestat_set_times", {fd, 0, 0, flags}) == Errno::inval);
}

TEST_CASE("sizes are set, and those beyond what a file can have refused") {
  Guest guest;
  const uint32_t fd = guest.must_open("file", Oflags::creat);
  REQUIRE(guest.call("fd_filestat_set_size", {fd, 1000}) == Errno::success);
  REQUIRE(guest.call("fd_filestat_get", {fd, Guest::result}) == Errno::success);
  CHECK(guest.read64(Guest::result + 32) == 1000);
  CHECK(guest.call("fd_filestat_set_size", {fd, UINT64_MAX}) == Errno::inval);
  CHECK(guest.call("fd_allocate", {fd, INT64_MAX, 1}) == Errno::inval);
  CHECK(guest.call("fd_advise", {fd, 0, 0, 6}) == Errno::inval);
}

TEST_CASE("buffers may overlap each other, the list that names them and the result") {
  Guest guest;
  guest.directory.write("file", std::string(64, 'x'));
  const uint32_t fd = guest.must_open("file");
  const uint32_t list = guest.iovec(2048, 16);  // onto the list itself
  guest.write(list + 8, GuestIovec{2050, 16});
  REQUIRE(guest.call("fd_read", {fd, list, 2, list + 4}) == Errno::success);
  CHECK(guest.read32(list + 4) == 32);
  CHECK(guest.text(list + 8, 10) == std::string(10, 'x'));
  REQUIRE(guest.call("fd_write", {fd, guest.iovec(2048, 8), 1, 2048}) == Errno::success);
  CHECK(guest.read32(2048) == 8);
}

TEST_CASE("no buffers are nothing to do, and more than the memory holds a fault") {
  Guest guest;
  const uint32_t fd = guest.must_open("file", Oflags::creat);
  for (const char* name : {"fd_read", "fd_write"}) {
    REQUIRE(guest.call(name, {fd, 0, 0, Guest::result}) == Errno::success);
    CHECK(guest.read32() == 0);
    CHECK(guest.call(name, {fd, 0xffffffff, 0, Guest::result}) == Errno::fault);
    CHECK(guest.call(name, {fd, 0, 0xffffffff, Guest::result}) == Errno::fault);
    CHECK(guest.call(name, {fd, Guest::memory_size - 8, 2, Guest::result}) == Errno::fault);
    CHECK(guest.call(name, {fd, guest.iovec(Guest::memory_size - 1, 2), 1, Guest::result}) == Errno::fault);
    CHECK(guest.call(name, {fd, guest.iovec(0xffffffff, 0xffffffff), 1, Guest::result}) == Errno::fault);
    CHECK(guest.call(name, {fd, guest.iovec(0, 1), 1, Guest::memory_size - 3}) == Errno::fault);
  }
}

TEST_CASE("files may be larger than 4 GiB") {
  Guest guest;
  const uint32_t fd = guest.must_open("file", Oflags::creat);
  constexpr uint64_t far = (uint64_t{5} << 30) + 1;
  const uint32_t list = guest.iovec(guest.put("end"), 3);
  REQUIRE(guest.call("fd_pwrite", {fd, list, 1, far, Guest::result}) == Errno::success);
  REQUIRE(guest.call("fd_seek", {fd, static_cast<uint64_t>(-2), 2, Guest::result}) == Errno::success);
  CHECK(guest.read64() == far + 1);
  CHECK(guest.read_text(fd) == "nd");
  REQUIRE(guest.call("fd_filestat_get", {fd, Guest::result}) == Errno::success);
  CHECK(guest.read64(Guest::result + 32) == far + 3);
  REQUIRE(guest.call("fd_filestat_set_size", {fd, far}) == Errno::success);
  REQUIRE(guest.call("fd_tell", {fd, Guest::result}) == Errno::success);
  CHECK(guest.read64() == far + 3);
}

}  // namespace wasmc
