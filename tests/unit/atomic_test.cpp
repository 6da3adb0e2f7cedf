#include <atomic>
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "tests/unit/compiled_program.h"

using namespace wasmc;

namespace {

CompileOptions options_with(OptimisationLevel level, MemoryStrategy strategy) {
  CompileOptions options = options_at(level);
  options.memory = strategy;
  return options;
}

// Runs the test at the levels that differ most, with both strategies.
template <typename Test>
void for_all_options(Test test) {
  for (OptimisationLevel level : {OptimisationLevel::O0, OptimisationLevel::O2}) {
    for (MemoryStrategy strategy : {MemoryStrategy::guard, MemoryStrategy::checked}) {
      CAPTURE(to_string(level));
      CAPTURE(to_string(strategy));
      test(options_with(level, strategy));
    }
  }
}

TrapCode trap_of(CompiledProgram& program, const char* name, std::vector<Value> arguments) {
  const CallOutcome outcome = program.call(name, arguments);
  CHECK(outcome.kind == CallOutcome::Kind::trap);
  if (outcome.trap.code != TrapCode::stack_exhausted) CHECK(outcome.trap.position.has_value());
  return outcome.trap.code;
}

// An instance of the module on a new thread's own store, with the memory of another.
class Thread {
 public:
  template <typename Body>
  Thread(std::shared_ptr<const LoadedModule> module, MemoryInstance& memory, Body body)
      : thread_([module = std::move(module), &memory, body] {
          ImportDefinitions definitions;
          definitions.define("env", "memory", &memory);
          CompiledProgram program(module, {&definitions});
          body(program);
        }) {}
  ~Thread() { thread_.join(); }

 private:
  std::thread thread_;
};

// Every width of every update, named after the instruction.
std::string updates() {
  std::string text = "(module (memory (export \"memory\") 1 1 shared)";
  for (const std::string type : {"i32", "i64"}) {
    for (const std::string width : {"", "8", "16", "32"}) {
      if (type + width == "i3232") continue;
      for (const std::string operation : {"add", "sub", "and", "or", "xor", "xchg"}) {
        const std::string name = type + ".atomic.rmw" + width + "." + operation + (width.empty() ? "" : "_u");
        text += "(func (export \"" + name + "\") (param i32 " + type + ") (result " + type +
                ") local.get 0 local.get 1 " + name + ")";
      }
    }
  }
  return text + ")";
}

}  // namespace

TEST_CASE("an atomic access traps if it is not aligned, even past the end, and then if it is out of bounds") {
  for_all_options([](const CompileOptions& options) {
    CompiledProgram program(R"((module (memory 1 1 shared)
      (func (export "load") (param i32) (result i32) local.get 0 i32.atomic.load)
      (func (export "load8") (param i32) (result i32) local.get 0 i32.atomic.load8_u)
      (func (export "offset") (param i32) (result i64) local.get 0 i64.atomic.load offset=4)
      (func (export "store") (param i32) local.get 0 i32.const 1 i32.atomic.store16)
      (func (export "add") (param i32) (result i32) local.get 0 i32.const 1 i32.atomic.rmw.add)
      (func (export "or") (param i32) (result i32) local.get 0 i32.const 1 i32.atomic.rmw8.or_u)
      (func (export "exchange") (param i32) (result i32) local.get 0 i32.const 1 i32.const 2 i32.atomic.rmw16.cmpxchg_u)
      (func (export "notify") (param i32) (result i32) local.get 0 i32.const 1 memory.atomic.notify)
      (func (export "wait") (param i32) (result i32) local.get 0 i32.const 1 i64.const 0 memory.atomic.wait32)))",
                            options);
    for (const char* name : {"load", "add", "notify", "wait"}) {
      CAPTURE(name);
      CHECK(trap_of(program, name, {value_of(uint32_t{65534})}) == TrapCode::unaligned_atomic);
      CHECK(trap_of(program, name, {value_of(uint32_t{65538})}) == TrapCode::unaligned_atomic);
      CHECK(trap_of(program, name, {value_of(uint32_t{65536})}) == TrapCode::memory_out_of_bounds);
    }
    CHECK(trap_of(program, "offset", {value_of(uint32_t{0})}) == TrapCode::unaligned_atomic);
    CHECK(program.results("offset", {value_of(uint32_t{4})})[0].i64 == 0);
    CHECK(trap_of(program, "store", {value_of(uint32_t{1})}) == TrapCode::unaligned_atomic);
    for (const char* name : {"load8", "store", "or", "exchange"}) {
      CAPTURE(name);
      CHECK(trap_of(program, name, {value_of(uint32_t{65536})}) == TrapCode::memory_out_of_bounds);
      CHECK(trap_of(program, name, {value_of(uint32_t{0xfffffffe})}) == TrapCode::memory_out_of_bounds);
    }
  });
}

