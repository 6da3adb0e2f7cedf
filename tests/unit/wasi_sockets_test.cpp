// loader/wasi/sockets.cpp: a guest has the sockets that its host gave it as standard streams.
#include <fcntl.h>
#include <sys/socket.h>

#include "tests/unit/wasi_guest.h"

namespace wasmc {

namespace {

// Makes descriptor 0 one end of a pair of sockets for as long as it lives.
class SocketAsInput {
 public:
  SocketAsInput() : saved_(dup(0)) {
    int ends[2];
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    REQUIRE(dup2(ends[0], 0) == 0);
    close(ends[0]);
    peer_ = ends[1];
  }
  ~SocketAsInput() {
    dup2(saved_, 0);
    close(saved_);
    close(peer_);
  }
  [[nodiscard]] int peer() const { return peer_; }

 private:
  int saved_;
  int peer_ = -1;
};

}  // namespace

TEST_CASE("what is not a socket is told so") {
  Guest guest;
  CHECK(guest.call("sock_shutdown", {Guest::root, 1}) == Errno::notsock);
  CHECK(guest.call("sock_accept", {Guest::root, 0, Guest::result}) == Errno::notsock);
  CHECK(guest.call("sock_recv", {99, 0, 0, 0, Guest::result, Guest::result2}) == Errno::badf);
}

TEST_CASE("a socket is received from, sent to and shut down") {
  const SocketAsInput socket;
  Guest guest;
  REQUIRE(send(socket.peer(), "hello", 5, 0) == 5);
  const auto receive = [&](uint32_t flags) {
    return guest.call("sock_recv", {0, guest.iovec(Guest::buffer, 10), 1, flags, Guest::result, Guest::result2});
  };
  REQUIRE(receive(Riflags::peek) == Errno::success);
  REQUIRE(receive(0) == Errno::success);
  CHECK(guest.text(Guest::buffer, guest.read32()) == "hello");
  CHECK(receive(4) == Errno::inval);
  REQUIRE(guest.call("sock_send", {0, guest.iovec(Guest::buffer, 4), 1, 0, Guest::result}) == Errno::success);
  char text[10];
  CHECK(recv(socket.peer(), text, sizeof text, 0) == 4);
  CHECK(guest.call("sock_shutdown", {0, 0}) == Errno::inval);
  CHECK(guest.call("sock_shutdown", {0, Sdflags::wr}) == Errno::success);
  CHECK(recv(socket.peer(), text, sizeof text, 0) == 0);
  CHECK(guest.call("sock_send", {0, guest.iovec(Guest::buffer, 4), 1, 0, Guest::result}) == Errno::pipe);
}

}  // namespace wasmc
