#include "loader/wasi/wasi.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "loader/wasi/call.h"
#include "loader/wasi/fdflags.h"
#include "loader/wasi/rights.h"

namespace wasmc {

namespace {

// Calls a member of WasiCall with the arguments taken from their slots.
template <auto Function>
struct Handler;

template <typename... Parameters, Errno (WasiCall::*Function)(Parameters...)>
struct Handler<Function> {
  static uint32_t call(WasiCall& call, const Value* arguments) {
    return call_with(call, arguments, std::index_sequence_for<Parameters...>());
  }

  static constexpr bool has_signature(std::string_view letters) {
    constexpr char own[] = {(sizeof(Parameters) == 8 ? 'I' : 'i')..., '\0'};
    return letters == own;
  }

 private:
  template <size_t... Indices>
  static uint32_t call_with(WasiCall& call, [[maybe_unused]] const Value* arguments, std::index_sequence<Indices...>) {
    return static_cast<uint32_t>((call.*Function)(static_cast<Parameters>(arguments[Indices].i64)...));
  }
};

#define WASI(name, signature) static_assert(Handler<&WasiCall::name>::has_signature(signature));
#include "loader/wasi/functions.def"
#undef WASI

template <WasiSnapshot snapshot>
constexpr WasiFunction functions[] = {
#define WASI(name, signature) \
  {#name, signature, std::string_view(#name) != "proc_exit", snapshot, Handler<&WasiCall::name>::call},
#include "loader/wasi/functions.def"
#undef WASI
};

template <WasiSnapshot snapshot>
const WasiFunction* find_function(std::string_view name) {
  for (const WasiFunction& function : functions<snapshot>) {
    if (name == function.name) return &function;
  }
  return nullptr;
}

Error too_many_files() { return Error{"more descriptors than the guest may have"}; }

Status check_strings(const std::vector<std::string>& strings, const char* what) {
  for (const std::string& string : strings) {
    if (string.find('\0') != std::string::npos) return Error{std::string(what) + " holds a NUL byte"};
  }
  return {};
}

// What the host has opened for reading can't be changed through it, not even its times.
void restrict_to_access(OpenFile& file, int host_flags) {
  if ((host_flags & O_ACCMODE) == O_RDONLY) file.rights.restrict_to(~Rights::changing);
  if ((host_flags & O_ACCMODE) == O_WRONLY) file.rights.restrict_to(~Rights::fd_read);
}

// The host's own streams keep their flags, as others use them, too.
Errno add_host_file(FdTable& files, uint32_t fd, HostFd host) {
  auto file = describe_host_file(std::move(host));
  if (!file) return file.error();
  const int host_flags = fcntl(file->host.get(), F_GETFL);
  if (host_flags < 0) return last_errno();
  restrict_to_access(*file, host_flags);
  const bool is_borrowed = file->host.is_borrowed();
  file->fdflags = fdflags_from_host(is_borrowed ? host_flags : host_flags & ~O_NONBLOCK);
  if (!is_borrowed && fcntl(file->host.get(), F_SETFL, host_flags | O_NONBLOCK) != 0) return last_errno();
  return files.put(fd, std::move(*file));
}

// Standard streams that the host has closed stay closed.
Status add_standard_streams(FdTable& files, HostFd (&streams)[3]) {
  for (uint32_t fd = 0; fd < std::size(streams); ++fd) {
    if (add_host_file(files, fd, std::move(streams[fd])) == Errno::mfile) return too_many_files();
  }
  return {};
}

Status add_directory(FdTable& files, uint32_t fd, Preopen directory) {
  HostFd host(open(directory.host.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!host.is_open()) return Error{"can't open directory " + directory.host + ": " + strerror(errno)};
  auto file = describe_host_file(std::move(host));
  if (!file) return Error{"can't examine directory " + directory.host};
  file->is_preopen = true;
  file->preopen_name = std::move(directory.guest);
  file->is_read_only = directory.read_only;
  if (directory.read_only) {
    file->rights.restrict_to(~Rights::changing);
    file->inheriting.restrict_to(~Rights::changing);
  }
  return files.put(fd, std::move(*file)) == Errno::success ? Status() : too_many_files();
}

// All that the guest has from the start.
Status add_files(FdTable& files, WasiConfig& config) {
  TRY(add_standard_streams(files, config.streams));
  uint32_t fd = std::size(config.streams);
  for (Preopen& directory : config.directories) {
    TRY(add_directory(files, fd++, std::move(directory)));
  }
  for (HostFd& socket : config.sockets) {
    if (add_host_file(files, fd++, std::move(socket)) != Errno::success) return too_many_files();
  }
  return {};
}

}  // namespace

Wasi::Wasi(std::unique_ptr<WasiState> state) : state_(std::move(state)) {}
Wasi::~Wasi() = default;

Result<std::unique_ptr<Wasi>> Wasi::create(WasiConfig config) {
  TRY(check_strings(config.args, "an argument"));
  TRY(check_strings(config.environment, "an environment variable"));
  auto state = std::make_unique<WasiState>(config);
  if (!state->shutdown.is_usable()) return Error{"the system has no descriptor left"};
  TRY(add_files(state->files, config));
  state->args = std::move(config.args);
  state->environment = std::move(config.environment);
  return std::unique_ptr<Wasi>(new Wasi(std::move(state)));
}

const WasiFunction* Wasi::find(std::string_view module, std::string_view name) {
  if (module == "wasi_snapshot_preview1") return find_function<WasiSnapshot::preview1>(name);
  if (module == "wasi_unstable") return find_function<WasiSnapshot::unstable>(name);
  return nullptr;
}

WasiOutcome Wasi::call(const WasiFunction& function, std::span<uint8_t> memory, Value* args_and_results) {
  WasiCall call(*state_, GuestMemory(memory), function.snapshot);
  const uint32_t error = function.handler(call, args_and_results);
  if (function.has_result) args_and_results[0].i64 = error;
  if (const auto exit_code = state_->shutdown.exit_code()) return {true, *exit_code};
  return call.outcome();
}

void Wasi::shut_down(uint32_t exit_code) { state_->shutdown.request(exit_code); }

}  // namespace wasmc