TEST_CASE("an atomic update changes its own bytes alone, and gives what was there") {
  for_all_options([](const CompileOptions& options) {
    CompiledProgram program(updates(), options);
    const auto bytes = program.instance().memories[0]->bytes();
    const auto number = [&] { return *reinterpret_cast<const uint64_t*>(bytes.data() + 8); };
    const auto update = [&](const char* name, uint64_t operand) {
      *reinterpret_cast<uint64_t*>(bytes.data() + 8) = 0x8877665544332211;
      return program.results(name, {value_of(uint32_t{8}), value_of(operand)})[0].i64;
    };
    CHECK(uint32_t(update("i32.atomic.rmw.add", 0xffffffff)) == 0x44332211);
    CHECK(number() == 0x8877665544332210);
    CHECK(update("i64.atomic.rmw.sub", 0x8877665544332212) == 0x8877665544332211);
    CHECK(number() == ~uint64_t{0});
    CHECK(uint32_t(update("i32.atomic.rmw8.sub_u", 0x12)) == 0x11);
    CHECK(number() == 0x88776655443322ff);
    CHECK(update("i64.atomic.rmw16.and_u", 0xffff0f0f) == 0x2211);
    CHECK(number() == 0x8877665544330201);
    CHECK(update("i64.atomic.rmw32.or_u", 0xf0000000) == 0x44332211);
    CHECK(number() == 0x88776655f4332211);
    CHECK(update("i64.atomic.rmw8.xor_u", 0x1ff) == 0x11);
    CHECK(number() == 0x88776655443322ee);
    CHECK(uint32_t(update("i32.atomic.rmw16.xchg_u", 0xabcdef01)) == 0x2211);
    CHECK(number() == 0x887766554433ef01);
  });
}

TEST_CASE("a compare and exchange takes its operands modulo its width") {
  for_all_options([](const CompileOptions& options) {
    CompiledProgram program(R"((module (memory 1) (data (i32.const 0) "\11\22")
      (func (export "f") (param i32 i32) (result i32)
        i32.const 0 local.get 0 local.get 1 i32.atomic.rmw8.cmpxchg_u)))",
                            options);
    CHECK(program.results("f", {value_of(uint32_t{0x12}), value_of(uint32_t{0x33})})[0].i32 == 0x11);
    CHECK(program.results("f", {value_of(uint32_t{0x111}), value_of(uint32_t{0x433})})[0].i32 == 0x11);
    CHECK(program.results("f", {value_of(uint32_t{0}), value_of(uint32_t{0})})[0].i32 == 0x33);
  });
}

TEST_CASE("a memory that is not shared has atomic accesses and nobody to wake, but can't be waited for") {
  for_all_options([](const CompileOptions& options) {
    CompiledProgram program(R"((module (memory 1)
      (func (export "notify") (param i32) (result i32) local.get 0 i32.const -1 memory.atomic.notify)
      (func (export "wait") (param i32) (result i32) local.get 0 i64.const 0 i64.const 0 memory.atomic.wait64)
      (func (export "add") (param i32) (result i32) local.get 0 i32.const 1 i32.atomic.rmw.add)))",
                            options);
    CHECK(program.results("notify", {value_of(uint32_t{0})})[0].i32 == 0);
    CHECK(trap_of(program, "wait", {value_of(uint32_t{0})}) == TrapCode::expected_shared_memory);
    CHECK(trap_of(program, "wait", {value_of(uint32_t{4})}) == TrapCode::unaligned_atomic);
    CHECK(trap_of(program, "wait", {value_of(uint32_t{65536})}) == TrapCode::expected_shared_memory);
  });
}

TEST_CASE("waiting ends with another value, with the time, or with a notification") {
  constexpr const char* source = R"((module (memory (export "memory") (import "env" "memory") 1 1 shared)
    (func (export "wait") (param i32 i64) (result i32) i32.const 8 local.get 0 local.get 1 memory.atomic.wait32)
    (func (export "notify") (param i32) (result i32) i32.const 8 local.get 0 memory.atomic.notify)))";
  const auto module = compile_text(source, options_at(OptimisationLevel::O2));
  const auto memory = MemoryInstance::create({{.min = 1, .max = 1, .has_max = true}, true}).value();
  ImportDefinitions definitions;
  definitions.define("env", "memory", memory.get());
  CompiledProgram program(module, {&definitions});
  const uint64_t forever = ~uint64_t{0};
  CHECK(program.results("wait", {value_of(uint32_t{1}), value_of(forever)})[0].i32 == 1);
  CHECK(program.results("wait", {value_of(uint32_t{0}), value_of(uint64_t{1000})})[0].i32 == 2);
  CHECK(program.results("notify", {value_of(uint32_t{5})})[0].i32 == 0);

  std::atomic<int> woken = 0;
  {
    const auto wait = [&](CompiledProgram& waiting) {
      woken += waiting.results("wait", {value_of(uint32_t{0}), value_of(forever)})[0].i32 == 0;
    };
    Thread first(module, *memory, wait);
    Thread second(module, *memory, wait);
    Thread third(module, *memory, wait);
    CHECK(program.results("notify", {value_of(uint32_t{0})})[0].i32 == 0);
    for (uint32_t notified = 0; notified < 3;) {
      const uint32_t count = program.results("notify", {value_of(uint32_t{1})})[0].i32;
      CHECK(count <= 1);
      notified += count;
    }
  }
  CHECK(woken == 3);
}

