#include "tools/wast/spectest.h"

#include <bit>
#include <cstdio>
#include <utility>

#include "tools/wasmload_values.h"

namespace wasmc {
namespace {

constexpr const char* module_name = "spectest";

uint32_t do_nothing(void*, Instance&, Value*) { return 0; }

// The environment is the function's own record.
uint32_t print(void* environment, Instance&, Value* values) {
  const auto& params = static_cast<const FunctionType*>(environment)->params;
  for (size_t i = 0; i < params.size(); ++i) {
    std::printf("%s%s %s", i == 0 ? "" : ", ", to_string(params[i]).c_str(), print_value(params[i], values[i]).c_str());
  }
  std::printf("\n");
  return 0;
}

// Which live as long as the process: the functions' environments.
struct PrintFunction {
  const char* name;
  FunctionType type;
};

const std::vector<PrintFunction>& print_functions() {
  static const std::vector<PrintFunction> functions = {
      {"print", {}},
      {"print_i32", {{ValueType::i32()}, {}}},
      {"print_i64", {{ValueType::i64()}, {}}},
      {"print_f32", {{ValueType::f32()}, {}}},
      {"print_f64", {{ValueType::f64()}, {}}},
      {"print_i32_f32", {{ValueType::i32(), ValueType::f32()}, {}}},
      {"print_f64_f64", {{ValueType::f64(), ValueType::f64()}, {}}},
  };
  return functions;
}

void define_functions(Store& store, ImportDefinitions& definitions, bool prints) {
  for (const PrintFunction& function : print_functions()) {
    void* environment = const_cast<FunctionType*>(&function.type);
    definitions.define(module_name, function.name,
                       store.add_host_function({function.type, prints ? print : do_nothing, environment}));
  }
  // Wasmtime's tests ask for a garbage collection.
  definitions.define("wasmtime", "gc", store.add_host_function({{}, do_nothing, nullptr}));
}

void define_global(Store& store, ImportDefinitions& definitions, const char* name, ValueType type, uint64_t bits) {
  GlobalInstance* global = store.add_global({type, false});
  global->value->i64 = bits;
  definitions.define(module_name, name, global);
}

void define_globals(Store& store, ImportDefinitions& definitions) {
  define_global(store, definitions, "global_i32", ValueType::i32(), 666);
  define_global(store, definitions, "global_i64", ValueType::i64(), 666);
  define_global(store, definitions, "global_f32", ValueType::f32(), std::bit_cast<uint32_t>(666.6f));
  define_global(store, definitions, "global_f64", ValueType::f64(), std::bit_cast<uint64_t>(666.6));
}

void define_tables(Store& store, ImportDefinitions& definitions) {
  for (const bool is_64 : {false, true}) {
    const auto table = store.add_table({ValueType::funcref(), {10, 20, true, is_64}}, nullptr);
    if (table.has_value()) definitions.define(module_name, is_64 ? "table64" : "table", *table);
  }
}

void define_memories(Store& store, ImportDefinitions& definitions) {
  for (const bool is_shared : {false, true}) {
    const auto memory = store.add_memory({{1, 2, true, false}, is_shared});
    if (memory.has_value()) definitions.define(module_name, is_shared ? "shared_memory" : "memory", *memory);
  }
}

}  // namespace

ImportDefinitions make_spectest(Store& store, bool prints) {
  ImportDefinitions definitions;
  define_functions(store, definitions, prints);
  define_globals(store, definitions);
  define_tables(store, definitions);
  define_memories(store, definitions);
  return definitions;
}

}  // namespace wasmc
