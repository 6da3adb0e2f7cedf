// wasmc compile
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <optional>

#include "compiler/compile.h"
#include "format/write.h"
#include "tools/cache_directory.h"
#include "tools/commands.h"
#include "tools/files.h"
#include "tools/layout_options.h"
#include "tools/linkable_object.h"
#include "tools/module_input.h"
#include "tools/progress.h"

namespace wasmc {

namespace {

namespace po = boost::program_options;

constexpr CommandHelp compile_help = {
    "compile", "[options] app.wasm [-o app.cwasm]",
    "Compiles a WebAssembly module (- for standard input), in the binary or the text format, to an artifact for\n"
    "wasmload."};

struct CompileArguments {
  std::string input;
  std::string output;
  std::string emit;
  std::string symbol;
  CompileOptions options;
  WriteOptions writing;
  std::string cache_folder;  // empty for none
  uint64_t cache_megabytes = 0;
  bool is_verbose = false;
};

// What is compiled again at each change need not be small: level 12 would take an eighth of the time of -O0.
constexpr int quick_compression = 3;

po::options_description describe_options(CompileArguments& arguments, std::string& level, std::string& memory,
                                         std::string& layout) {
  CompileOptions& options = arguments.options;
  po::options_description description("Options");
  auto add = description.add_options();
  add("output,o", po::value(&arguments.output)->value_name("FILE"),
      "where to write the artifact (default: the input's name with .cwasm; - for standard output)");
  add(",O", po::value(&level)->value_name("LEVEL")->default_value("2"),
      "optimise: 0 not at all, 1 quickly, 2 well, 3 as well as possible, s for size");
  add("target", po::value(&options.target)->value_name("TRIPLE"),
      "the machine to compile for: x86_64-linux, aarch64-linux, riscv64-linux (default: this one)");
  add("cpu", po::value(&options.cpu)->value_name("NAME"),
      "the least CPU that the code has to run on, as clang names it, or native (default: x86-64-v2, armv8-a, rv64gc)");
  add("features", po::value(&options.features)->value_name("LIST"),
      "CPU features to add or leave out, such as +avx2,-fma");
  add("deterministic", po::bool_switch(&options.deterministic),
      "the same results everywhere: canonical NaNs, and relaxed vector instructions as the others");
  add("memory", po::value(&memory)->value_name("STRATEGY")->default_value("guard"),
      "how accesses past the end of a memory are found out: guard, by reserved address space behind it; checked, by a "
      "comparison before each access (slower; for where address space is scarce)");
  add("strict-memory", po::bool_switch(&options.strict_memory),
      "don't combine accesses to memory, so that after a trap it holds what every store before wrote; without this, of "
      "stores that were combined to a vector none is done when one traps");
  add("jobs,j", jobs_value(options.threads),
      "compile on N threads (default: one a core); the output is the same whatever N is");
  add("emit", po::value(&arguments.emit)->value_name("KIND")->default_value("cwasm"),
      "what to write: cwasm, an artifact; obj, an ELF object to be linked into a program (spec/object.md)");
  add("symbol", po::value(&arguments.symbol)->value_name("NAME")->default_value("wasm_module"),
      "the object's global symbol; those of exported functions are NAME.function");
  add("layout", po::value(&layout)->value_name("LAYOUT")->default_value("small"),
      "how the artifact is stored: small, compressed (with -O0 as by --compression=3), for shipping; fast, for "
      "running: mapped from the file, and shared by processes; wasmc pack and unpack turn one into the other");
  add_compression_option(description, arguments.writing);
  add("cache-dir", po::value(&arguments.cache_folder)->value_name("DIR"),
      "keep what is compiled in DIR, and compile no function again whose input has not changed; only you may be able "
      "to write to DIR (default: $WASMC_CACHE_DIR, or no cache)");
  add("cache-size", po::value(&arguments.cache_megabytes)->value_name("MB")->default_value(1024),
      "how much of DIR is kept: what has not been used for longest goes first");
  add("verbose,v", po::bool_switch(&arguments.is_verbose), "say what came from the cache");
  add("help,h", "print this");
  return description;
}

std::string default_output(const std::string& input, const std::string& suffix_of_output) {
  if (input == "-") return "-";
  for (const std::string suffix : {".wasm", ".wat"}) {
    const bool has_suffix = input.size() > suffix.size() && input.ends_with(suffix);
    if (has_suffix) return input.substr(0, input.size() - suffix.size()) + suffix_of_output;
  }
  return input + suffix_of_output;
}

Result<std::vector<uint8_t>> output_of(const Artifact& artifact, const CompileArguments& arguments) {
  if (arguments.emit == "obj") return make_object(artifact, arguments.symbol);
  return write_artifact(artifact, arguments.writing);
}

Result<std::optional<CacheDirectory>> open_cache(const CompileArguments& arguments) {
  if (arguments.cache_folder.empty()) return std::optional<CacheDirectory>();
  TRY_ASSIGN(const CacheKey compiler, identify_compiler());
  TRY_ASSIGN(CacheDirectory cache, CacheDirectory::open(arguments.cache_folder, compiler));
  return std::optional(std::move(cache));
}

void close_cache(const CompileArguments& arguments, const CacheDirectory& cache) {
  if (cache.misses() != 0) cache.shrink(std::min(arguments.cache_megabytes, UINT64_MAX >> 20) << 20);
  if (!arguments.is_verbose) return;
  std::cerr << arguments.input << ": " << cache.hits() << " of " << cache.hits() + cache.misses()
            << " partitions came from the cache\n";
}

int compile_file(const CompileArguments& arguments) {
  const std::optional<ModuleInput> input = read_module(arguments.input);
  if (!input) return 1;
  Result<std::optional<CacheDirectory>> cache = open_cache(arguments);
  if (!cache.has_value()) return fail(cache.error().message);
  ProgressLine progress(arguments.input);
  const Result<Artifact> artifact = compile(
      input->bytes, arguments.options, [&](uint64_t done, uint64_t total) { progress.update(done, total); },
      cache->has_value() ? &**cache : nullptr);
  progress.finish();
  if (cache->has_value()) close_cache(arguments, **cache);
  if (!artifact.has_value()) return fail(*input, artifact.error());
  const Result<std::vector<uint8_t>> bytes = output_of(*artifact, arguments);
  if (!bytes.has_value()) return fail(bytes.error().message);
  const Status written = write_file(arguments.output, *bytes);
  if (!written.has_value()) return fail(written.error().message);
  return 0;
}

}  // namespace

int run_compile(const std::vector<std::string>& words) {
  CompileArguments arguments;
  std::string level;
  std::string memory;
  std::string layout;
  const po::options_description visible = describe_options(arguments, level, memory, layout);
  po::variables_map values;
  FeatureSet& language = arguments.options.language;
  const auto exit_code = parse_command(words, compile_help, visible, values, arguments.input, language);
  if (exit_code) return *exit_code;
  const auto found_level = find_level(level);
  if (!found_level) return fail("-O" + level + ": use -O0, -O1, -O2, -O3 or -Os");
  arguments.options.level = *found_level;
  const auto strategy = find_memory_strategy(memory);
  if (!strategy) return fail("--memory=" + memory + ": use guard or checked");
  arguments.options.memory = *strategy;
  const auto found_layout = find_layout(layout);
  if (!found_layout) return fail("--layout=" + layout + ": use small or fast");
  arguments.writing.layout = *found_layout;
  if (const auto wrong = check_layout_options(arguments.writing)) return fail(*wrong);
  const bool is_quick = *found_level == OptimisationLevel::O0 && values["compression"].defaulted();
  if (is_quick) arguments.writing.zstd_level = quick_compression;
  const bool is_object = arguments.emit == "obj";
  if (!is_object && arguments.emit != "cwasm") return fail("--emit=" + arguments.emit + ": use cwasm or obj");
  const char* usual_cache = std::getenv("WASMC_CACHE_DIR");
  if (values.count("cache-dir") == 0 && usual_cache != nullptr) arguments.cache_folder = usual_cache;
  if (arguments.output.empty()) arguments.output = default_output(arguments.input, is_object ? ".o" : ".cwasm");
  return compile_file(arguments);
}

}  // namespace wasmc
