// What WasiConfig can choose, beyond what the other tests of a guest use.
#include <fcntl.h>

#include "tests/unit/wasi_guest.h"

namespace wasmc {

namespace {

// A directory that may be read, as descriptor 3; the guest's own is 4.
struct ReadOnly {
  ReadOnly() {
    directory.write("file", "text");
    WasiConfig config;
    config.directories.push_back({directory.path(), "/read", true});
    guest = std::make_unique<Guest>("wasi_snapshot_preview1", std::move(config));
  }
  Errno two_paths(const char* function, uint32_t from_fd, const std::string& from, uint32_t to_fd,
                  const std::string& to) const {
    const uint32_t from_address = guest->put(from), to_address = guest->put(to);
    if (std::string(function) == "path_rename")
      return guest->call(function, {from_fd, from_address, from.size(), to_fd, to_address, to.size()});
    return guest->call(function, {from_fd, 0, from_address, from.size(), to_fd, to_address, to.size()});
  }

  TemporaryDirectory directory;
  std::unique_ptr<Guest> guest;
};

constexpr uint64_t second = 1'000'000'000;

uint64_t time_of(Guest& guest, uint32_t clock) {
  REQUIRE(guest.call("clock_time_get", {clock, 0, Guest::result}) == Errno::success);
  return guest.read64();
}

std::string random_text(std::optional<uint64_t> seed, std::initializer_list<uint32_t> sizes) {
  WasiConfig config;
  config.random_seed = seed;
  Guest guest("wasi_snapshot_preview1", std::move(config));
  std::string text;
  for (const uint32_t size : sizes) {
    REQUIRE(guest.call("random_get", {Guest::buffer, size}) == Errno::success);
    text += guest.text(Guest::buffer, size);
  }
  return text;
}

}  // namespace

TEST_CASE("what is in a read-only directory can be read") {
  ReadOnly test;
  Guest& guest = *test.guest;
  REQUIRE(guest.open("file", 0, Rights::fd_read | Rights::fd_filestat_get, 0, 3) == Errno::success);
  CHECK(guest.read_text(guest.read32()) == "text");
}

TEST_CASE("nothing in a read-only directory can be changed") {
  ReadOnly test;
  Guest& guest = *test.guest;
  for (const char* function : {"path_create_directory", "path_remove_directory", "path_unlink_file"})
    CHECK(guest.call(function, {3, guest.put("file"), 4}) == Errno::notcapable);
  CHECK(guest.open("new", Oflags::creat, Rights::fd_read, 0, 3) == Errno::notcapable);
  CHECK(guest.open("file", Oflags::trunc, Rights::fd_read, 0, 3) == Errno::notcapable);
  for (const uint64_t right : {Rights::fd_write, Rights::fd_allocate, Rights::fd_filestat_set_size})
    CHECK(guest.open("file", 0, right, 0, 3) == Errno::notcapable);
  CHECK(guest.call("path_symlink", {guest.put("file"), 4, 3, guest.put("new"), 3}) == Errno::notcapable);
  CHECK(guest.call("path_filestat_set_times", {3, 0, guest.put("file"), 4, 0, 0, Fstflags::mtim_now}) ==
        Errno::notcapable);
  CHECK(guest.call("fd_filestat_set_times", {3, 0, 0, Fstflags::mtim_now}) == Errno::notcapable);
  REQUIRE(guest.open("file", 0, Rights::fd_read | Rights::fd_filestat_set_times, 0, 3) == Errno::success);
  CHECK(guest.call("fd_filestat_set_times", {guest.read32(), 0, 0, Fstflags::mtim_now}) == Errno::notcapable);
  CHECK(test.directory.has("file"));
}

TEST_CASE("a file leaves a read-only directory neither by renaming nor by a link through which it could be written") {
  ReadOnly test;
  test.guest->directory.write("own", "");
  for (const char* function : {"path_rename", "path_link"}) {
    CHECK(test.two_paths(function, 3, "file", 4, "stolen") == Errno::notcapable);
    CHECK(test.two_paths(function, 4, "own", 3, "given") == Errno::notcapable);
    CHECK(test.two_paths(function, 4, "own", 4, function) == Errno::success);
    test.guest->directory.write("own", "");
  }
}

TEST_CASE("directories below a read-only directory are read-only") {
  ReadOnly test;
  Guest& guest = *test.guest;
  REQUIRE(mkdir((test.directory / "below").c_str(), 0777) == 0);
  constexpr uint64_t rights = Rights::all & ~Rights::fd_write & ~Rights::fd_allocate & ~Rights::fd_filestat_set_size;
  REQUIRE(guest.open("below", Oflags::directory, rights, 0, 3) == Errno::success);
  const uint32_t below = guest.read32();
  REQUIRE(guest.call("fd_fdstat_get", {below, Guest::result}) == Errno::success);
  CHECK((guest.read64(Guest::result + 8) & Rights::changing) == 0);
  CHECK((guest.read64(Guest::result + 16) & Rights::changing) == 0);
  CHECK(guest.open("new", Oflags::creat, Rights::fd_write, 0, below) == Errno::notcapable);
  CHECK(guest.call("path_create_directory", {below, guest.put("x"), 1}) == Errno::notcapable);
}

TEST_CASE("the same seed gives the same random numbers, and another one others") {
  CHECK(random_text(1, {16, 8}) == random_text(1, {16, 8}));
  CHECK(random_text(1, {16}) == random_text(1, {8, 8}));
  CHECK(random_text(1, {16}) != random_text(2, {16}));
  CHECK(random_text(std::nullopt, {16}) != random_text(std::nullopt, {16}));
}

TEST_CASE("frozen clocks stand still, and sleep moves them on at once") {
  WasiConfig config;
  config.frozen_time = 1000 * second;
  Guest guest("wasi_snapshot_preview1", std::move(config));
  for (const uint32_t clock : {Clockid::realtime, Clockid::monotonic}) CHECK(time_of(guest, clock) == 1000 * second);
  CHECK(time_of(guest, Clockid::process_cputime) == 0);
  CHECK(guest.call("clock_time_get", {4, 0, Guest::result}) == Errno::inval);
  GuestClockSubscription hour{};
  hour.clock = Clockid::monotonic;
  hour.timeout = 3600 * second;
  hour.precision = 0;
  hour.flags = 0;
  guest.write(Guest::buffer, GuestSubscriptionHead{});
  guest.write(Guest::buffer + 16, hour);
  REQUIRE(guest.call("poll_oneoff", {Guest::buffer, Guest::buffer, 1, Guest::result}) == Errno::success);
  CHECK(guest.read32() == 1);
  for (const uint32_t clock : {Clockid::realtime, Clockid::monotonic}) CHECK(time_of(guest, clock) == 4600 * second);
}

TEST_CASE("a sleep as long as can be asked for moves frozen clocks on, too") {
  WasiConfig config;
  config.frozen_time = 1000 * second;
  Guest guest("wasi_snapshot_preview1", std::move(config));
  GuestClockSubscription longest{};
  longest.clock = Clockid::monotonic;
  longest.timeout = UINT64_MAX;
  guest.write(Guest::buffer, GuestSubscriptionHead{});
  guest.write(Guest::buffer + 16, longest);
  for (int i = 0; i < 2; ++i) {
    REQUIRE(guest.call("poll_oneoff", {Guest::buffer, Guest::buffer, 1, Guest::result}) == Errno::success);
    CHECK(guest.read32() == 1);
    guest.write(Guest::buffer, GuestSubscriptionHead{});
    guest.write(Guest::buffer + 16, longest);
  }
  CHECK(time_of(guest, Clockid::monotonic) >= UINT64_MAX - 1);
}

TEST_CASE("a guest may have as many descriptors as it is given, and no more") {
  WasiConfig config;
  config.most_files = 6;
  Guest guest("wasi_snapshot_preview1", std::move(config));
  guest.directory.write("file", "");
  guest.must_open("file");
  guest.must_open("file");
  CHECK(guest.open("file") == Errno::mfile);
  REQUIRE(guest.call("fd_close", {4}) == Errno::success);
  CHECK(guest.must_open("file") == 4);
}

TEST_CASE("what the guest has from the start must fit as well") {
  WasiConfig config;
  config.most_files = 3;
  config.directories.push_back({"/", "/"});
  CHECK_FALSE(Wasi::create(std::move(config)).has_value());
}

TEST_CASE("a stream that is opened for reading can't be changed, one for writing not be read") {
  const TemporaryDirectory directory;
  directory.write("in", "text");
  WasiConfig config;
  config.streams[0] = HostFd(open((directory / "in").c_str(), O_RDONLY));
  config.streams[1] = HostFd(open((directory / "out").c_str(), O_WRONLY | O_CREAT, 0666));
  Guest guest("wasi_snapshot_preview1", std::move(config));
  CHECK(guest.read_text(0) == "text");
  CHECK(guest.write_text(0, "x") == Errno::notcapable);
  CHECK(guest.call("fd_filestat_set_times", {0, 0, 0, Fstflags::mtim_now}) == Errno::notcapable);
  CHECK(guest.write_text(1, "out") == Errno::success);
  CHECK(guest.call("fd_read", {1, guest.iovec(Guest::buffer, 1), 1, Guest::result}) == Errno::notcapable);
}

TEST_CASE("to open for synchronous writing takes the right to synchronise") {
  Guest guest;
  guest.directory.write("file", "");
  constexpr uint64_t inheriting = Rights::fd_write;
  REQUIRE(guest.call("fd_fdstat_set_rights", {Guest::root, Rights::path_open, inheriting}) == Errno::success);
  const auto open_with = [&](uint32_t fdflags) {
    return guest.call("path_open",
                      {Guest::root, 0, guest.put("file"), 4, 0, Rights::fd_write, 0, fdflags, Guest::result});
  };
  CHECK(open_with(0) == Errno::success);
  for (const uint32_t flag : {Fdflags::dsync, Fdflags::sync, Fdflags::rsync})
    CHECK(open_with(flag) == Errno::notcapable);
}

}  // namespace wasmc
