#include "loader/signals.h"

#include <signal.h>

#include <cstdint>
#include <optional>

#include "format/trap_table.h"
#include "loader/activation.h"
#include "loader/arch/context.h"
#include "loader/arch/entry.h"
#include "loader/code_registry.h"
#include "loader/module.h"
#include "loader/platform/mapping.h"
#include "loader/store.h"

namespace wasmc {

thread_local Activation* current_activation __attribute__((tls_model("initial-exec"))) = nullptr;

namespace {

constexpr int trap_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP};
constexpr size_t trap_signal_count = sizeof(trap_signals) / sizeof(trap_signals[0]);
struct sigaction previous_actions[trap_signal_count];

// A null reference is read at the offset of one of FuncRef's fields.
constexpr uintptr_t null_page_size = 4096;

struct Fault {
  int signal;
  uintptr_t program_counter;
  const void* address;  // null unless is_access
  bool is_access;       // to memory, refused by the processor
};

Fault fault_of(int signal, const siginfo_t& info, const void* context) {
  const bool is_access = (signal == SIGSEGV && (info.si_code == SEGV_MAPERR || info.si_code == SEGV_ACCERR)) ||
                         (signal == SIGBUS && info.si_code == BUS_ADRERR);
  return {signal, program_counter(context), is_access ? info.si_addr : nullptr, is_access};
}

// Only an access to what the site accesses is the site's trap; anything else is a mistake that must not be hidden.
bool explains(const TrapSite& site, const Fault& fault, const Store& store) {
  if (fault.signal != SIGSEGV && fault.signal != SIGBUS) return true;
  if (!fault.is_access) return false;
  const auto code = static_cast<TrapCode>(site.code);
  if (code == TrapCode::memory_out_of_bounds) return store.reserves(fault.address);
  return (code == TrapCode::uninitialized_element || code == TrapCode::null_function_reference) &&
         reinterpret_cast<uintptr_t>(fault.address) < null_page_size;
}

// The trap that a fault is, or nothing if it is none of ours.
std::optional<TrapRecord> trap_of(const Fault& fault, const Activation& activation) {
  const Store& store = *activation.store;
  const LoadedModule* module = find_code(fault.program_counter);
  const bool stack_exhausted = fault.is_access && store.stack().is_guard(fault.address);
  if (module == nullptr) {
    // A function of the C library that compiled code has called: it holds nothing that must be released.
    if (stack_exhausted && !activation.in_host_function) return TrapRecord{.code = TrapCode::stack_exhausted};
    return std::nullopt;
  }

  TrapRecord trap;
  trap.module = module;
  trap.code_offset = module->code_offset(fault.program_counter);
  if (stack_exhausted) {
    trap.code = TrapCode::stack_exhausted;
    return trap;
  }
  const std::optional<TrapSite> site = find_trap_site(module->view().trap_sites, trap.code_offset);
  if (!site || !explains(*site, fault, store)) return std::nullopt;
  trap.code = static_cast<TrapCode>(site->code);
  trap.has_site = true;
  trap.wasm_offset = site->wasm_offset;
  return trap;
}

// Sent by a process, not raised by an instruction.
bool is_sent(const siginfo_t& info) { return info.si_code <= 0; }

const struct sigaction& previous_action(int signal) {
  size_t i = 0;
  while (trap_signals[i] != signal) ++i;
  return previous_actions[i];
}

void pass_on(int signal, siginfo_t* info, void* context) {
  const struct sigaction& previous = previous_action(signal);
  if ((previous.sa_flags & SA_SIGINFO) != 0) return previous.sa_sigaction(signal, info, context);
  if (previous.sa_handler == SIG_IGN && is_sent(*info)) return;
  if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) return previous.sa_handler(signal);
  // The default action ends the process: at once for a signal that was sent, when the instruction is executed again
  // otherwise.
  struct sigaction restored = previous;
  restored.sa_handler = SIG_DFL;
  ::sigaction(signal, &restored, nullptr);
  if (is_sent(*info)) ::raise(signal);
}

void handle_signal(int signal, siginfo_t* info, void* context) {
  Activation* activation = current_activation;
  if (activation == nullptr || is_sent(*info)) return pass_on(signal, info, context);
  const std::optional<TrapRecord> trap = trap_of(fault_of(signal, *info, context), *activation);
  if (!trap) return pass_on(signal, info, context);
  activation->trap = *trap;
  redirect(context, wasmc_landing, activation);
}

bool install_handlers() {
  struct sigaction action = {};
  action.sa_sigaction = handle_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  ::sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < trap_signal_count; ++i) {
    if (::sigaction(trap_signals[i], &action, &previous_actions[i]) != 0) return false;
  }
  return true;
}

// A thread's stack for signal handlers: after a stack overflow there is no other. One that the thread has already is
// left to its owner.
class SignalStack {
 public:
  SignalStack() {
    stack_t present = {};
    if (::sigaltstack(nullptr, &present) != 0) return;
    ready_ = (present.ss_flags & SS_DISABLE) == 0 && present.ss_size >= min_size;
    if (!ready_) make();
  }

  ~SignalStack() {
    if (mapping_.data() == nullptr) return;
    stack_t none = {};
    none.ss_flags = SS_DISABLE;
    ::sigaltstack(&none, nullptr);
  }

  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

  [[nodiscard]] bool ready() const { return ready_; }

 private:
  // Of others: the frame of a signal, with the largest vector registers, and the handler.
  static constexpr size_t min_size = 16 << 10;
  // Handlers that signals are passed on to may need more.
  static constexpr size_t size = 64 << 10;

  void make() {
    auto mapping = Mapping::create(size, Access::read_write, "a signal stack");
    if (!mapping) return;
    stack_t stack = {};
    stack.ss_sp = mapping->data();
    stack.ss_size = size;
    if (::sigaltstack(&stack, nullptr) != 0) return;
    mapping_ = std::move(mapping).value();
    ready_ = true;
  }

  Mapping mapping_;
  bool ready_ = false;
};

}  // namespace

bool prepare_thread_for_traps() {
  static const bool installed = install_handlers();
  static thread_local const SignalStack stack;
  return installed && stack.ready();
}

}  // namespace wasmc
