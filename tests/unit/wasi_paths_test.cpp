// loader/wasi/paths.cpp and path_open.cpp
#include "tests/unit/wasi_guest.h"

namespace wasmc {

namespace {

Errno stat_path(Guest& guest, const std::string& path, uint32_t lookup = 0) {
  return guest.call("path_filestat_get", {Guest::root, lookup, guest.put(path), path.size(), Guest::result});
}

Errno rename_path(Guest& guest, const std::string& from, const std::string& to) {
  return guest.call("path_rename", {Guest::root, guest.put(from), from.size(), Guest::root, guest.put(to), to.size()});
}

Errno link_path(Guest& guest, const std::string& from, const std::string& to, uint32_t lookup = 0) {
  return guest.call("path_link",
                    {Guest::root, lookup, guest.put(from), from.size(), Guest::root, guest.put(to), to.size()});
}

Errno symlink_path(Guest& guest, const std::string& target, const std::string& path) {
  return guest.call("path_symlink", {guest.put(target), target.size(), Guest::root, guest.put(path), path.size()});
}

// A directory beside the guest's, with a file in it that is none of the guest's business.
struct Neighbour {
  explicit Neighbour(const Guest& guest)
      : secret(directory / "secret"),
        relative("../" + directory.path().substr(5) + "/secret"),
        guest_directory(guest.directory.path()) {
    directory.write("secret", "secret");
  }
  void link_from(const char* name, const std::string& target) const {
    REQUIRE(symlink(target.c_str(), (guest_directory + "/" + name).c_str()) == 0);
  }

