// WASI's structures as they lie in guest memory, and its enumerations. Usable from any thread.
#pragma once

#include <cstddef>
#include <cstdint>

#include "format/base/bytes.h"

namespace wasmc {

enum class Filetype : uint8_t {
  unknown = 0,
  block_device = 1,
  character_device = 2,
  directory = 3,
  regular_file = 4,
  socket_dgram = 5,
  socket_stream = 6,
  symbolic_link = 7,
};

// Sets of flags, in the guest's numbering.
struct Fdflags {
  static constexpr uint32_t append = 1, dsync = 2, nonblock = 4, rsync = 8, sync = 16, all = 31;
};
struct Oflags {
  static constexpr uint32_t creat = 1, directory = 2, excl = 4, trunc = 8, all = 15;
};
struct Fstflags {
  static constexpr uint32_t atim = 1, atim_now = 2, mtim = 4, mtim_now = 8, all = 15;
};
struct Lookupflags {
  static constexpr uint32_t symlink_follow = 1;
};
struct Sdflags {
  static constexpr uint32_t rd = 1, wr = 2;
};
struct Riflags {
  static constexpr uint32_t peek = 1, waitall = 2, all = 3;
};
struct Roflags {
  static constexpr uint16_t data_truncated = 1;
};

struct GuestIovec {
  ule32 address, length;
};
static_assert(sizeof(GuestIovec) == 8);

struct GuestFdstat {
  uint8_t filetype = 0;
  uint8_t padding = 0;
  ule16 flags = 0;
  uint8_t padding2[4] = {};
  ule64 rights = 0, inheriting = 0;
};
static_assert(sizeof(GuestFdstat) == 24 && offsetof(GuestFdstat, rights) == 8);

struct GuestFilestat {
  ule64 device, inode;
  uint8_t filetype;
  uint8_t padding[7] = {};
  ule64 links, size, accessed, modified, changed;
};
static_assert(sizeof(GuestFilestat) == 64 && offsetof(GuestFilestat, links) == 24);

// WasiSnapshot::unstable's.
struct GuestFilestatUnstable {
  ule64 device, inode;
  uint8_t filetype;
  uint8_t padding[3] = {};
  ule32 links;
  ule64 size, accessed, modified, changed;
};
static_assert(sizeof(GuestFilestatUnstable) == 56 && offsetof(GuestFilestatUnstable, links) == 20);

struct GuestPrestat {
  uint8_t tag = 0;  // a directory, the only kind
  uint8_t padding[3] = {};
  ule32 name_length;
};
static_assert(sizeof(GuestPrestat) == 8);

struct GuestDirent {
  ule64 next, inode;
  ule32 name_length;
  uint8_t filetype;
  uint8_t padding[3] = {};
};
static_assert(sizeof(GuestDirent) == 24);

enum class EventType : uint8_t { clock = 0, fd_read = 1, fd_write = 2 };

struct GuestClockSubscription {
  ule32 clock;
  uint8_t padding[4];
  ule64 timeout, precision;
  ule16 flags;  // 1: the timeout is a point in time
  uint8_t padding2[6];
};
static_assert(sizeof(GuestClockSubscription) == 32 && offsetof(GuestClockSubscription, flags) == 24);

// What precedes a subscription's variants: a GuestClockSubscription, after a ule64 in WasiSnapshot::unstable, or a
// descriptor.
struct GuestSubscriptionHead {
  ule64 userdata;
  uint8_t type;
  uint8_t padding[7];
};
static_assert(sizeof(GuestSubscriptionHead) == 16);

struct GuestEvent {
  ule64 userdata = 0;
  ule16 error = 0;
  uint8_t type = 0;
  uint8_t padding[5] = {};
  ule64 byte_count = 0;
  ule16 flags = 0;  // 1: the peer has hung up
  uint8_t padding2[6] = {};
};
static_assert(sizeof(GuestEvent) == 32 && offsetof(GuestEvent, flags) == 24);

}  // namespace wasmc
