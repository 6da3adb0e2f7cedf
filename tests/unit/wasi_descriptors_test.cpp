// loader/wasi/descriptors.cpp and fd_table.cpp
#include "tests/unit/wasi_guest.h"

namespace wasmc {

TEST_CASE("preopened directories are described from descriptor 3 on") {
  Guest guest;
  REQUIRE(guest.call("fd_prestat_get", {3, Guest::result}) == Errno::success);
  CHECK(guest.memory[Guest::result] == 0);
  CHECK(guest.read32(Guest::result + 4) == 8);
  REQUIRE(guest.call("fd_prestat_dir_name", {3, Guest::buffer, 8}) == Errno::success);
  CHECK(guest.text(Guest::buffer, 8) == "/sandbox");
  CHECK(guest.call("fd_prestat_dir_name", {3, Guest::buffer, 7}) == Errno::nametoolong);
  CHECK(guest.call("fd_prestat_get", {4, Guest::result}) == Errno::badf);
}

TEST_CASE("descriptors are given lowest first") {
  Guest guest;
  guest.directory.write("file", "");
  CHECK(guest.must_open("file") == 4);
  CHECK(guest.must_open("file") == 5);
  REQUIRE(guest.call("fd_close", {4}) == Errno::success);
  CHECK(guest.must_open("file") == 4);
  CHECK(guest.call("fd_close", {6}) == Errno::badf);
}

TEST_CASE("the number of open files is limited") {
  Guest guest;
  guest.directory.write("file", "");
  Errno error = Errno::success;
  for (int i = 0; i < 2000 && error == Errno::success; ++i) error = guest.open("file");
  CHECK(error == Errno::mfile);
}

TEST_CASE("renumbering moves a file and closes the one that was there") {
  Guest guest;
  guest.directory.write("a", "a");
  guest.directory.write("b", "b");
  const uint32_t a = guest.must_open("a"), b = guest.must_open("b");
  REQUIRE(guest.call("fd_renumber", {a, b}) == Errno::success);
  CHECK(guest.read_text(b) == "a");
  CHECK(guest.call("fd_close", {a}) == Errno::badf);
  CHECK(guest.call("fd_renumber", {b, 100}) == Errno::badf);
  CHECK(guest.call("fd_renumber", {100, b}) == Errno::badf);
  CHECK(guest.call("fd_renumber", {b, b}) == Errno::success);
  CHECK(guest.call("fd_close", {b}) == Errno::success);
}

TEST_CASE("rights are checked and can only be given up") {
  Guest guest;
  guest.directory.write("file", "text");
  const uint32_t fd = guest.must_open("file", 0, Rights::fd_read);
  CHECK(guest.write_text(fd, "no") == Errno::notcapable);
  CHECK(guest.call("fd_fdstat_set_rights", {fd, Rights::fd_read | Rights::fd_write, 0}) == Errno::notcapable);
  CHECK(guest.read_text(fd, 2) == "te");
  REQUIRE(guest.call("fd_fdstat_set_rights", {fd, 0, 0}) == Errno::success);
  CHECK(guest.call("fd_read", {fd, guest.iovec(Guest::buffer, 2), 1, Guest::result}) == Errno::notcapable);
}

TEST_CASE("what a directory does not hand down is not to be had below it") {
  Guest guest;
  guest.directory.write("file", "text");
  REQUIRE(guest.call("fd_fdstat_set_rights", {Guest::root, Rights::of_directory, Rights::fd_read}) == Errno::success);
  CHECK(guest.call("path_open", {Guest::root, 0, guest.put("file"), 4, 0, Rights::fd_read, 0, 0, Guest::result}) ==
        Errno::success);
  CHECK(guest.call("path_open", {Guest::root, 0, guest.put("file"), 4, 0, Rights::fd_write, 0, 0, Guest::result}) ==
        Errno::notcapable);
}

TEST_CASE("a descriptor tells its type, flags and rights") {
  Guest guest;
  guest.directory.write("file", "");
  REQUIRE(guest.call("path_open", {Guest::root, 0, guest.put("file"), 4, 0, Rights::fd_write | Rights::fd_readdir, 0,
                                   Fdflags::append, Guest::result}) == Errno::success);
  REQUIRE(guest.call("fd_fdstat_get", {guest.read32(), Guest::result}) == Errno::success);
  const auto status = guest.read<GuestFdstat>();
  CHECK(status.filetype == static_cast<uint8_t>(Filetype::regular_file));
  CHECK(status.flags == Fdflags::append);
  CHECK(status.rights == Rights::fd_write);
  CHECK(status.inheriting == 0);
}

TEST_CASE("appending can be switched off and on, synchrony can't") {
  Guest guest;
  const uint32_t fd = guest.must_open("file", Oflags::creat);
  REQUIRE(guest.call("fd_fdstat_set_flags", {fd, Fdflags::append | Fdflags::nonblock}) == Errno::success);
  REQUIRE(guest.call("fd_fdstat_get", {fd, Guest::result}) == Errno::success);
  CHECK(guest.read<GuestFdstat>().flags == (Fdflags::append | Fdflags::nonblock));
  CHECK(guest.call("fd_fdstat_set_flags", {fd, 0}) == Errno::success);
  CHECK(guest.call("fd_fdstat_set_flags", {fd, Fdflags::sync}) == Errno::notsup);
  CHECK(guest.call("fd_fdstat_set_flags", {fd, 32}) == Errno::inval);
}

}  // namespace wasmc
