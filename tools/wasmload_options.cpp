#include "tools/wasmload_options.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>

namespace wasmc {

namespace {

Status set_help(WasmloadOptions& options, std::string_view) {
  options.help = true;
  return {};
}

Status set_version(WasmloadOptions& options, std::string_view) {
  options.version = true;
  return {};
}

Status set_explain(WasmloadOptions& options, std::string_view) {
  options.explain = true;
  return {};
}

Status set_json(WasmloadOptions& options, std::string_view) {
  options.json = true;
  return {};
}

Status set_invoke(WasmloadOptions& options, std::string_view value) {
  options.invoke = std::string(value);
  return {};
}

Status set_argv0(WasmloadOptions& options, std::string_view value) {
  options.argv0 = std::string(value);
  return {};
}

Status add_program_argument(WasmloadOptions& options, std::string_view value) {
  options.program_arguments.emplace_back(value);
  return {};
}

// `HOST::ro` is a name for the guest, `HOST:ro` is not.
bool take_read_only(std::string_view& value) {
  constexpr std::string_view suffix = ":ro";
  if (!value.ends_with(suffix) || value.ends_with("::ro")) return false;
  value.remove_suffix(suffix.size());
  return true;
}

Status add_directory(WasmloadOptions& options, std::string_view value) {
  const bool read_only = take_read_only(value);
  const size_t separator = value.find("::");
  const std::string_view host = value.substr(0, separator);
  const std::string_view guest = separator == std::string_view::npos ? host : value.substr(separator + 2);
  if (host.empty() || guest.empty()) return Error{"--dir takes HOST, HOST::GUEST, and :ro behind either"};
  options.directories.push_back({std::string(host), std::string(guest), read_only});
  return {};
}

// The last value of a name counts.
void set_variable(WasmloadOptions& options, std::string_view variable) {
  const std::string_view name = variable.substr(0, variable.find('=') + 1);
  std::erase_if(options.environment, [name](const std::string& other) { return other.starts_with(name); });
  options.environment.emplace_back(variable);
}

Status add_variable(WasmloadOptions& options, std::string_view value) {
  const size_t separator = value.find('=');
  if (separator == 0 || separator == std::string_view::npos)
    return Error{"--env takes NAME=VALUE; to hand on a variable use --env-inherit=NAME"};
  set_variable(options, value);
  return {};
}

// All variables, or the one that is named, if it is set.
Status inherit_variables(WasmloadOptions& options, std::string_view name) {
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const size_t separator = text.find('=');
    if (separator == std::string_view::npos || separator == 0) continue;
    if (name.empty() || text.substr(0, separator) == name) set_variable(options, text);
  }
  return {};
}

template <int stream>
Status set_stream(WasmloadOptions& options, std::string_view value) {
  options.streams[stream] = std::string(value);
  return {};
}

Status add_listener(WasmloadOptions& options, std::string_view value) {
  options.listen_addresses.emplace_back(value);
  return {};
}

// False unless all of the text is a number that fits.
template <typename T>
bool parse_number(std::string_view text, T& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

Status set_random_seed(WasmloadOptions& options, std::string_view value) {
  uint64_t seed = 0;
  if (!parse_number(value, seed)) return Error{"--random-seed takes a number, 0 to 2^64 - 1"};
  options.random_seed = seed;
  return {};
}

Status set_clock(WasmloadOptions& options, std::string_view value) {
  constexpr uint64_t nanoseconds = 1'000'000'000, year_2000 = 946'684'800;
  constexpr std::string_view frozen = "frozen", frozen_at = "frozen@";
  uint64_t seconds = year_2000;
  const bool is_given = value.starts_with(frozen_at);
  if (is_given && (!parse_number(value.substr(frozen_at.size()), seconds) || seconds > UINT64_MAX / nanoseconds))
    return Error{"--clock frozen@ takes seconds since 1970"};
  if (!is_given && value != frozen) return Error{"--clock takes frozen or frozen@SECONDS"};
  options.frozen_time = seconds * nanoseconds;
  return {};
}

Status set_most_files(WasmloadOptions& options, std::string_view value) {
  constexpr uint32_t most = 1 << 20;
  const bool is_number = parse_number(value, options.most_files);
  if (!is_number || options.most_files > most) return Error{"--max-files takes a number of descriptors, 0 to 1048576"};
  return {};
}

Status set_raw_terminal(WasmloadOptions& options, std::string_view) {
  options.raw_terminal = true;
  return {};
}

Status add_preload(WasmloadOptions& options, std::string_view value) {
  const size_t separator = value.find('=');
  if (separator == std::string_view::npos || separator + 1 == value.size())
    return Error{"--preload takes NAME=FILE.cwasm"};
  options.preloads.push_back({std::string(value.substr(0, separator)), std::string(value.substr(separator + 1))});
  return {};
}

Status add_trusted_key(WasmloadOptions& options, std::string_view value) {
  options.trusted_keys.emplace_back(value);
  return {};
}

Status set_min_release(WasmloadOptions& options, std::string_view value) {
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), options.min_release);
  if (error != std::errc() || end != value.data() + value.size()) return Error{"--min-release takes a number"};
  return {};
}

Status set_release_state(WasmloadOptions& options, std::string_view value) {
  options.release_state = std::string(value);
  return {};
}

Status set_stack_size(WasmloadOptions& options, std::string_view value) {
  return parse_number(value, options.stack_size) ? Status() : Error{"--stack-size takes a number of bytes"};
}

