#include "loader/wasi/wasi.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "loader/wasi/call.h"

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

Status check_strings(const std::vector<std::string>& strings, const char* what) {
  for (const std::string& string : strings) {
    if (string.find('\0') != std::string::npos) return Error{std::string(what) + " holds a NUL byte"};
  }
  return {};
}

// Standard streams that the host has closed stay closed.
void add_standard_streams(FdTable& files) {
  for (int host = 0; host < 3; ++host) {
    auto file = describe_host_file(HostFd::borrowed(host));
    if (file) files.put(static_cast<uint32_t>(host), std::move(*file));
  }
}

Status add_directory(FdTable& files, uint32_t fd, Preopen directory) {
  HostFd host(open(directory.host.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!host.is_open()) return Error{"can't open directory " + directory.host + ": " + strerror(errno)};
  auto file = describe_host_file(std::move(host));
  if (!file) return Error{"can't examine directory " + directory.host};
  file->is_preopen = true;
  file->preopen_name = std::move(directory.guest);
  files.put(fd, std::move(*file));
  return {};
}

}  // namespace

Wasi::Wasi(std::unique_ptr<WasiState> state) : state_(std::move(state)) {}
Wasi::~Wasi() = default;

Result<std::unique_ptr<Wasi>> Wasi::create(WasiConfig config) {
  TRY(check_strings(config.args, "an argument"));
  TRY(check_strings(config.environment, "an environment variable"));
  if (config.directories.size() > FdTable::limit - 3) return Error{"too many directories"};
  auto state = std::make_unique<WasiState>();
  add_standard_streams(state->files);
  uint32_t fd = 3;
  for (Preopen& directory : config.directories) {
    TRY(add_directory(state->files, fd++, std::move(directory)));
  }
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
  return call.outcome();
}

}  // namespace wasmc
