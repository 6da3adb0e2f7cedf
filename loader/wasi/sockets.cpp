#include <poll.h>
#include <sys/socket.h>

#include "loader/wasi/call.h"
#include "loader/wasi/fdflags.h"
#include "loader/wasi/iovecs.h"
#include "loader/wasi/rights.h"
#include "loader/wasi/waiting.h"

namespace wasmc {

namespace {

// A guest can't open sockets: those that there are, it inherited, or accepted from one that it inherited.
Fallible<std::shared_ptr<OpenFile>> find_socket(FdTable& files, uint32_t fd, uint64_t rights) {
  const auto file = files.find(fd);
  if (!file) return file.error();
  if ((*file)->type != Filetype::socket_stream && (*file)->type != Filetype::socket_dgram) return Errno::notsock;
  if (auto allowed = files.find(fd, rights); !allowed) return allowed.error();
  return *file;
}

msghdr message_of(Iovecs& buffers) {
  msghdr message{};
  message.msg_iov = buffers.data();
  message.msg_iovlen = static_cast<size_t>(buffers.count());
  return message;
}

// What is accepted doesn't block by itself. A listening socket of the host's might.
Fallible<HostFd> accept(OpenFile& listener, const Shutdown& shutdown) {
  if (listener.host.is_borrowed()) listener.polls_first = true;
  const auto host = call_waiting({listener, shutdown, POLLIN}, [&] {
    return accept4(listener.host.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  });
  if (!host) return host.error();
  return HostFd(static_cast<int>(*host));
}

}  // namespace

Errno WasiCall::sock_accept(uint32_t fd, uint32_t flags, GuestAddress result) {
  const auto socket = find_socket(state_.files, fd, Rights::sock_accept);
  if (!socket) return socket.error();
  if ((flags & ~Fdflags::nonblock) != 0) return Errno::inval;
  if (!memory_.contains(result, sizeof(ule32))) return Errno::fault;
  auto host = accept(**socket, state_.shutdown);
  if (!host) return host.error();
  auto file = describe_host_file(std::move(*host));
  if (!file) return file.error();
  file->rights.restrict_to((*socket)->inheriting);
  file->inheriting.restrict_to((*socket)->inheriting);
  file->fdflags = flags;
  const auto opened = state_.files.insert(std::move(*file));
  if (!opened) return opened.error();
  return memory_.write(result, ule32(*opened));
}

Errno WasiCall::sock_recv(uint32_t fd, GuestAddress iovecs, uint32_t count, uint32_t flags, GuestAddress size_result,
                          GuestAddress flags_result) {
  const auto socket = find_socket(state_.files, fd, Rights::fd_read);
  if (!socket) return socket.error();
  if ((flags & ~Riflags::all) != 0) return Errno::inval;
  if (!memory_.contains(size_result, sizeof(ule32)) || !memory_.contains(flags_result, sizeof(ule16)))
    return Errno::fault;
  Iovecs buffers;
  if (const Errno error = buffers.gather(memory_, iovecs, count); error != Errno::success) return error;
  msghdr message = message_of(buffers);
  const int peek = (flags & Riflags::peek) != 0 ? MSG_PEEK : 0;
  const int waitall = (flags & Riflags::waitall) != 0 ? MSG_WAITALL : 0;
  const auto size = call_waiting({**socket, state_.shutdown, POLLIN}, [&] {
    return recvmsg((*socket)->host.get(), &message, peek | waitall | MSG_DONTWAIT);
  });
  if (!size) return size.error();
  const uint16_t truncated = (message.msg_flags & MSG_TRUNC) != 0 ? Roflags::data_truncated : 0;
  if (const Errno error = memory_.write(flags_result, ule16(truncated)); error != Errno::success) return error;
  return memory_.write(size_result, ule32(static_cast<uint32_t>(*size)));
}

// A peer that has gone is an error number, not a signal.
Errno WasiCall::sock_send(uint32_t fd, GuestAddress iovecs, uint32_t count, uint32_t flags, GuestAddress result) {
  const auto socket = find_socket(state_.files, fd, Rights::fd_write);
  if (!socket) return socket.error();
  if (flags != 0) return Errno::inval;
  if (!memory_.contains(result, sizeof(ule32))) return Errno::fault;
  Iovecs buffers;
  if (const Errno error = buffers.gather(memory_, iovecs, count); error != Errno::success) return error;
  const msghdr message = message_of(buffers);
  const auto size = call_waiting({**socket, state_.shutdown, POLLOUT},
                                 [&] { return sendmsg((*socket)->host.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT); });
  if (!size) return size.error();
  return memory_.write(result, ule32(static_cast<uint32_t>(*size)));
}

Errno WasiCall::sock_shutdown(uint32_t fd, uint32_t how) {
  const auto socket = find_socket(state_.files, fd, Rights::sock_shutdown);
  if (!socket) return socket.error();
  switch (how) {
    case Sdflags::rd: return checked(shutdown((*socket)->host.get(), SHUT_RD));
    case Sdflags::wr: return checked(shutdown((*socket)->host.get(), SHUT_WR));
    case Sdflags::rd | Sdflags::wr: return checked(shutdown((*socket)->host.get(), SHUT_RDWR));
    default: return Errno::inval;
  }
}

}  // namespace wasmc