TEST_CASE("threads count in a shared memory without losing a step") {
  constexpr const char* source = R"((module (import "env" "memory" (memory 1 2 shared))
    (func (export "count") (param i32)
      loop
        i32.const 0 i32.const 1 i32.atomic.rmw.add drop
        i32.const 6 i32.const 1 i32.atomic.rmw16.sub_u drop
        local.get 0 i32.const 1 i32.sub local.tee 0 br_if 0
      end)))";
  constexpr uint32_t steps = 100000;
  for_all_options([&](const CompileOptions& options) {
    const auto module = compile_text(source, options);
    const auto memory = MemoryInstance::create({{.min = 1, .max = 2, .has_max = true}, true}, options.memory).value();
    {
      const auto count = [](CompiledProgram& program) { program.results("count", {value_of(steps)}, 0); };
      Thread first(module, *memory, count);
      Thread second(module, *memory, count);
    }
    CHECK(*reinterpret_cast<uint32_t*>(memory->bytes().data()) == 2 * steps);
    CHECK(*reinterpret_cast<uint16_t*>(memory->bytes().data() + 6) == uint16_t(-2 * steps));
  });
}

TEST_CASE("a shared memory that one thread grows is longer for all, and stays where it is") {
  constexpr const char* source = R"((module (import "env" "memory" (memory 1 100 shared))
    (func (export "grow") (result i32) i32.const 1 memory.grow)
    (func (export "size") (result i32) memory.size)
    (func (export "touch") (param i32) local.get 0 i32.const 7 i32.store)))";
  for_all_options([&](const CompileOptions& options) {
    const auto module = compile_text(source, options);
    const auto memory = MemoryInstance::create({{.min = 1, .max = 100, .has_max = true}, true}, options.memory).value();
    const uint8_t* base = memory->bytes().data();
    {
      const auto grow = [](CompiledProgram& program) {
        for (int i = 0; i < 49; ++i) {
          const uint32_t old = program.results("grow", {})[0].i32;
          program.results("touch", {value_of(old * 65536 + 65532)}, 0);
        }
      };
      Thread first(module, *memory, grow);
      Thread second(module, *memory, grow);
    }
    CHECK(memory->pages() == 99);
    CHECK(memory->bytes().data() == base);
    ImportDefinitions definitions;
    definitions.define("env", "memory", memory.get());
    CompiledProgram program(module, {&definitions});
    CHECK(program.results("size", {})[0].i32 == 99);
    CHECK(program.results("grow", {})[0].i32 == 99);
    CHECK(program.results("grow", {})[0].i32 == 0xffffffff);
    CHECK(trap_of(program, "touch", {value_of(uint32_t{100 * 65536 - 3})}) == TrapCode::memory_out_of_bounds);
  });
}

TEST_CASE("traps and exhausted stacks in several threads at once end each its own call") {
  constexpr const char* source = R"((module (import "env" "memory" (memory 1 1 shared))
    (func (export "load") (param i32) (result i32) local.get 0 i32.load)
    (func (export "divide") (param i32) (result i32) i32.const 1 local.get 0 i32.div_s)
    (func $recurse (export "recurse") (param i32) (result i32)
      local.get 0 call $recurse i32.const 1 i32.add)))";
  for_all_options([&](const CompileOptions& options) {
    const auto module = compile_text(source, options);
    const auto memory = MemoryInstance::create({{.min = 1, .max = 1, .has_max = true}, true}, options.memory).value();
    std::atomic<int> wrong = 0;
    {
      const auto provoke = [&](CompiledProgram& program) {
        for (int i = 0; i < 200; ++i) {
          std::vector<Value> values = {value_of(uint32_t{70000})};
          wrong += program.call("load", values).trap.code != TrapCode::memory_out_of_bounds;
          values[0] = value_of(uint32_t{0});
          wrong += program.call("divide", values).trap.code != TrapCode::integer_divide_by_zero;
          if (i % 20 == 0) wrong += program.call("recurse", values).trap.code != TrapCode::stack_exhausted;
        }
      };
      Thread first(module, *memory, provoke);
      Thread second(module, *memory, provoke);
      Thread third(module, *memory, provoke);
    }
    CHECK(wrong == 0);
  });
}

TEST_CASE("modules are compiled, loaded and dropped on several threads at once") {
  std::atomic<int> wrong = 0;
  const auto work = [&] {
    for (int i = 0; i < 20; ++i) {
      CompiledProgram program(
          R"((module (memory 1) (func (export "f") (param i32) (result i32) local.get 0 i32.load)))",
          options_at(OptimisationLevel::O0));
      std::vector<Value> values = {value_of(uint32_t{65533})};
      wrong += program.call("f", values).trap.code != TrapCode::memory_out_of_bounds;
    }
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
  CHECK(wrong == 0);
}