  TemporaryDirectory directory;
  std::string secret;    // absolute
  std::string relative;  // from the guest's directory, which is its sibling
  std::string guest_directory;
};

}  // namespace

TEST_CASE("no path leads out of the directory") {
  Guest guest;
  const Neighbour neighbour(guest);
  guest.directory.write("file", "");
  REQUIRE(guest.on_path("path_create_directory", "sub") == Errno::success);
  neighbour.link_from("relative", neighbour.relative);
  neighbour.link_from("absolute", neighbour.secret);
  neighbour.link_from("up", "..");
  const std::string up = "up/" + neighbour.relative.substr(3);
  for (const std::string& path :
       {neighbour.secret, neighbour.relative, std::string("sub/../") + neighbour.relative, std::string("relative"),
        std::string("absolute"), up, std::string("/"), std::string("sub/../.."), std::string("..")}) {
    CAPTURE(path);
    constexpr uint32_t follow = Lookupflags::symlink_follow;
    CHECK(guest.open(path, 0, Rights::fd_read, follow) == errno_of_escape);
    CHECK(guest.open(path, Oflags::creat, Rights::fd_write, follow) == errno_of_escape);
    CHECK(stat_path(guest, path, follow) == errno_of_escape);
  }
}

TEST_CASE("nothing outside of the directory can be created, removed or renamed") {
  Guest guest;
  const Neighbour neighbour(guest);
  guest.directory.write("file", "");
  neighbour.link_from("up", "..");
  const std::string through_link = "up/" + neighbour.relative.substr(3);
  for (const std::string& path : {neighbour.secret, neighbour.relative, through_link}) {
    CAPTURE(path);
    const std::string sibling = path + "2";
    CHECK(guest.on_path("path_unlink_file", path) == errno_of_escape);
    CHECK(guest.on_path("path_remove_directory", path) == errno_of_escape);
    CHECK(guest.on_path("path_create_directory", sibling) == errno_of_escape);
    CHECK(rename_path(guest, path, "stolen") == errno_of_escape);
    CHECK(rename_path(guest, "file", sibling) == errno_of_escape);
    CHECK(link_path(guest, path, "stolen") == errno_of_escape);
    CHECK(link_path(guest, "file", sibling) == errno_of_escape);
    CHECK(symlink_path(guest, "file", sibling) == errno_of_escape);
  }
  CHECK(neighbour.directory.has("secret"));
  CHECK(!neighbour.directory.has("secret2"));
  CHECK(guest.directory.has("file"));
}

TEST_CASE("a path that ends in .. above the directory is an escape for every function") {
  Guest guest;
  for (const char* path : {"..", "../", "./..", "../."}) {
    CAPTURE(path);
    CHECK(guest.on_path("path_create_directory", path) == errno_of_escape);
    CHECK(guest.on_path("path_remove_directory", path) == errno_of_escape);
    CHECK(guest.on_path("path_unlink_file", path) == errno_of_escape);
    CHECK(rename_path(guest, path, "x") == errno_of_escape);
  }
}

TEST_CASE("paths may go up and down inside the directory") {
  Guest guest;
  REQUIRE(guest.on_path("path_create_directory", "sub") == Errno::success);
  guest.directory.write("file", "text");
  CHECK(guest.read_text(guest.must_open("sub/.././sub//../file")) == "text");
}

TEST_CASE("empty paths, NUL bytes and endless paths are refused") {
  Guest guest;
  CHECK(guest.open("") == Errno::noent);
  CHECK(guest.on_path("path_unlink_file", "") == Errno::noent);
  CHECK(guest.open(std::string("a\0b", 3)) == Errno::inval);
  CHECK(guest.open(std::string(5000, 'a')) == Errno::nametoolong);
  CHECK(guest.open(std::string(300, 'a')) == Errno::nametoolong);
}

TEST_CASE("a slash after a file's name is an error") {
  Guest guest;
  guest.directory.write("file", "");
  CHECK(guest.open("file/") == Errno::notdir);
  CHECK(guest.on_path("path_unlink_file", "file/") == Errno::notdir);
  CHECK(link_path(guest, "file/", "other") == Errno::notdir);
}

TEST_CASE("directories are created and removed, with and without a slash after the name") {
  Guest guest;
  CHECK(guest.on_path("path_create_directory", "a/") == Errno::success);
  CHECK(guest.on_path("path_create_directory", "a") == Errno::exist);
  CHECK(guest.on_path("path_unlink_file", "a") == Errno::isdir);
  CHECK(guest.on_path("path_create_directory", "a/b") == Errno::success);
  CHECK(guest.on_path("path_remove_directory", "a") == Errno::notempty);
  CHECK(guest.on_path("path_remove_directory", "a/b/") == Errno::success);
  CHECK(guest.on_path("path_remove_directory", "a") == Errno::success);
  CHECK(!guest.directory.has("a"));
}

TEST_CASE("files are renamed, linked and unlinked") {
  Guest guest;
  guest.directory.write("a", "text");
  CHECK(rename_path(guest, "a", "b") == Errno::success);
  CHECK(link_path(guest, "b", "c") == Errno::success);
  CHECK(guest.on_path("path_unlink_file", "b") == Errno::success);
  CHECK(!guest.directory.has("b"));
  CHECK(guest.read_text(guest.must_open("c")) == "text");
  CHECK(link_path(guest, "c", "d", Lookupflags::symlink_follow) == Errno::inval);
}

TEST_CASE("links are followed where asked") {
  Guest guest;
  guest.directory.write("file", "text");
  REQUIRE(symlink_path(guest, "file", "link") == Errno::success);
  CHECK(guest.open("link", 0, Rights::fd_read) == Errno::loop);
  REQUIRE(guest.open("link", 0, Rights::fd_read, Lookupflags::symlink_follow) == Errno::success);
  CHECK(guest.read_text(guest.read32()) == "text");
  REQUIRE(stat_path(guest, "link", Lookupflags::symlink_follow) == Errno::success);
  CHECK(guest.memory[Guest::result + 16] == static_cast<uint8_t>(Filetype::regular_file));
  REQUIRE(stat_path(guest, "link") == Errno::success);
  CHECK(guest.memory[Guest::result + 16] == static_cast<uint8_t>(Filetype::symbolic_link));
}

TEST_CASE("links to absolute paths are refused, and links in circles not followed for ever") {
  Guest guest;
  CHECK(symlink_path(guest, "/etc/passwd", "link") == errno_of_escape);
  REQUIRE(symlink_path(guest, "loop", "loop") == Errno::success);
  CHECK(guest.open("loop", 0, Rights::fd_read, Lookupflags::symlink_follow) == Errno::loop);
}

TEST_CASE("readlink cuts off what does not fit") {
  Guest guest;
  REQUIRE(symlink_path(guest, "target", "link") == Errno::success);
  for (const uint32_t size : {100, 3, 0}) {
    REQUIRE(guest.call("path_readlink", {Guest::root, guest.put("link"), 4, Guest::buffer, size, Guest::result}) ==
            Errno::success);
    CHECK(guest.text(Guest::buffer, guest.read32()) == std::string("target").substr(0, size));
  }
  guest.directory.write("file", "");
  CHECK(guest.call("path_readlink", {Guest::root, guest.put("file"), 4, Guest::buffer, 10, Guest::result}) ==
        Errno::inval);
}

TEST_CASE("times of links and of what they lead to are set apart") {
  Guest guest;
  guest.directory.write("file", "text");
  REQUIRE(symlink_path(guest, "file", "link") == Errno::success);
  const auto set = [&](uint32_t lookup, uint64_t time) {
    return guest.call("path_filestat_set_times", {Guest::root, lookup, guest.put("link"), 4, 0, time, Fstflags::mtim});
  };
  REQUIRE(set(0, 1000) == Errno::success);
  REQUIRE(set(Lookupflags::symlink_follow, 2000) == Errno::success);
  REQUIRE(stat_path(guest, "link") == Errno::success);
  CHECK(guest.read64(Guest::result + 48) == 1000);
  REQUIRE(stat_path(guest, "file") == Errno::success);
  CHECK(guest.read64(Guest::result + 48) == 2000);
}

TEST_CASE("files are created, truncated and opened exclusively as the flags say") {
  Guest guest;
  CHECK(guest.open("file") == Errno::noent);
  CHECK(guest.open("file", Oflags::creat | Oflags::excl) == Errno::success);
  CHECK(guest.open("file", Oflags::creat | Oflags::excl) == Errno::exist);
  CHECK(guest.open("file", Oflags::directory, Rights::fd_read) == Errno::notdir);
  guest.directory.write("file", "text");
  CHECK(guest.open("file", Oflags::trunc) == Errno::success);
  CHECK(guest.read_text(guest.read32()).empty());
  CHECK(guest.open("file", 16) == Errno::inval);
}

TEST_CASE("a directory is opened for reading only") {
  Guest guest;
  CHECK(guest.open(".", Oflags::directory, Rights::of_directory) == Errno::success);
  CHECK(guest.open(".", 0, Rights::fd_write) == Errno::isdir);
}

TEST_CASE("a path needs a directory to start from") {
  Guest guest;
  guest.directory.write("file", "");
  const uint32_t fd = guest.must_open("file");
  CHECK(guest.open("file", 0, 0, 0, fd) == Errno::notcapable);
  CHECK(guest.open("file", 0, 0, 0, 99) == Errno::badf);
}

TEST_CASE("a result that can't be stored leaves no descriptor open") {
  Guest guest;
  guest.directory.write("file", "");
  CHECK(guest.call("path_open", {Guest::root, 0, guest.put("file"), 4, 0, 0, 0, 0, Guest::memory_size}) ==
        Errno::fault);
  CHECK(guest.must_open("file") == 4);
}

}  // namespace wasmc
