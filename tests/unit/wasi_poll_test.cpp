// loader/wasi/poll.cpp
#include "tests/unit/wasi_guest.h"

namespace wasmc {

namespace {

constexpr uint32_t subscriptions = Guest::buffer;
constexpr uint32_t events = Guest::buffer + 8192;
constexpr uint64_t soon = 1'000'000;  // nanoseconds
constexpr uint64_t late = UINT64_MAX;

void put_head(Guest& guest, uint32_t address, uint64_t userdata, EventType type) {
  GuestSubscriptionHead head{};
  head.userdata = userdata;
  head.type = static_cast<uint8_t>(type);
  guest.write(address, head);
}

void put_clock(Guest& guest, uint32_t index, uint32_t clock, uint64_t timeout, uint16_t flags = 0) {
  const uint32_t address = subscriptions + index * 48;
  put_head(guest, address, 100 + index, EventType::clock);
  GuestClockSubscription subscription{};
  subscription.clock = clock;
  subscription.timeout = timeout;
  subscription.precision = 0;
  subscription.flags = flags;
  guest.write(address + 16, subscription);
}

void put_fd(Guest& guest, uint32_t index, uint32_t fd, EventType type) {
  put_head(guest, subscriptions + index * 48, 100 + index, type);
  guest.write(subscriptions + index * 48 + 16, ule32(fd));
}

Errno poll(Guest& guest, uint32_t count) {
  return guest.call("poll_oneoff", {subscriptions, events, count, Guest::result});
}

GuestEvent event(const Guest& guest, uint32_t index) { return guest.read<GuestEvent>(events + index * 32); }

uint64_t now(Guest& guest, uint32_t clock) {
  REQUIRE(guest.call("clock_time_get", {clock, 0, Guest::result2}) == Errno::success);
  return guest.read64(Guest::result2);
}

}  // namespace

TEST_CASE("a relative timeout waits that long") {
  Guest guest;
  put_clock(guest, 0, 1, soon);
  const uint64_t before = now(guest, 1);
  REQUIRE(poll(guest, 1) == Errno::success);
  CHECK(now(guest, 1) - before >= soon);
  CHECK(guest.read32() == 1);
  CHECK(event(guest, 0).userdata == 100);
  CHECK(event(guest, 0).type == 0);
  CHECK(event(guest, 0).error == 0);
}

TEST_CASE("absolute timeouts of both clocks wait for the moment") {
  Guest guest;
  for (const uint32_t clock : {0, 1}) {
    const uint64_t until = now(guest, clock) + soon;
    put_clock(guest, 0, clock, until, 1);
    REQUIRE(poll(guest, 1) == Errno::success);
    CHECK(now(guest, clock) >= until);
  }
  put_clock(guest, 0, 0, 1, 1);
  CHECK(poll(guest, 1) == Errno::success);
}

TEST_CASE("the first of several clocks ends the wait") {
  Guest guest;
  put_clock(guest, 0, 1, late);
  put_clock(guest, 1, 1, soon);
  REQUIRE(poll(guest, 2) == Errno::success);
  CHECK(guest.read32() == 1);
  CHECK(event(guest, 0).userdata == 101);
}

TEST_CASE("the unstable snapshot's clock has an identifier before it") {
  Guest guest("wasi_unstable");
  put_head(guest, subscriptions, 100, EventType::clock);
  GuestClockSubscription clock{};
  clock.clock = 1;
  clock.timeout = soon;
  clock.precision = 0;
  clock.flags = 0;
  guest.write(subscriptions + 16, ule64(7777));
  guest.write(subscriptions + 24, clock);
  const uint64_t before = now(guest, 1);
  REQUIRE(poll(guest, 1) == Errno::success);
  CHECK(now(guest, 1) - before >= soon);
}

TEST_CASE("a file is ready at once, with the number of bytes it has") {
  Guest guest;
  guest.directory.write("file", "abc");
  const uint32_t fd = guest.must_open("file");
  put_clock(guest, 0, 1, late);
  put_fd(guest, 1, fd, EventType::fd_read);
  put_fd(guest, 2, fd, EventType::fd_write);
  REQUIRE(poll(guest, 3) == Errno::success);
  CHECK(guest.read32() == 2);
  CHECK(event(guest, 0).type == 1);
  CHECK(event(guest, 0).byte_count == 3);
  CHECK(event(guest, 1).type == 2);
}

TEST_CASE("what is wrong with one subscription is its event's error") {
  Guest guest;
  put_fd(guest, 0, 99, EventType::fd_read);
  put_clock(guest, 1, 77, soon);
  put_clock(guest, 2, 1, late);
  REQUIRE(poll(guest, 3) == Errno::success);
  CHECK(guest.read32() == 2);
  CHECK(event(guest, 0).error == static_cast<uint16_t>(Errno::badf));
  CHECK(event(guest, 1).error == static_cast<uint16_t>(Errno::inval));
}

TEST_CASE("no subscriptions, too many and unknown kinds are refused") {
  Guest guest;
  CHECK(poll(guest, 0) == Errno::inval);
  CHECK(poll(guest, 0x10000000) == Errno::fault);
  put_head(guest, subscriptions, 0, static_cast<EventType>(3));
  CHECK(poll(guest, 1) == Errno::inval);
}

TEST_CASE("events may be stored over the subscriptions") {
  Guest guest;
  put_clock(guest, 0, 1, soon);
  put_clock(guest, 1, 1, 0);
  REQUIRE(guest.call("poll_oneoff", {subscriptions, subscriptions, 2, Guest::result}) == Errno::success);
  CHECK(guest.read<GuestEvent>(subscriptions).userdata == 101);
}

}  // namespace wasmc
