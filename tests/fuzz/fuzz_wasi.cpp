// Bytes as calls of WASI's functions, in a directory of its own: whatever a guest passes, nothing outside of its memory
// or of its directory is touched. Nothing waits: clocks are frozen, and every file that the guest can have is ready.
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

#include "loader/wasi/error.h"
#include "loader/wasi/wasi.h"
#include "tests/fuzz/fuzz_target.h"

using namespace wasmc;

namespace {

namespace fs = std::filesystem;

constexpr size_t memory_size = 65536;
constexpr uint32_t paths_at = 0x1000, path_space = 64, lists_at = 0x2000, buffers_at = 0x4000;
constexpr size_t most_calls = 200;

const char* const function_names[] = {
#define WASI(name, signature) #name,
#include "loader/wasi/functions.def"
#undef WASI
};
const char* const module_names[] = {"wasi_snapshot_preview1", "wasi_unstable"};

const char* const paths[] = {"file",      "dir",         "dir/file",     ".",        "..",       "../outside",
                             "dir/../..", "link",        "link/",        "out/file", "new",      "dir/new",
                             "new/",      "/",           "/etc",         "",         "loop",     "dir/up/x",
                             "out",       "../outside/", "dir//./../x/", "a\xff",    "dangling", "old"};

const uint64_t edges[] = {0,          1,          memory_size - 1, memory_size, memory_size + 1, 0x7fffffff,
                          0x80000000, 0xffffffff, 0xfffffff8,      0x100000000, INT64_MAX,       UINT64_MAX};

// Takes the input apart; zeros when it has ended.
class Input {
 public:
  Input(const uint8_t* data, size_t size) : data_(data), size_(size) {}
  [[nodiscard]] bool is_empty() const { return size_ == 0; }
  uint8_t byte() {
    if (size_ == 0) return 0;
    --size_;
    return *data_++;
  }
  uint64_t number(int bytes) {
    uint64_t result = 0;
    for (int i = 0; i < bytes; ++i) result = result << 8 | byte();
    return result;
  }

 private:
  const uint8_t* data_;
  size_t size_;
};

// A directory that holds the guest's and one beside it, which must stay as it is.
class Sandbox {
 public:
  Sandbox() {
    char name[] = "/dev/shm/fuzz-wasi-XXXXXX";
    char other[] = "/tmp/fuzz-wasi-XXXXXX";
    const char* made = mkdtemp(name);
    top_ = made != nullptr ? made : mkdtemp(other);
    fs::create_directory(outside());
    write(outside() + "/file", "outside");
    outside_time_ = fs::last_write_time(outside());
  }
  ~Sandbox() { remove(top_); }
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  [[nodiscard]] std::string guest() const { return top_ + "/guest"; }
  [[nodiscard]] std::string outside() const { return top_ + "/outside"; }

  void make() const {
    remove(guest());
    fs::create_directories(guest() + "/dir");
    for (const char* file : {"/file", "/dir/file", "/old"}) write(guest() + file, "text");
    link("file", "/link");
    link("../outside", "/out");
    link("loop", "/loop");
    link("../..", "/dir/up");
    link("../outside/new", "/dangling");
  }

  // Modification and contents; times of access may change.
  void check() const {
    expect(fs::last_write_time(outside()) == outside_time_, "the directory outside is as it was");
    expect(fs::file_size(outside() + "/file") == 7, "the file outside is as long as it was");
    expect(fs::hard_link_count(outside() + "/file") == 1, "the file outside is not linked to");
  }

 private:
  static void write(const std::string& path, const char* text) {
    FILE* file = fopen(path.c_str(), "w");
    expect(file != nullptr && fputs(text, file) >= 0 && fclose(file) == 0, "a file can be written");
  }
  void link(const char* target, const char* name) const { fs::create_symlink(target, guest() + name); }
  static void remove(const std::string& path) {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }

  std::string top_;
  fs::file_time_type outside_time_;
};

HostFd hung_up_socket() {
  int ends[2];
  expect(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0, "there are sockets");
  close(ends[1]);
  return HostFd(ends[0]);
}

WasiConfig config_for(const Sandbox& sandbox) {
  WasiConfig config;
  config.args = {"fuzz", "argument"};
  config.environment = {"NAME=value"};
  for (HostFd& stream : config.streams) stream = HostFd(open("/dev/null", O_RDWR | O_CLOEXEC));
  config.directories.push_back({sandbox.guest(), "/", false});
  config.directories.push_back({sandbox.guest(), "/read", true});
  config.sockets.push_back(hung_up_socket());
  config.most_files = 24;
  config.random_seed = 1;
  config.frozen_time = 1'000'000'000;
  return config;
}

class Guest {
 public:
  explicit Guest(const Sandbox& sandbox) : memory_(memory_size) {
    auto created = Wasi::create(config_for(sandbox));
    expect(created.has_value(), "a guest can be made");
    wasi_ = std::move(*created);
    for (size_t i = 0; i < std::size(paths); ++i)
      memcpy(&memory_[paths_at + i * path_space], paths[i], strlen(paths[i]));
  }

  // False when the guest has ended.
  bool step(Input& input) {
    const uint8_t kind = input.byte();
    if (kind >= 0xc0) return poke(input, kind);
    return call(input, module_names[kind >= 0xa0], function_names[kind % std::size(function_names)]);
  }

 private:
  // Writes to the memory what calls may take for lists, structures and paths.
  bool poke(Input& input, uint8_t kind) {
    const size_t address = lists_at + (kind & 0x3f) * 16;
    const uint64_t first = argument(input, 'i'), second = argument(input, 'I');
    memcpy(&memory_[address], &first, 4);
    memcpy(&memory_[address + 4], &second, 8);
    return true;
  }

  bool call(Input& input, const char* module, const char* name) {
    const WasiFunction* function = Wasi::find(module, name);
    Value values[16];
    for (size_t i = 0; i < strlen(function->signature); ++i) values[i].i64 = argument(input, function->signature[i]);
    const WasiOutcome outcome = wasi_->call(*function, memory_, values);
    if (outcome.exited) return false;
    expect(values[0].i64 <= static_cast<uint16_t>(Errno::notcapable), "the result is an error number");
    return true;
  }

  uint64_t argument(Input& input, char type) {
    const uint8_t mode = input.byte();
    const uint32_t number = mode >> 3;
    switch (mode & 7) {
      case 0: return number;
      case 1: path_ = number % std::size(paths); return paths_at + path_ * path_space;
      case 2: return strlen(paths[path_]);
      case 3: return lists_at + number * 16;
      case 4: return buffers_at + number * 256;
      case 5: return edges[number % std::size(edges)];
      case 6: return input.number(type == 'I' ? 8 : 4);
      default: return UINT64_MAX >> number;
    }
  }

  std::vector<uint8_t> memory_;
  std::unique_ptr<Wasi> wasi_;
  size_t path_ = 0;
};

// Files stay small, and what is written too far or to nobody is an error, not a signal.
void limit_process() {
  constexpr rlim_t longest_file = 4 << 20;
  const rlimit limit{longest_file, longest_file};
  setrlimit(RLIMIT_FSIZE, &limit);
  signal(SIGXFSZ, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Sandbox sandbox;
  static const bool is_limited = (limit_process(), true);
  static_cast<void>(is_limited);
  sandbox.make();
  Guest guest(sandbox);
  Input input(data, size);
  for (size_t i = 0; i < most_calls && !input.is_empty() && guest.step(input); ++i) {
  }
  sandbox.check();
  return 0;
}
