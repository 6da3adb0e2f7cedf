// WASI preview 1: the system interface that a guest imports as wasi_snapshot_preview1, or as wasi_unstable, its
// predecessor. A Wasi is what one guest process sees: its arguments, its environment, its open files. The guest sees
// no file outside the directories that the configuration opens for it. Usable from any of the guest's threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "format/base/result.h"
#include "loader/wasi/host_fd.h"
#include "runtime-support/value.h"

namespace wasmc {

class WasiCall;
struct WasiState;

// A directory of the host, and the path under which the guest finds it.
struct Preopen {
  std::string host;
  std::string guest;
  bool read_only = false;
};

// The guest's descriptors 0, 1 and 2 are its standard streams; the directories follow from 3, in their order, and then
// the sockets. Nothing else of the host is visible.
struct WasiConfig {
  std::vector<std::string> args;         // the program's name first
  std::vector<std::string> environment;  // NAME=value
  HostFd streams[3] = {HostFd::borrowed(0), HostFd::borrowed(1), HostFd::borrowed(2)};
  std::vector<Preopen> directories;
  std::vector<HostFd> sockets;  // that listen
  uint32_t most_files = 1024;   // descriptors that the guest may have at a time, those above included

  // To terminals only text is written, without what controls them.
  bool filters_terminals = true;

  // For runs that repeat: where random numbers come from, if not from the host, and the time, in nanoseconds since
  // 1970, at which all clocks stand, but for the guest's own waiting.
  std::optional<uint64_t> random_seed;
  std::optional<uint64_t> frozen_time;
};

enum class WasiSnapshot : uint8_t { preview1, unstable };

// A function as a guest may import it.
struct WasiFunction {
  const char* name;
  const char* signature;  // a letter per parameter: i = i32, I = i64
  bool has_result;        // an i32, the error number; proc_exit alone has none
  WasiSnapshot snapshot;
  uint32_t (*handler)(WasiCall& call, const Value* arguments);
};

struct WasiOutcome {
  bool exited = false;  // the guest called proc_exit and must not run on
  uint32_t exit_code = 0;
};

class Wasi {
 public:
  // Opens the directories. Fails if one can't be opened, if an argument or variable holds a NUL byte, or if the
  // descriptors are too many.
  static Result<std::unique_ptr<Wasi>> create(WasiConfig config);
  ~Wasi();
  Wasi(const Wasi&) = delete;
  Wasi& operator=(const Wasi&) = delete;

  // The function, which lives as long as the process, or nullptr if WASI has none of that name.
  [[nodiscard]] static const WasiFunction* find(std::string_view module, std::string_view name);

  // Calls it on the guest's memory. The values hold the arguments in their order and receive the result in the first
  // one: there is room for at least one. Any arguments will do; the guest alone is answerable for them.
  WasiOutcome call(const WasiFunction& function, std::span<uint8_t> memory, Value* args_and_results);

  // Lets each call that the guest makes from now on, and each that it is waiting in, end the guest as if by proc_exit.
  // Safe in a signal handler, too. The first code counts.
  void shut_down(uint32_t exit_code);

 private:
  explicit Wasi(std::unique_ptr<WasiState> state);

  std::unique_ptr<WasiState> state_;
};

}  // namespace wasmc
