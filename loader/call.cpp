#include "loader/call.h"

#include <array>
#include <charconv>

#include "loader/activation.h"
#include "loader/arch/entry.h"
#include "loader/code_registry.h"
#include "loader/module.h"
#include "loader/signals.h"
#include "loader/text.h"

namespace wasmc {

namespace {

CallOutcome failed(std::string message) {
  CallOutcome outcome = trapped(TrapCode::host);
  outcome.trap.message = std::move(message);
  return outcome;
}

// Where compiled code can begin on the store's stack; null for right here, below the frame that asks. A host function
// may have entered another store's code in between: then the lowest frame on this stack is known from that entry.
void* stack_top(const WasmStack& stack) {
  // Below a stack pointer lies what leaf functions may use without moving it.
  constexpr uintptr_t below_stack_pointer = 256;
  constexpr uintptr_t alignment = 16;
  if (stack.contains(__builtin_frame_address(0))) return nullptr;
  for (const Activation* activation = current_activation; activation != nullptr; activation = activation->previous) {
    if (!stack.contains(activation->stack_pointer)) continue;
    const auto lowest = reinterpret_cast<uintptr_t>(activation->stack_pointer) - below_stack_pointer;
    return reinterpret_cast<void*>(lowest & ~(alignment - 1));
  }
  return stack.top();
}

std::optional<TrapPosition> position_of(const TrapRecord& trap) {
  if (trap.module == nullptr) return std::nullopt;
  const LoadedModule& module = *trap.module;
  const auto function =
      trap.has_site ? module.function_at_wasm(trap.wasm_offset) : module.function_at_code(trap.code_offset);
  if (!function) return std::nullopt;
  const uint32_t body = module.view().functions[*function - module.imported_functions()].wasm_offset;
  return TrapPosition{trap.has_site ? trap.wasm_offset : body, *function, std::string(module.function_name(*function))};
}

CallOutcome outcome_of_failure(const HostFailure& failure) {
  if (!failure.exited) return failed(failure.message);
  CallOutcome outcome;
  outcome.kind = CallOutcome::Kind::exit;
  outcome.exit_code = failure.exit_code;
  return outcome;
}

CallOutcome outcome_of_trap(const Store& store, const TrapRecord& trap) {
  if (trap.code == TrapCode::host) return outcome_of_failure(store.host_failure());
  CallOutcome outcome = trapped(trap.code);
  outcome.trap.position = position_of(trap);
  return outcome;
}

std::string hexadecimal(uint32_t number) {
  std::array<char, 8> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
  return std::string("0x").append(digits.data(), end);
}

}  // namespace

std::string to_string(const Trap& trap) {
  if (!trap.position) return trap.message;
  const TrapPosition& position = *trap.position;
  std::string text = trap.message + "\n  in function " + std::to_string(position.function);
  if (!position.function_name.empty()) text.append(" ").append(quote(position.function_name));
  return text + ", wasm offset " + hexadecimal(position.wasm_offset);
}

CallOutcome trapped(TrapCode code) {
  const char* text = trap_text(code);
  CallOutcome outcome;
  outcome.kind = CallOutcome::Kind::trap;
  outcome.trap.code = code;
  outcome.trap.message = text != nullptr ? text : "unknown trap";
  return outcome;
}

CallOutcome invoke(Store& store, const FuncRef& function, Value* args_and_results) {
  const LoadedModule* module = find_code(reinterpret_cast<uintptr_t>(function.code));
  const void* thunk = module == nullptr ? nullptr : module->entry_thunk(function.type_id);
  if (thunk == nullptr) return failed("the artifact lacks the thunk to call this function: compile it again");
  if (!prepare_thread_for_traps()) return failed("the system refuses signal handlers");

  Activation activation;
  activation.store = &store;
  activation.previous = current_activation;
  void* top = stack_top(store.stack());
  current_activation = &activation;
  // No object with a destructor may be made between here and the end of the call.
  const uint32_t trap_ended_it =
      wasmc_enter(thunk, function.context, function.code, args_and_results, &activation, top);
  current_activation = activation.previous;
  return trap_ended_it != 0 ? outcome_of_trap(store, activation.trap) : CallOutcome();
}

}  // namespace wasmc
