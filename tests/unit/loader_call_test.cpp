#include "loader/call.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <thread>

#include "tests/unit/loader_code_x86_64.h"

namespace wasmc {

namespace {

// A host function that can be replaced by each test, and what it needs.
struct Host {
  uint32_t (*action)(Host& host, Instance& caller, Value* values) = nullptr;
  Instance* other = nullptr;
  uint32_t calls = 0;
};

uint32_t call_action(void* environment, Instance& caller, Value* values) {
  Host& host = *static_cast<Host*>(environment);
  ++host.calls;
  return host.action(host, caller, values);
}

uint32_t subtract(Host&, Instance&, Value* values) {
  values[0].i32 -= values[1].i32;
  return 0;
}

// A store with an instance of the module, whose import is `host`.
struct Sample {
  explicit Sample(Host& host, const StoreConfig& config = {}) : store(make_store(config)) {
    const FunctionType type{{ValueType::i32(), ValueType::i32()}, {ValueType::i32()}};
    definitions.define("host", "call", store->add_host_function({type, call_action, &host}));
    const Instantiation made = instantiate(*store, hand_written_module(), {&definitions});
    REQUIRE(made.outcome.is_ok());
    instance = made.instance;
  }

  ImportDefinitions definitions;
  std::unique_ptr<Store> store;
  Instance* instance = nullptr;
};

void check_trap(const CallOutcome& outcome, TrapCode code, uint32_t function, uint32_t wasm_offset) {
  REQUIRE(outcome.kind == CallOutcome::Kind::trap);
  CHECK(outcome.trap.code == code);
  REQUIRE(outcome.trap.position.has_value());
  CHECK(outcome.trap.position->function == function);
  CHECK(outcome.trap.position->wasm_offset == wasm_offset);
}

void check_add_works(const Instance& instance) {
  uint32_t sum = 0;
  CHECK(call(instance, "add", 40, 2, &sum).is_ok());
  CHECK(sum == 42);
}

}  // namespace

TEST_CASE("a call returns the function's result") {
  Host host{subtract};
  check_add_works(*Sample(host).instance);
}

TEST_CASE("an undefined instruction at a site is the site's trap, with position and name") {
  Host host{subtract};
  const Sample sample(host);
  const CallOutcome outcome = call(*sample.instance, "unreachable", 0, 0, nullptr);
  check_trap(outcome, TrapCode::unreachable, 3, 0x3001);
  CHECK(to_string(outcome.trap) == "unreachable\n  in function 3 \"$unreachable\", wasm offset 0x3001");
}

TEST_CASE("the processor's own division trap is the site's trap") {
  Host host{subtract};
  const Sample sample(host);
  check_trap(call(*sample.instance, "divide", 0, 0, nullptr), TrapCode::integer_divide_by_zero, 2, 0x2001);
}

TEST_CASE("an access past the end of memory traps, from the first byte to the farthest that code can reach") {
  Host host{subtract};
  const Sample sample(host);
  uint32_t value = 1;
  CHECK(call(*sample.instance, "load", 65532, 0, &value).is_ok());
  CHECK(value == 0);
  check_trap(call(*sample.instance, "load", 65533, 0, nullptr), TrapCode::memory_out_of_bounds, 4, 0x4001);
  check_trap(call(*sample.instance, "load", 65536, 0, nullptr), TrapCode::memory_out_of_bounds, 4, 0x4001);
  check_trap(call(*sample.instance, "load", 0xffffffff, 0xffffffff, nullptr), TrapCode::memory_out_of_bounds, 4,
             0x4001);
}

TEST_CASE("memory that was grown can be accessed") {
  Host host{subtract};
  const Sample sample(host);
  CHECK(sample.instance->memories[0]->grow(1) == 1);
  CHECK(call(*sample.instance, "load", 65536, 0, nullptr).is_ok());
  CHECK(call(*sample.instance, "load", 131072, 0, nullptr).trap.code == TrapCode::memory_out_of_bounds);
}

TEST_CASE("reading through a null reference is the site's trap") {
  Host host{subtract};
  const Sample sample(host);
  check_trap(call(*sample.instance, "null", 0, 0, nullptr), TrapCode::uninitialized_element, 5, 0x5001);
}

TEST_CASE("recursion without end exhausts the stack, in the function that recurses") {
  Host host{subtract};
  const Sample sample(host, {.stack_size = 256 << 10});
  check_trap(call(*sample.instance, "recurse", 0, 0, nullptr), TrapCode::stack_exhausted, 8, 0x8000);
}

TEST_CASE("an instance can be called again after each kind of trap, any number of times") {
  Host host{subtract};
  const Sample sample(host);
  for (int i = 0; i < 1000; ++i) {
    for (const char* name : {"unreachable", "divide", "null", "recurse"}) {
      REQUIRE(call(*sample.instance, name, 0, 0, nullptr).kind == CallOutcome::Kind::trap);
    }
    REQUIRE(call(*sample.instance, "load", 65536, 0, nullptr).kind == CallOutcome::Kind::trap);
    check_add_works(*sample.instance);
  }
}

TEST_CASE("a host function gets the arguments and gives the result") {
  Host host{subtract};
  const Sample sample(host);
  uint32_t difference = 0;
  CHECK(call(*sample.instance, "call_host", 44, 2, &difference).is_ok());
  CHECK(difference == 42);
  CHECK(host.calls == 1);
}

TEST_CASE("a host function that fails ends the call with its message") {
  Host host{[](Host&, Instance& caller, Value*) { return caller.store().fail("no such thing"); }};
  const Sample sample(host);
  const CallOutcome outcome = call(*sample.instance, "call_host", 0, 0, nullptr);
  CHECK(outcome.kind == CallOutcome::Kind::trap);
  CHECK(outcome.trap.code == TrapCode::host);
  CHECK(outcome.trap.message == "no such thing");
  check_add_works(*sample.instance);
}

TEST_CASE("a host function that exits ends the call with its exit code") {
  Host host{[](Host&, Instance& caller, Value*) { return caller.store().exit(7); }};
  const Sample sample(host);
  const CallOutcome outcome = call(*sample.instance, "call_host", 0, 0, nullptr);
  CHECK(outcome.kind == CallOutcome::Kind::exit);
  CHECK(outcome.exit_code == 7);
}

TEST_CASE("a host function may call back, and a trap there ends the inner call alone") {
  Host host{[](Host&, Instance& caller, Value* values) -> uint32_t {
    CHECK(call(caller, "unreachable", 0, 0, nullptr).trap.code == TrapCode::unreachable);
    return call(caller, "add", values[0].i32, 1, &values[0].i32).is_ok() ? 0 : 1;
  }};
  const Sample sample(host);
  uint32_t result = 0;
  CHECK(call(*sample.instance, "call_host", 41, 0, &result).is_ok());
  CHECK(result == 42);
}

TEST_CASE("calls may nest until the stack is exhausted") {
  Host host{[](Host&, Instance& caller, Value* values) -> uint32_t {
    const uint32_t left = values[0].i32;
    return left == 0 || call(caller, "call_host", left - 1, 0, nullptr).is_ok() ? 0 : 1;
  }};
  const Sample sample(host);
  CHECK(call(*sample.instance, "call_host", 100, 0, nullptr).is_ok());
  CHECK(host.calls == 101);
}

TEST_CASE("stores may call each other in turns, each on its own stack") {
  Host inner_host;
  Host outer_host;
  const Sample outer(outer_host);
  const Sample inner(inner_host);
  outer_host.other = inner.instance;
  inner_host.other = outer.instance;
  outer_host.action = [](Host& host, Instance&, Value* values) -> uint32_t {
    return call(*host.other, "call_host", values[0].i32, values[1].i32, &values[0].i32).is_ok() ? 0 : 1;
  };
  inner_host.action = [](Host& host, Instance&, Value* values) -> uint32_t {
    CHECK(call(*host.other, "recurse", 0, 0, nullptr).trap.code == TrapCode::stack_exhausted);
    return call(*host.other, "add", values[0].i32, values[1].i32, &values[0].i32).is_ok() ? 0 : 1;
  };
  uint32_t sum = 0;
  CHECK(call(*outer.instance, "call_host", 20, 22, &sum).is_ok());
  CHECK(sum == 42);
}

TEST_CASE("threads trap independently of each other") {
  const auto work = [] {
    Host host{subtract};
    const Sample sample(host);
    for (int i = 0; i < 100; ++i) {
      if (call(*sample.instance, "unreachable", 0, 0, nullptr).trap.code != TrapCode::unreachable) std::abort();
    }
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
}

TEST_CASE("a function of the C library that meets the end of the stack exhausts it") {
  Host host{subtract};
  const Sample sample(host, {.stack_size = 1 << 20});
  const CallOutcome outcome = call(*sample.instance, "probe_guard", 0, 0, nullptr);
  CHECK(outcome.trap.code == TrapCode::stack_exhausted);
  CHECK(!outcome.trap.position.has_value());
  check_add_works(*sample.instance);
}

namespace {

// True if the action, done in a child process, ends it: by the signal, or by an earlier handler such as a sanitizer's.
template <typename Action>
bool kills_process(Action action) {
  const pid_t child = ::fork();
  if (child == 0) {
    action();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) == SIGSEGV : WEXITSTATUS(status) != 0;
}

volatile uintptr_t unmapped_address = 16;

uint32_t read_unmapped(Host&, Instance&, Value*) { return *reinterpret_cast<volatile uint32_t*>(unmapped_address); }

uint32_t send_signal(Host&, Instance&, Value*) { return static_cast<uint32_t>(::raise(SIGSEGV)); }

}  // namespace

TEST_CASE("a fault in compiled code that is no trap kills the process") {
  Host host{subtract};
  const Sample sample(host);
  CHECK(kills_process([&] { static_cast<void>(call(*sample.instance, "wild", 0, 0, nullptr)); }));
}

TEST_CASE("a fault in a host function kills the process") {
  Host host{read_unmapped};
  const Sample sample(host);
  CHECK(kills_process([&] { static_cast<void>(call(*sample.instance, "call_host", 0, 0, nullptr)); }));
}

TEST_CASE("a signal that was sent is no trap, even while code runs") {
  Host host{send_signal};
  const Sample sample(host);
  CHECK(kills_process([&] { static_cast<void>(call(*sample.instance, "call_host", 0, 0, nullptr)); }));
}

}  // namespace wasmc
