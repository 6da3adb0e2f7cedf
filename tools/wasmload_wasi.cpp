#include "tools/wasmload_wasi.h"

#include <fcntl.h>
#include <netdb.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace wasmc {

namespace {

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::vector<std::string> program_arguments(const WasmloadOptions& options) {
  std::vector<std::string> arguments = {options.argv0.value_or(base_name(options.file))};
  const auto add = [&](const std::vector<std::string>& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
  };
  add(options.program_arguments);
  if (!options.invoke) add(options.arguments);
  return arguments;
}

Result<HostFd> open_stream(const std::string& path, bool is_input) {
  const int flags = is_input ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC;
  HostFd file(open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, 0666));
  if (!file.is_open()) return Error{"can't open " + path + ": " + strerror(errno)};
  return file;
}

// Output and error may go to the same file: then they share a position.
Status open_streams(const WasmloadOptions& options, WasiConfig& config) {
  for (int i = 0; i < 3; ++i) {
    if (!options.streams[i]) continue;
    if (i == 2 && options.streams[2] == options.streams[1]) {
      config.streams[2] = HostFd(fcntl(config.streams[1].get(), F_DUPFD_CLOEXEC, 3));
      continue;
    }
    TRY_ASSIGN(config.streams[i], open_stream(*options.streams[i], i == 0));
  }
  return {};
}

struct AddressList {
  ~AddressList() {
    if (first != nullptr) freeaddrinfo(first);
  }
  addrinfo* first = nullptr;
};

HostFd listen_on(const addrinfo& address) {
  constexpr int waiting = 128;
  HostFd socket(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(socket.get(), address.ai_addr, address.ai_addrlen) != 0 || listen(socket.get(), waiting) != 0)
    return HostFd();
  return socket;
}

// `HOST:PORT`; an IPv6 address stands in brackets.
Result<HostFd> open_listener(const std::string& text) {
  const size_t separator = text.rfind(':');
  std::string host = text.substr(0, separator);
  if (separator == std::string::npos || host.empty()) return Error{"--tcp-listen takes HOST:PORT"};
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  AddressList found;
  const int error = getaddrinfo(host.c_str(), text.c_str() + separator + 1, &hints, &found.first);
  if (error != 0) return Error{"can't listen on " + text + ": " + gai_strerror(error)};
  HostFd socket = listen_on(*found.first);
  if (!socket.is_open()) return Error{"can't listen on " + text + ": " + strerror(errno)};
  return socket;
}

}  // namespace

Result<WasiConfig> make_wasi_config(const WasmloadOptions& options) {
  WasiConfig config;
  config.args = program_arguments(options);
  config.environment = options.environment;
  config.directories = options.directories;
  TRY(open_streams(options, config));
  for (const std::string& address : options.listen_addresses) {
    TRY_ASSIGN(HostFd socket, open_listener(address));
    config.sockets.push_back(std::move(socket));
  }
  config.most_files = options.most_files;
  config.filters_terminals = !options.raw_terminal;
  config.random_seed = options.random_seed;
  config.frozen_time = options.frozen_time;
  return config;
}

}  // namespace wasmc
