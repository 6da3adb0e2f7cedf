// loader/wasi/shutdown.cpp, waiting.cpp and transfer.cpp: what a guest waits for, and how the wait ends.
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>

#include <thread>

#include "tests/unit/wasi_guest.h"

namespace wasmc {

namespace {

struct Pipe {
  Pipe() {
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    reader = HostFd(ends[0]);
    writer = HostFd(ends[1]);
  }
  HostFd reader;
  HostFd writer;
};

enum class Ownership : bool { borrowed, owned };

HostFd given(HostFd& fd, Ownership ownership) {
  return ownership == Ownership::owned ? HostFd(fcntl(fd.get(), F_DUPFD_CLOEXEC, 3)) : HostFd::borrowed(fd.get());
}

WasiConfig with_stream(int number, HostFd host) {
  WasiConfig config;
  config.streams[number] = std::move(host);
  return config;
}

// Makes a call that waits, and has the guest shut down a moment later.
WasiOutcome shut_down_in(Guest& guest, const char* function, std::initializer_list<uint64_t> arguments) {
  std::thread other([&] {
    usleep(20'000);
    guest.wasi->shut_down(42);
    guest.wasi->shut_down(43);
  });
  guest.call(function, arguments);
  other.join();
  return guest.outcome;
}

void check_ended(const WasiOutcome& outcome) {
  CHECK(outcome.exited);
  CHECK(outcome.exit_code == 42);
}

uint64_t fill(Guest& guest, uint32_t fd) {
  uint64_t written = 0;
  while (guest.call("fd_write", {fd, guest.iovec(0, 65536), 1, Guest::result}) == Errno::success)
    written += guest.read32();
  return written;
}

Errno set_flags(Guest& guest, uint32_t fd, uint32_t flags) { return guest.call("fd_fdstat_set_flags", {fd, flags}); }

// What comes from the host's file, up to a line feed.
std::string read_line(const HostFd& host) {
  std::string line;
  while (!line.ends_with('\n')) {
    char byte;
    REQUIRE(read(host.get(), &byte, 1) == 1);
    line += byte;
  }
  return line;
}

Wasi* signalled = nullptr;

}  // namespace

TEST_CASE("reading from a pipe waits, and ends with a shutdown") {
  for (const Ownership ownership : {Ownership::borrowed, Ownership::owned}) {
    Pipe pipe;
    Guest guest("wasi_snapshot_preview1", with_stream(0, given(pipe.reader, ownership)));
    check_ended(shut_down_in(guest, "fd_read", {0, guest.iovec(Guest::buffer, 10), 1, Guest::result}));
  }
}

TEST_CASE("writing to a full pipe waits, and ends with a shutdown") {
  for (const Ownership ownership : {Ownership::borrowed, Ownership::owned}) {
    Pipe pipe;
    Guest guest("wasi_snapshot_preview1", with_stream(1, given(pipe.writer, ownership)));
    REQUIRE(set_flags(guest, 1, Fdflags::nonblock) == Errno::success);
    CHECK(fill(guest, 1) >= 65536);
    REQUIRE(set_flags(guest, 1, 0) == Errno::success);
    check_ended(shut_down_in(guest, "fd_write", {1, guest.iovec(0, 65536), 1, Guest::result}));
  }
}

TEST_CASE("poll, accept and receive end with a shutdown") {
  WasiConfig config;
  int ends[2];
  REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  const HostFd peer(ends[1]);
  config.sockets.emplace_back(ends[0]);
  config.sockets.emplace_back(socket(AF_INET, SOCK_STREAM, 0));
  REQUIRE(listen(config.sockets[1].get(), 1) == 0);
  const auto shut_down = [](const char* function, std::initializer_list<uint64_t> arguments, WasiConfig given) {
    Guest guest("wasi_snapshot_preview1", std::move(given));
    GuestSubscriptionHead head{};
    head.type = static_cast<uint8_t>(EventType::fd_read);
    guest.write(Guest::buffer, head);
    guest.write(Guest::buffer + 16, ule32(4));
    guest.iovec(Guest::buffer, 10);
    check_ended(shut_down_in(guest, function, arguments));
  };
  const auto copy = [&] {
    WasiConfig copied;
    for (HostFd& socket : config.sockets) copied.sockets.push_back(given(socket, Ownership::owned));
    return copied;
  };
  shut_down("sock_recv", {4, 2048, 1, 0, Guest::result, Guest::result2}, copy());
  shut_down("sock_accept", {5, 0, Guest::result}, copy());
  shut_down("poll_oneoff", {Guest::buffer, Guest::buffer, 1, Guest::result}, copy());
}

TEST_CASE("a shutdown may be requested by a signal handler of the thread that waits") {
  Pipe pipe;
  Guest guest("wasi_snapshot_preview1", with_stream(0, given(pipe.reader, Ownership::borrowed)));
  signalled = guest.wasi.get();
  struct sigaction action{};
  struct sigaction before{};
  action.sa_handler = [](int) { signalled->shut_down(42); };
  REQUIRE(sigaction(SIGUSR1, &action, &before) == 0);
  std::thread other([waiting = pthread_self()] {
    usleep(20'000);
    pthread_kill(waiting, SIGUSR1);
  });
  guest.call("fd_read", {0, guest.iovec(Guest::buffer, 10), 1, Guest::result});
  other.join();
  sigaction(SIGUSR1, &before, nullptr);
  check_ended(guest.outcome);
}

TEST_CASE("a guest that is shut down ends with its next call, whatever it is") {
  Guest guest;
  guest.wasi->shut_down(42);
  guest.call("sched_yield", {});
  check_ended(guest.outcome);
}

TEST_CASE("signals don't disturb a wait") {
  Pipe pipe;
  Guest guest("wasi_snapshot_preview1", with_stream(0, given(pipe.reader, Ownership::borrowed)));
  struct sigaction action{};
  struct sigaction before{};
  action.sa_handler = [](int) {};
  REQUIRE(sigaction(SIGUSR1, &action, &before) == 0);
  std::thread other([&pipe, waiting = pthread_self()] {
    for (int i = 0; i < 5; ++i) {
      usleep(5'000);
      pthread_kill(waiting, SIGUSR1);
    }
    CHECK(write(pipe.writer.get(), "text", 4) == 4);
  });
  CHECK(guest.read_text(0) == "text");
  other.join();
  sigaction(SIGUSR1, &before, nullptr);
}

TEST_CASE("a guest that doesn't want to wait is told so, and the host's stream keeps its flags") {
  Pipe pipe;
  Guest guest("wasi_snapshot_preview1", with_stream(0, given(pipe.reader, Ownership::borrowed)));
  REQUIRE(set_flags(guest, 0, Fdflags::nonblock) == Errno::success);
  CHECK((fcntl(pipe.reader.get(), F_GETFL) & O_NONBLOCK) == 0);
  REQUIRE(guest.call("fd_fdstat_get", {0, Guest::result}) == Errno::success);
  CHECK(guest.memory[Guest::result + 2] == Fdflags::nonblock);
  CHECK(guest.call("fd_read", {0, guest.iovec(Guest::buffer, 10), 1, Guest::result}) == Errno::again);
  REQUIRE(write(pipe.writer.get(), "text", 4) == 4);
  CHECK(guest.read_text(0) == "text");
  pipe.writer = HostFd();
  CHECK(set_flags(guest, 0, Fdflags::append) == Errno::notsup);
}

TEST_CASE("a named pipe is opened without waiting; who reads waits for the writer") {
  Guest guest;
  REQUIRE(mkfifo((guest.directory / "pipe").c_str(), 0666) == 0);
  CHECK(guest.open("pipe", 0, Rights::fd_write) == Errno::nxio);
  const uint32_t fd = guest.must_open("pipe", 0, Rights::fd_read);
  std::thread writer([path = guest.directory / "pipe"] {
    usleep(20'000);
    const HostFd host(open(path.c_str(), O_WRONLY));
    CHECK(write(host.get(), "text", 4) == 4);
  });
  CHECK(guest.read_text(fd) == "text");
  writer.join();
  CHECK(guest.read_text(fd).empty());
}

TEST_CASE("what a guest writes to a terminal can't control it, unless that is wanted") {
  for (const bool filters : {true, false}) {
    const HostFd terminal(posix_openpt(O_RDWR | O_NOCTTY));
    REQUIRE((grantpt(terminal.get()) == 0 && unlockpt(terminal.get()) == 0));
    WasiConfig config = with_stream(1, HostFd(open(ptsname(terminal.get()), O_RDWR | O_NOCTTY)));
    config.filters_terminals = filters;
    Guest guest("wasi_snapshot_preview1", std::move(config));
    CHECK(guest.write_text(1, "\x1b[m\xe2\x82") == Errno::success);
    CHECK(guest.read32() == 5);
    CHECK(guest.write_text(1, "\xac\n") == Errno::success);
    CHECK(read_line(terminal) == (filters ? "\u241b[m\u20ac\r\n" : "\x1b[m\u20ac\r\n"));
  }
}

TEST_CASE("long output to a terminal is written in parts, none of which is lost") {
  const HostFd terminal(posix_openpt(O_RDWR | O_NOCTTY));
  REQUIRE((grantpt(terminal.get()) == 0 && unlockpt(terminal.get()) == 0));
  Guest guest("wasi_snapshot_preview1", with_stream(1, HostFd(open(ptsname(terminal.get()), O_RDWR | O_NOCTTY))));
  constexpr size_t length = 50'000;
  std::thread reader([&terminal] {
    size_t seen = 0;
    char buffer[4096];
    while (seen < length) {
      const ssize_t size = read(terminal.get(), buffer, sizeof buffer);
      REQUIRE(size > 0);
      seen += static_cast<size_t>(size);
    }
  });
  memset(guest.memory.data() + Guest::buffer, 'x', length);
  for (uint32_t done = 0; done < length; done += guest.read32()) {
    const uint32_t list = guest.iovec(Guest::buffer, static_cast<uint32_t>(length - done));
    REQUIRE(guest.call("fd_write", {1, list, 1, Guest::result}) == Errno::success);
    REQUIRE(guest.read32() != 0);
  }
  reader.join();
}

}  // namespace wasmc
