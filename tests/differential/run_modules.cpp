// Compiles modules without imports, calls everything that they export and prints what happens, in the words that
// run_modules.mjs prints for another engine: any difference between the two outputs is to be explained.
//
//   run-modules CONFIGURATION FILE...    CONFIGURATION: words such as -O3 or --memory=checked, separated by commas
#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include <unistd.h>

#include "loader/call.h"
#include "loader/function_types.h"
#include "loader/instantiate.h"
#include "loader/link.h"
#include "loader/load.h"
#include "tests/differential/configuration.h"
#include "tools/files.h"
#include "tools/make_artifact.h"

namespace wasmc {
namespace {

constexpr unsigned seconds_for_one = 60;

// The other engine has one word for several traps.
const char* words_for(const Trap& trap) {
  switch (trap.code) {
    case TrapCode::memory_out_of_bounds: return "memory";
    case TrapCode::table_out_of_bounds:
    case TrapCode::undefined_element: return "table";
    case TrapCode::uninitialized_element:
    case TrapCode::indirect_call_type_mismatch: return "indirect";
    case TrapCode::integer_overflow:
    case TrapCode::invalid_conversion: return "number";
    case TrapCode::stack_exhausted: return "stack";
    default: return trap.message.c_str();
  }
}

// The same values as in run_modules.mjs.
Value argument(ValueType type, size_t number) {
  static constexpr uint32_t i32[] = {0, 1, 0xffffffff, 42, 0x80000000, 65535, 7, 0x7fffffff};
  static constexpr uint64_t i64[] = {0, 1, ~uint64_t{0}, 42, uint64_t{1} << 63, 65535, 7, ~uint64_t{0} >> 1};
  static constexpr double floats[] = {0, 1, -1.5, 42.25, -0.0, 65535, 1e10, -1e-10};
  Value value{};
  if (type == ValueType::i32()) value.i32 = i32[number % 8];
  if (type == ValueType::i64()) value.i64 = i64[number % 8];
  if (type == ValueType::f64()) std::memcpy(&value.f64_bits, &floats[number % 8], sizeof(double));
  if (type == ValueType::f32()) {
    const auto single = static_cast<float>(floats[number % 8]);
    std::memcpy(&value.f32_bits, &single, sizeof single);
  }
  return value;
}

void print_value(ValueType type, const Value& value) {
  if (type == ValueType::i32()) {
    std::printf(" %08" PRIx32, value.i32);
  } else if (type == ValueType::i64()) {
    std::printf(" %016" PRIx64, value.i64);
  } else if (type == ValueType::f32()) {
    const bool is_nan = (value.f32_bits & 0x7fffffff) > 0x7f800000;
    is_nan ? std::printf(" nan") : std::printf(" f%08" PRIx32, value.f32_bits);
  } else if (type == ValueType::f64()) {
    const bool is_nan = (value.f64_bits & (~uint64_t{0} >> 1)) > 0x7ff0000000000000;
    is_nan ? std::printf(" nan") : std::printf(" f%016" PRIx64, value.f64_bits);
  } else {
    std::printf(value.reference == nullptr ? " null" : " reference");
  }
}

// JavaScript can't hold vectors, and there are no values for references that must not be null.
bool can_cross(ValueType type, bool as_argument) {
  return !type.is_vector() && !(as_argument && type.is_reference() && !type.is_nullable());
}

bool can_call(const FunctionType& type) {
  return std::all_of(type.params.begin(), type.params.end(), [](ValueType t) { return can_cross(t, true); }) &&
         std::all_of(type.results.begin(), type.results.end(), [](ValueType t) { return can_cross(t, false); });
}

void call(Store& store, const FuncRef& function, size_t round) {
  const FunctionType& type = function_type(static_cast<uint32_t>(function.type_id));
  if (!can_call(type)) return void(std::printf(" skipped\n"));
  std::vector<Value> values(std::max(type.params.size(), type.results.size()) + 1);
  for (size_t i = 0; i < type.params.size(); ++i) values[i] = argument(type.params[i], round * 3 + i);
  const CallOutcome outcome = invoke(store, function, values.data());
  if (!outcome.is_ok()) return void(std::printf(" trap: %s\n", words_for(outcome.trap)));
  for (size_t i = 0; i < type.results.size(); ++i) print_value(type.results[i], values[i]);
  std::printf("\n");
}

uint32_t hash(std::span<const uint8_t> bytes) {
  uint32_t hash = 0x811c9dc5;
  for (const uint8_t byte : bytes) hash = (hash ^ byte) * 0x01000193;
  return hash;
}

struct NamedExport {
  std::string_view name;
  ExternalValue value;
};

std::vector<NamedExport> sorted_exports(const Instance& instance) {
  std::vector<NamedExport> exports;
  for (const ExportRecord& record : instance.module().view().exports) {
    const std::string_view name = instance.module().string(record.name);
    if (const auto value = instance.find_export(name)) exports.push_back({name, *value});
  }
  std::sort(exports.begin(), exports.end(), [](const NamedExport& a, const NamedExport& b) { return a.name < b.name; });
  return exports;
}

void call_all(Store& store, const std::vector<NamedExport>& exports) {
  for (size_t round = 0; round < 2; ++round) {
    for (size_t i = 0; i < exports.size(); ++i) {
      const auto* function = std::get_if<const FuncRef*>(&exports[i].value);
      if (function == nullptr) continue;
      std::printf("call %zu:", i);
      call(store, **function, round);
    }
  }
}

void print_state(const std::vector<NamedExport>& exports) {
  for (size_t i = 0; i < exports.size(); ++i) {
    if (auto* const* memory = std::get_if<MemoryInstance*>(&exports[i].value)) {
      const std::span<const uint8_t> bytes = (*memory)->bytes();
      std::printf("memory %zu: %zu bytes %08" PRIx32 "\n", i, bytes.size(), hash(bytes));
    }
    if (auto* const* table = std::get_if<TableInstance*>(&exports[i].value)) {
      std::printf("table %zu: %zu\n", i, (*table)->elements().size());
    }
    if (auto* const* global = std::get_if<GlobalInstance*>(&exports[i].value)) {
      if (!can_cross((*global)->type.value, false)) continue;
      std::printf("global %zu:", i);
      print_value((*global)->type.value, *(*global)->value);
      std::printf("\n");
    }
  }
}

Status run(const std::string& path, const CompileOptions& options) {
  TRY_ASSIGN(const FileBytes wasm, read_file(path));
  TRY_ASSIGN(std::vector<uint8_t> bytes, make_artifact(wasm, options));
  TRY_ASSIGN(const auto module, load_module(std::move(bytes)));
  TRY_ASSIGN(const auto store, Store::create());
  TRY_ASSIGN(const std::vector<ExternalValue> imports, link_imports(*store, *module, {}));
  TRY_ASSIGN(const Instantiation instantiation, instantiate(*store, module, imports));
  if (!instantiation.outcome.is_ok()) {
    std::printf("instantiate: trap: %s\n", words_for(instantiation.outcome.trap));
    return {};
  }
  const std::vector<NamedExport> exports = sorted_exports(*instantiation.instance);
  call_all(*store, exports);
  print_state(exports);
  return {};
}

}  // namespace
}  // namespace wasmc

int main(int argc, char** argv) {
  using namespace wasmc;
  if (argc < 3) {
    std::fprintf(stderr, "usage: run-modules CONFIGURATION FILE...\n");
    return 2;
  }
  const std::optional<CompileOptions> options = parse_configuration(argv[1]);
  if (!options) {
    std::fprintf(stderr, "unknown configuration %s\n", argv[1]);
    return 2;
  }
  for (int i = 2; i < argc; ++i) {
    std::printf("== %s\n", argv[i]);
    std::fflush(stdout);
    alarm(seconds_for_one);
    const Status status = run(argv[i], *options);
    if (!status.has_value()) std::printf("error: %s\n", status.error().message.c_str());
    std::fflush(stdout);
  }
  return 0;
}
