#include <poll.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "loader/wasi/call.h"
#include "loader/wasi/clock.h"
#include "loader/wasi/filestat.h"
#include "loader/wasi/rights.h"

namespace wasmc {

namespace {

// More than a guest that polls each of its descriptors twice has any use for.
constexpr uint32_t most_subscriptions = 4096;
constexpr uint64_t never = UINT64_MAX;
// Of a clock. Frozen clocks can be moved on to it.
constexpr uint64_t last_deadline = never - 1;

struct Subscription {
  uint64_t userdata = 0;
  EventType type = EventType::clock;
  Errno error = Errno::success;  // what the event will say at once
  uint64_t deadline = never;     // of a clock: on the monotonic one
  uint32_t fd = 0;               // of a descriptor
};

uint64_t deadline_after(uint64_t now, uint64_t timeout) {
  return now >= last_deadline || timeout > last_deadline - now ? last_deadline : now + timeout;
}

// When the subscription's clock will have reached its timeout, on the monotonic clock.
Fallible<uint64_t> deadline_of(const GuestClockSubscription& guest, const GuestClocks& clocks) {
  constexpr uint16_t absolute = 1;
  const auto clock_now = clocks.read(guest.clock);
  if (!clock_now) return clock_now.error();
  if (guest.clock != Clockid::realtime && guest.clock != Clockid::monotonic) return Errno::notsup;
  const auto now = clocks.read(Clockid::monotonic);
  if (!now) return now.error();
  const uint64_t timeout = guest.timeout;
  if ((guest.flags & absolute) == 0) return deadline_after(*now, timeout);
  return deadline_after(*now, timeout > *clock_now ? timeout - *clock_now : 0);
}

size_t subscription_size(WasiSnapshot snapshot) {
  const size_t clock_head = snapshot == WasiSnapshot::unstable ? sizeof(ule64) : 0;
  return sizeof(GuestSubscriptionHead) + clock_head + sizeof(GuestClockSubscription);
}

// inval for a type that doesn't exist; what is wrong with one subscription alone becomes its event's error.
Fallible<Subscription> read_subscription(const GuestMemory& memory, uint64_t address, WasiSnapshot snapshot,
                                         const GuestClocks& clocks) {
  const auto head = memory.read<GuestSubscriptionHead>(address);
  if (!head) return head.error();
  if (head->type > static_cast<uint8_t>(EventType::fd_write)) return Errno::inval;
  Subscription result;
  result.userdata = head->userdata;
  result.type = static_cast<EventType>(head->type);
  address += sizeof(GuestSubscriptionHead);
  if (result.type != EventType::clock) {
    const auto fd = memory.read<ule32>(address);
    if (!fd) return fd.error();
    result.fd = *fd;
    return result;
  }
  if (snapshot == WasiSnapshot::unstable) address += sizeof(ule64);
  const auto clock = memory.read<GuestClockSubscription>(address);
  if (!clock) return clock.error();
  const auto deadline = deadline_of(*clock, clocks);
  result.error = deadline.error();
  if (deadline) result.deadline = *deadline;
  return result;
}

// The wait for the subscriptions: an entry for poll and an event for each of them.
class Poll {
 public:
  Poll(WasiState& state, std::vector<Subscription> subscriptions)
      : state_(state), subscriptions_(std::move(subscriptions)) {
    for (Subscription& subscription : subscriptions_) add(subscription);
    entries_.push_back(state.shutdown.entry());
  }

  // Returns when something has happened.
  Errno wait() {
    while (true) {
      const auto now = state_.clocks.read(Clockid::monotonic);
      if (!now) return now.error();
      now_ = *now;
      const auto ready = poll_host();
      if (!ready) return ready.error();
      if (state_.shutdown.exit_code()) return Errno::canceled;
      if (*ready > 0 || deadline_ <= now_) return Errno::success;
      if (state_.clocks.is_frozen() && deadline_ != never) state_.clocks.advance_to(deadline_);
    }
  }

