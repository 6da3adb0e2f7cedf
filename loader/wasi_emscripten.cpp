#include "loader/wasi_emscripten.h"

#include <algorithm>

namespace wasmc {

namespace {

constexpr size_t longest_minified = 2;

// How the names of what Emscripten implements in JavaScript begin.
constexpr std::string_view javascript_prefixes[] = {"invoke_",  "emscripten_", "_emscripten_", "__syscall_", "__cxa_",
                                                    "_embind_", "_emval_",     "emval_",       "__asyncjs_"};

// Optimised builds call the module "a", and what they import from it "a", "b" and so on.
bool is_javascript(std::string_view module, std::string_view name) {
  if (module == "GOT.func" || module == "GOT.mem") return true;
  if (module == "a") return name.size() <= longest_minified;
  const auto begins = [name](std::string_view prefix) { return name.starts_with(prefix); };
  return module == "env" &&
         (name.ends_with("_js") || std::any_of(std::begin(javascript_prefixes), std::end(javascript_prefixes), begins));
}

FunctionType type_of(size_t parameters, size_t results) {
  FunctionType type;
  type.params.assign(parameters, ValueType::i32());
  type.results.assign(results, ValueType::i32());
  return type;
}

}  // namespace

Resolution EmscriptenImports::resolve(Store& store, const ImportRequest& request) {
#define EMSCRIPTEN(id, parameters, results)                                                     \
  if (request.kind == ExternalKind::function && request.module == "env" && request.name == #id) \
    return Resolution(store.add_host_function({type_of(parameters, results), id, this}));
#include "loader/wasi_emscripten.def"
#undef EMSCRIPTEN
  wants_javascript_ |= is_javascript(request.module, request.name);
  return Resolution(std::nullopt);
}

std::string EmscriptenImports::hint() const {
  if (!wants_javascript_) return "";
  return "\nThis module was built by Emscripten to run with JavaScript. Build it with -sSTANDALONE_WASM, and if it has "
         "exceptions or uses longjmp, with -fwasm-exceptions and -sSUPPORT_LONGJMP=wasm, too.";
}

// A host of JavaScript has views of the memory that have to be made anew.
uint32_t EmscriptenImports::emscripten_notify_memory_growth(void*, Instance&, Value*) { return 0; }

uint32_t EmscriptenImports::setTempRet0(void* environment, Instance&, Value* args_and_results) {
  static_cast<EmscriptenImports*>(environment)->upper_half_ = args_and_results[0].i32;
  return 0;
}

uint32_t EmscriptenImports::getTempRet0(void* environment, Instance&, Value* args_and_results) {
  args_and_results[0].i64 = static_cast<EmscriptenImports*>(environment)->upper_half_;
  return 0;
}

}  // namespace wasmc
