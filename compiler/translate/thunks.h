// The functions between calling conventions (spec/abi.md, "Thunks"): of host and wasm, one per signature that needs it,
// and of ordinary calls and tail calls, one per function.
#pragma once

#include <string>

#include "compiler/translate/context.h"

namespace wasmc {

// void (context, code, Value* arguments_and_results), C calling convention: calls `code` with the arguments in the
// array and leaves the results there.
void make_entry_thunk(PartitionContext& context, uint32_t type_index);
[[nodiscard]] std::string entry_thunk_name(uint32_t type_index);

// Wasm calling convention, the context a HostBinding: calls the binding's function with the arguments in an array and
// returns what it leaves there, or traps if it says so.
void make_host_thunk(PartitionContext& context, uint32_t type_index);
[[nodiscard]] std::string host_thunk_name(uint32_t type_index);

// Ordinary convention: calls a function of the tail convention.
void make_ordinary_thunk(PartitionContext& context, uint32_t function);
[[nodiscard]] std::string ordinary_thunk_name(uint32_t function);

}  // namespace wasmc