  // Stores the events that have happened, one after the other, and returns their number.
  Fallible<uint32_t> store(const GuestMemory& memory, uint64_t address) const {
    uint32_t count = 0;
    for (size_t i = 0; i < subscriptions_.size(); ++i) {
      if (!has_happened(i)) continue;
      if (const Errno error = memory.write(address, event(i)); error != Errno::success) return error;
      address += sizeof(GuestEvent);
      ++count;
    }
    return count;
  }

 private:
  // How many entries are ready, at the deadline at the latest. Frozen clocks move on when nothing is ready at once.
  Fallible<int> poll_host() {
    const bool passes = !state_.clocks.is_frozen() && deadline_ > now_;
    const timespec timeout = timespec_from(passes ? deadline_ - now_ : 0);
    const int ready = ppoll(entries_.data(), entries_.size(), deadline_ == never ? nullptr : &timeout, nullptr);
    if (ready < 0 && errno != EINTR) return last_errno();
    return std::max(ready, 0);
  }

  // Clocks and subscriptions in error have an entry without a file, which poll ignores.
  void add(Subscription& subscription) {
    pollfd entry{-1, 0, 0};
    if (subscription.type != EventType::clock) {
      const bool reads = subscription.type == EventType::fd_read;
      const auto file =
          state_.files.find(subscription.fd, Rights::poll_fd_readwrite | (reads ? Rights::fd_read : Rights::fd_write));
      subscription.error = file.error();
      if (file) {
        files_.push_back(*file);
        entry = {(*file)->host.get(), static_cast<short>(reads ? POLLIN : POLLOUT), 0};
      }
    }
    if (subscription.error != Errno::success) subscription.deadline = 0;
    deadline_ = std::min(deadline_, subscription.deadline);
    entries_.push_back(entry);
  }

  [[nodiscard]] bool has_happened(size_t i) const {
    return entries_[i].revents != 0 || subscriptions_[i].deadline <= now_;
  }

  [[nodiscard]] GuestEvent event(size_t i) const {
    constexpr uint16_t hangup = 1;
    const short revents = entries_[i].revents;
    GuestEvent event;
    event.userdata = subscriptions_[i].userdata;
    event.type = static_cast<uint8_t>(subscriptions_[i].type);
    event.error = static_cast<uint16_t>(subscriptions_[i].error);
    if ((revents & POLLIN) != 0) event.byte_count = readable_bytes(entries_[i].fd);
    if ((revents & POLLHUP) != 0) event.flags = hangup;
    if ((revents & POLLNVAL) != 0) event.error = static_cast<uint16_t>(Errno::badf);
    return event;
  }

  static uint64_t readable_bytes(int host) {
    int count = 0;
    return ioctl(host, FIONREAD, &count) == 0 && count > 0 ? static_cast<uint64_t>(count) : 0;
  }

  WasiState& state_;
  std::vector<Subscription> subscriptions_;
  std::vector<std::shared_ptr<OpenFile>> files_;  // so that they stay open
  std::vector<pollfd> entries_;                   // and one more for the shutdown
  uint64_t deadline_ = never;
  uint64_t now_ = 0;
};

}  // namespace

Errno WasiCall::poll_oneoff(GuestAddress subscriptions, GuestAddress events, uint32_t count, GuestAddress result) {
  const size_t size = subscription_size(snapshot_);
  if (!memory_.contains(subscriptions, uint64_t{count} * size) ||
      !memory_.contains(events, uint64_t{count} * sizeof(GuestEvent)) || !memory_.contains(result, sizeof(ule32)))
    return Errno::fault;
  if (count == 0 || count > most_subscriptions) return Errno::inval;
  std::vector<Subscription> read;
  for (uint64_t i = 0; i < count; ++i) {
    const auto subscription = read_subscription(memory_, subscriptions + i * size, snapshot_, state_.clocks);
    if (!subscription) return subscription.error();
    read.push_back(*subscription);
  }
  Poll poll(state_, std::move(read));
  if (const Errno error = poll.wait(); error != Errno::success) return error;
  const auto stored = poll.store(memory_, events);
  if (!stored) return stored.error();
  return memory_.write(result, ule32(*stored));
}

}  // namespace wasmc
