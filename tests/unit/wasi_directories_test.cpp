// loader/wasi/directories.cpp and directory_listing.cpp
#include "tests/unit/wasi_guest.h"

namespace wasmc {

namespace {

struct Entry {
  uint64_t next;
  uint64_t inode;
  Filetype type;
  std::string name;
};

// The whole entries among the first `used` bytes of the buffer.
std::vector<Entry> entries_in(const Guest& guest, uint32_t used) {
  std::vector<Entry> entries;
  uint32_t at = Guest::buffer;
  const uint32_t end = at + used;
  while (at + sizeof(GuestDirent) <= end) {
    const auto dirent = guest.read<GuestDirent>(at);
    at += sizeof(GuestDirent);
    if (at + dirent.name_length > end) break;
    entries.push_back(
        {dirent.next, dirent.inode, static_cast<Filetype>(dirent.filetype), guest.text(at, dirent.name_length)});
    at += dirent.name_length;
  }
  return entries;
}

std::vector<Entry> read_directory(Guest& guest, uint32_t fd, uint32_t size, uint64_t cookie) {
  REQUIRE(guest.call("fd_readdir", {fd, Guest::buffer, size, cookie, Guest::result}) == Errno::success);
  REQUIRE(guest.read32() <= size);
  return entries_in(guest, guest.read32());
}

std::string names_of(const std::vector<Entry>& entries) {
  std::string names;
  for (const Entry& entry : entries) names += entry.name + " ";
  return names;
}

uint32_t open_subdirectory(Guest& guest) {
  REQUIRE(guest.on_path("path_create_directory", "sub") == Errno::success);
  return guest.must_open("sub", Oflags::directory, Rights::of_directory);
}

}  // namespace

TEST_CASE("a directory is listed in the order of its names, dots first") {
  Guest guest;
  const uint32_t fd = open_subdirectory(guest);
  for (const char* name : {"sub/b", "sub/a", "sub/!", "sub/c"}) guest.directory.write(name, "");
  CHECK(names_of(read_directory(guest, fd, 1000, 0)) == ". .. ! a b c ");
}

TEST_CASE("a preopened directory is listed without dots, however it was opened") {
  Guest guest;
  guest.directory.write("a", "");
  CHECK(names_of(read_directory(guest, Guest::root, 1000, 0)) == "a ");
  const uint32_t fd = guest.must_open(".", Oflags::directory, Rights::of_directory);
  CHECK(names_of(read_directory(guest, fd, 1000, 0)) == "a ");
}

TEST_CASE("entries carry inode and type") {
  Guest guest;
  guest.directory.write("file", "");
  open_subdirectory(guest);
  REQUIRE(symlink("file", (guest.directory / "link").c_str()) == 0);
  const auto entries = read_directory(guest, Guest::root, 1000, 0);
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].type == Filetype::regular_file);
  CHECK(entries[1].type == Filetype::symbolic_link);
  CHECK(entries[2].type == Filetype::directory);
  struct stat status;
  REQUIRE(stat((guest.directory / "file").c_str(), &status) == 0);
  CHECK(entries[0].inode == status.st_ino);
}

TEST_CASE("reading goes on at the position after any entry, in buffers of any size") {
  for (uint32_t size = sizeof(GuestDirent) + 4; size < 200; ++size) {
    Guest guest;
    for (const char* name : {"a", "bb", "ccc", "dddd"}) guest.directory.write(name, "");
    std::string names;
    uint64_t cookie = 0;
    for (auto entries = read_directory(guest, Guest::root, size, 0); !entries.empty();
         entries = read_directory(guest, Guest::root, size, cookie)) {
      names += names_of(entries);
      cookie = entries.back().next;
    }
    CHECK(names == "a bb ccc dddd ");
  }
}

TEST_CASE("a full buffer ends within an entry") {
  Guest guest;
  for (const char* name : {"a", "b"}) guest.directory.write(name, "");
  REQUIRE(guest.call("fd_readdir", {Guest::root, Guest::buffer, 30, 0, Guest::result}) == Errno::success);
  CHECK(guest.read32() == 30);
  REQUIRE(guest.call("fd_readdir", {Guest::root, Guest::buffer, 0, 0, Guest::result}) == Errno::success);
  CHECK(guest.read32() == 0);
}

TEST_CASE("positions hold while the directory changes, and the start shows the change") {
  Guest guest;
  for (const char* name : {"b", "c"}) guest.directory.write(name, "");
  CHECK(names_of(read_directory(guest, Guest::root, 1000, 0)) == "b c ");
  guest.directory.write("a", "");
  CHECK(names_of(read_directory(guest, Guest::root, 1000, 1)) == "c ");
  CHECK(names_of(read_directory(guest, Guest::root, 1000, 0)) == "a b c ");
}

TEST_CASE("a position beyond the end has nothing after it") {
  Guest guest;
  CHECK(read_directory(guest, Guest::root, 1000, 5).empty());
  CHECK(read_directory(guest, Guest::root, 1000, UINT64_MAX).empty());
}

TEST_CASE("names are bytes: what is not UTF-8 is listed, opened and removed like anything else") {
  Guest guest;
  const std::string name = "a\xff\xc3(\n\x1b";
  guest.directory.write(name, "text");
  REQUIRE(guest.call("fd_readdir", {Guest::root, Guest::buffer, 1000, 0, Guest::result}) == Errno::success);
  CHECK(guest.read32() == sizeof(GuestDirent) + name.size());
  CHECK(guest.text(Guest::buffer + sizeof(GuestDirent), name.size()) == name);
  CHECK(guest.read_text(guest.must_open(name, 0, Rights::fd_read)) == "text");
  REQUIRE(guest.on_path("path_unlink_file", name) == Errno::success);
  CHECK(!guest.directory.has(name));
}

TEST_CASE("many directories can be read at the same time") {
  constexpr uint32_t count = 200;
  Guest guest;
  REQUIRE(guest.on_path("path_create_directory", "below") == Errno::success);
  guest.directory.write("below/file", "");
  for (uint32_t i = 0; i < count; ++i) guest.must_open("below", Oflags::directory, Rights::fd_readdir);
  for (uint64_t cookie = 0; cookie < 3; ++cookie) {
    for (uint32_t fd = Guest::root + 1; fd <= Guest::root + count; ++fd) {
      REQUIRE(guest.call("fd_readdir", {fd, Guest::buffer, sizeof(GuestDirent), cookie, Guest::result}) ==
              Errno::success);
      CHECK(guest.read<GuestDirent>(Guest::buffer).next == cookie + 1);
    }
  }
}

}  // namespace wasmc
