// A program with a module linked in, adder.wat: runs it in place, and says how many of its checks passed.
#include <bit>
#include <cstdio>

#include "loader/instantiate.h"
#include "loader/link.h"
#include "loader/load.h"

using namespace wasmc;

extern "C" const LinkedModule wasm_module;

namespace {

int passed = 0;
int failed = 0;

void check(bool is_right, const char* what) {
  ++(is_right ? passed : failed);
  if (!is_right) std::printf("FAIL %s\n", what);
}

uint32_t add_one(void*, Instance&, Value* values) {
  ++values[0].i32;
  return 0;
}

CallOutcome call(Instance& instance, const char* name, Value* values) {
  const auto found = instance.find_export(name);
  return invoke(instance.store(), *std::get<const FuncRef*>(*found), values);
}

// What the export gives for a number.
uint32_t result_of(Instance& instance, const char* name, uint32_t argument) {
  Value value{};
  value.i32 = argument;
  return call(instance, name, &value).is_ok() ? value.i32 : ~0u;
}

double result_of(Instance& instance, const char* name, double argument) {
  Value value{};
  value.f64_bits = std::bit_cast<uint64_t>(argument);
  return call(instance, name, &value).is_ok() ? std::bit_cast<double>(value.f64_bits) : 0;
}

void check_calls(Instance& instance) {
  check(result_of(instance, "square", 12u) == 144, "a function");
  check(result_of(instance, "next", 12u) == 145, "a function of the host");
  check(result_of(instance, "name", 0u) == 1815 && result_of(instance, "name", 9u) == 1936, "a jump");
  check(result_of(instance, "constants", 0.4) == (0.4 + 0.1) * 1.7, "constants");
  check(result_of(instance, "down", -2.5) == -3, "a function of the C library");
  Value nothing{};
  const CallOutcome trap = call(instance, "past_the_end", &nothing);
  check(trap.kind == CallOutcome::Kind::trap && trap.trap.code == TrapCode::memory_out_of_bounds, "a trap");
  check(trap.trap.position && trap.trap.position->function_name == "past_the_end", "a trap's position");
}

int run() {
  auto module = load_linked(wasm_module);
  if (!module) return std::printf("FAIL load: %s\n", module.error().message.c_str());
  Result<std::unique_ptr<Store>> made_store = Store::create();
  if (!made_store) return std::printf("FAIL store\n");
  Store& store = **made_store;
  ImportDefinitions host;
  const FunctionType type{{ValueType::i32()}, {ValueType::i32()}};
  host.define("host", "add_one", store.add_host_function({type, add_one}));
  ImportResolver* resolvers[] = {&host};
  const auto imports = link_imports(store, **module, resolvers);
  if (!imports) return std::printf("FAIL link: %s\n", imports.error().message.c_str());
  const auto made = instantiate(store, *module, *imports);
  if (!made || !made->outcome.is_ok()) return std::printf("FAIL instantiate\n");
  check_calls(*made->instance);
  return 0;
}

}  // namespace

int main() {
  if (run() != 0) return 1;
  std::printf("%d passed, %d failed, 0 skipped\n", passed, failed);
  return failed != 0;
}