Status set_unknown_imports_trap(WasmloadOptions& options, std::string_view) {
  options.unknown_imports_trap = true;
  return {};
}

Status set_bench(WasmloadOptions& options, std::string_view) {
  options.bench = true;
  return {};
}

struct Option {
  std::string_view name;
  std::string_view value;  // what it is called in the help; empty if the option takes none, `[=...]` if it may have one
  Status (*apply)(WasmloadOptions& options, std::string_view value);
  std::string_view help;
};

constexpr Option known_options[] = {
    {"--invoke", "NAME", set_invoke, "call this export with the arguments and print its results"},
    {"--dir", "HOST[::GUEST][:ro]", add_directory,
     "let the program see a directory, under the second name; :ro to read"},
    {"--env", "NAME=VALUE", add_variable, "set an environment variable of the program"},
    {"--env-inherit", "[=NAME]", inherit_variables, "hand on all environment variables, or this one"},
    {"--argv0", "NAME", set_argv0, "the program's name for itself (default: the file's)"},
    {"--args", "WORD", add_program_argument, "an argument of the program, also with --invoke; may be repeated"},
    {"--stdin", "FILE", set_stream<0>, "standard input"},
    {"--stdout", "FILE", set_stream<1>, "standard output; what the file held is lost"},
    {"--stderr", "FILE", set_stream<2>, "standard error; may be the same file"},
    {"--raw-terminal", "", set_raw_terminal, "let the program's output control the terminal"},
    {"--tcp-listen", "HOST:PORT", add_listener, "a socket to accept from, behind the directories' descriptors"},
    {"--max-files", "N", set_most_files, "descriptors that the program may have at a time (default: 1024)"},
    {"--random-seed", "N", set_random_seed, "the same random numbers in each run"},
    {"--clock", "frozen[@SECONDS]", set_clock,
     "time stands still but for the program's sleep; from 2000, or since 1970"},
    {"--preload", "NAME=FILE", add_preload, "take imports from NAME out of another artifact"},
    {"--trust", "KEY.pub", add_trusted_key, "run only what one of these keys has signed (also: WASMLOAD_TRUST)"},
    {"--min-release", "N", set_min_release, "with --trust, no older release than this"},
    {"--release-state", "FILE", set_release_state,
     "with --trust, no older release than any before: the file remembers"},
    {"--explain", "", set_explain, "run nothing, but say whether it would run here, and all reasons if not"},
    {"--json", "", set_json, "with --explain, say it in JSON"},
    {"--unknown-imports-trap", "", set_unknown_imports_trap, "fail when an unknown import is called, not at once"},
    {"--stack-size", "BYTES", set_stack_size, "of the program's stack (default: 8388608)"},
    {"--bench", "", set_bench, "provide bench.start and bench.end, and print the time between them"},
    {"--version", "", set_version, "print the version"},
    {"--help", "", set_help, "print this"},
};

const Option* find_option(std::string_view name) {
  for (const Option& option : known_options) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

// The words not yet read.
class Words {
 public:
  Words(int count, const char* const* words) : next_(words), end_(words + count) {}
  [[nodiscard]] bool empty() const { return next_ == end_; }
  [[nodiscard]] std::string_view front() const { return *next_; }
  std::string_view take() { return *next_++; }

 private:
  const char* const* next_;
  const char* const* end_;
};

// One option: `--name value`, `--name=value` or `--name`.
Status parse_option(WasmloadOptions& options, Words& words) {
  const std::string_view word = words.take();
  const size_t separator = word.find('=');
  const std::string name(word.substr(0, separator));
  const Option* option = find_option(name);
  if (option == nullptr) return Error{"there is no option " + name + "; see wasmload --help"};
  const bool attached = separator != std::string_view::npos;
  if (option->value.starts_with('[') && !attached) return option->apply(options, std::string_view());
  if (option->value.empty())
    return attached ? Status(Error{name + " takes no value"}) : option->apply(options, std::string_view());
  if (attached) return option->apply(options, word.substr(separator + 1));
  if (words.empty()) return Error{name + " needs a value: " + std::string(option->value)};
  return option->apply(options, words.take());
}

}  // namespace

Result<WasmloadOptions> parse_wasmload_options(int count, const char* const* words) {
  WasmloadOptions options;
  Words rest(count, words);
  while (!rest.empty() && rest.front().starts_with('-')) {
    if (rest.front() == "--") {
      rest.take();
      break;
    }
    TRY(parse_option(options, rest));
  }
  if (options.help || options.version) return options;
  if (options.json && !options.explain) return Error{"--json goes with --explain"};
  if (rest.empty()) return Error{"which artifact? usage: wasmload [options] app.cwasm [arguments]"};
  options.file = rest.take();
  while (!rest.empty()) options.arguments.emplace_back(rest.take());
  return options;
}

std::string wasmload_help() {
  constexpr size_t help_column = 28;
  std::string text =
      "wasmload runs WebAssembly modules that wasmc has compiled.\n\n"
      "Usage: wasmload [options] app.cwasm [arguments]\n\n"
      "Calls _start, or with --invoke another export, whose arguments are then numbers.\n\n";
  for (const Option& option : known_options) {
    std::string line = "  " + std::string(option.name);
    if (!option.value.empty()) line.append(option.value.starts_with('[') ? "" : " ").append(option.value);
    line.resize(line.size() < help_column ? help_column : line.size() + 2, ' ');
    text += line + std::string(option.help) + "\n";
  }
  return text;
}

}  // namespace wasmc
