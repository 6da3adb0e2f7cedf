#include "tools/wasmload_options.h"

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

Status set_invoke(WasmloadOptions& options, std::string_view value) {
  options.invoke = std::string(value);
  return {};
}

Status set_argv0(WasmloadOptions& options, std::string_view value) {
  options.argv0 = std::string(value);
  return {};
}

Status add_directory(WasmloadOptions& options, std::string_view value) {
  const size_t separator = value.find("::");
  const std::string_view host = value.substr(0, separator);
  const std::string_view guest = separator == std::string_view::npos ? host : value.substr(separator + 2);
  if (host.empty() || guest.empty()) return Error{"--dir takes HOST or HOST::GUEST"};
  options.directories.push_back({std::string(host), std::string(guest)});
  return {};
}

Status add_variable(WasmloadOptions& options, std::string_view value) {
  const size_t separator = value.find('=');
  if (separator == 0 || separator == std::string_view::npos) return Error{"--env takes NAME=VALUE"};
  options.environment.emplace_back(value);
  return {};
}

Status add_preload(WasmloadOptions& options, std::string_view value) {
  const size_t separator = value.find('=');
  if (separator == std::string_view::npos || separator + 1 == value.size())
    return Error{"--preload takes NAME=FILE.cwasm"};
  options.preloads.push_back({std::string(value.substr(0, separator)), std::string(value.substr(separator + 1))});
  return {};
}

Status set_stack_size(WasmloadOptions& options, std::string_view value) {
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), options.stack_size);
  if (error != std::errc() || end != value.data() + value.size()) return Error{"--stack-size takes a number of bytes"};
  return {};
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
  std::string_view value;  // what it is called in the help; empty if the option takes none
  Status (*apply)(WasmloadOptions& options, std::string_view value);
  std::string_view help;
};

constexpr Option known_options[] = {
    {"--invoke", "NAME", set_invoke, "call this export with the arguments and print its results"},
    {"--dir", "HOST[::GUEST]", add_directory, "let the program see a directory, under the second name"},
    {"--env", "NAME=VALUE", add_variable, "set an environment variable of the program"},
    {"--argv0", "NAME", set_argv0, "the program's name for itself (default: the file's)"},
    {"--preload", "NAME=FILE", add_preload, "take imports from NAME out of another artifact"},
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
  if (rest.empty()) return Error{"which artifact? usage: wasmload [options] app.cwasm [arguments]"};
  options.file = rest.take();
  while (!rest.empty()) options.arguments.emplace_back(rest.take());
  return options;
}

std::string wasmload_help() {
  constexpr size_t help_column = 26;
  std::string text =
      "wasmload runs WebAssembly modules that wasmc has compiled.\n\n"
      "Usage: wasmload [options] app.cwasm [arguments]\n\n"
      "Calls _start, or with --invoke another export, whose arguments are then numbers.\n\n";
  for (const Option& option : known_options) {
    std::string line = "  " + std::string(option.name);
    if (!option.value.empty()) line.append(" ").append(option.value);
    line.resize(line.size() < help_column ? help_column : line.size() + 2, ' ');
    text += line + std::string(option.help) + "\n";
  }
  return text;
}

}  // namespace wasmc
