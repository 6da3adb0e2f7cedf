#include "loader/instantiate.h"

#include <doctest/doctest.h>

#include <cstring>

#include "loader/builtins/builtins.h"
#include "tests/unit/loader_sample.h"

namespace wasmc {

namespace {

std::string_view text_at(const MemoryInstance& memory, size_t offset, size_t length) {
  return {reinterpret_cast<const char*>(memory.bytes().data()) + offset, length};
}

// A module with a function that is never called.
ArtifactBuilder with_function() {
  ArtifactBuilder builder;
  builder.artifact.code = {0x0f, 0x0b};
  builder.add_function(builder.add_type({}), 0, 2, 100);
  builder.artifact.escaping_functions = {0u};
  return builder;
}

}  // namespace

TEST_CASE("active data segments are copied, in order, and dropped") {
  ArtifactBuilder builder;
  builder.add_memory(0, 1);
  builder.add_active_data(10, "hello world");
  builder.add_active_data(16, "there");
  const auto store = make_store();
  const Instantiation made = instantiate(*store, builder);
  CHECK(made.outcome.is_ok());
  CHECK(text_at(*made.instance->memories[0], 10, 11) == "hello there");
  CHECK(made.instance->data_segments[0].empty());
}

TEST_CASE("a data segment that ends past the memory traps, and those before it stay") {
  ArtifactBuilder builder;
  builder.add_import("m", "n", ExternalKind::memory, 0);
  builder.add_memory(limits_imported, 1);
  builder.add_active_data(0, "kept");
  builder.add_active_data(65534, "lost");
  const auto store = make_store();
  auto memory = store->add_memory({{.min = 1}});
  REQUIRE(memory);
  ImportDefinitions definitions;
  definitions.define("m", "n", *memory);
  const Instantiation made = instantiate(*store, builder, {&definitions});
  CHECK(made.outcome.trap.code == TrapCode::memory_out_of_bounds);
  CHECK(text_at(**memory, 0, 4) == "kept");
  CHECK((*memory)->bytes()[65534] == 0);
}

TEST_CASE("an empty segment may end at the memory's end, but not begin past it") {
  for (const auto& [offset, fits] : {std::pair{65536, true}, std::pair{65537, false}}) {
    ArtifactBuilder builder;
    builder.add_memory(0, 1);
    builder.add_active_data(static_cast<uint32_t>(offset), "");
    const auto store = make_store();
    CHECK(instantiate(*store, builder).outcome.is_ok() == fits);
  }
}

TEST_CASE("active element segments are references to the functions that they name") {
  ArtifactBuilder builder = with_function();
  builder.add_table(ValueType::funcref(), 0, 3);
  builder.add_active_elements(1, {0, none_index});
  const auto store = make_store();
  const Instantiation made = instantiate(*store, builder);
  CHECK(made.outcome.is_ok());
  const auto elements = made.instance->tables[0]->elements();
  CHECK(elements[0] == nullptr);
  CHECK(elements[1] == made.instance->funcref(0));
  CHECK(elements[2] == nullptr);
}

TEST_CASE("an element segment that ends past the table traps before data is written") {
  ArtifactBuilder builder = with_function();
  builder.add_table(ValueType::funcref(), 0, 2);
  builder.add_active_elements(1, {0, 0});
  builder.add_memory(0, 1);
  builder.add_active_data(0, "data");
  const auto store = make_store();
  const Instantiation made = instantiate(*store, builder);
  CHECK(made.outcome.trap.code == TrapCode::table_out_of_bounds);
  CHECK(made.instance->tables[0]->elements()[1] == nullptr);
  CHECK(made.instance->memories[0]->bytes()[0] == 0);
}

TEST_CASE("a table is filled with its initial value") {
  ArtifactBuilder builder = with_function();
  builder.add_table(ValueType::funcref(), 0, 2, 0, {0xd2, 0x00, 0x0b});
  const auto store = make_store();
  const Instance& instance = *instantiate(*store, builder).instance;
  CHECK(instance.tables[0]->elements()[1] == instance.funcref(0));
}

TEST_CASE("globals may be computed from those before them, imported ones are shared") {
  ArtifactBuilder builder;
  const GlobalType type{ValueType::i32(), false};
  builder.add_import("m", "n", ExternalKind::global, 0);
  builder.add_global(type, {});
  builder.add_global(type, {0x23, 0x00, 0x41, 0x01, 0x6a, 0x0b});
  builder.add_export("shared", ExternalKind::global, 0);
  const auto store = make_store();
  GlobalInstance* global = store->add_global(type);
  global->value->i32 = 41;
  ImportDefinitions definitions;
  definitions.define("m", "n", global);
  const Instance& instance = *instantiate(*store, builder, {&definitions}).instance;
  CHECK(instance.globals[1]->value->i32 == 42);
  CHECK(instance.find_export("shared") == ExternalValue(global));
}

TEST_CASE("a malformed constant expression is an error, not a trap") {
  ArtifactBuilder builder;
  builder.add_global({ValueType::i32(), false}, {0x23, 0x00, 0x0b});
  const auto store = make_store();
  CHECK(message_of(instantiate(*store, load(builder), {})) == "constant expression: unknown global");
}

TEST_CASE("a host function without a thunk for its type is an error") {
  ArtifactBuilder builder;
  builder.add_import("m", "n", ExternalKind::function, builder.add_type({}));
  const auto store = make_store();
  TrappingImports trapping;
  ImportResolver* resolvers[] = {&trapping};
  const auto module = load(builder);
  const auto imports = link_imports(*store, *module, resolvers);
  REQUIRE(imports);
  CHECK(message_of(instantiate(*store, module, *imports)) ==
        "the artifact lacks the thunk to call imported function 0: compile it again");
}

TEST_CASE("bulk memory builtins check both ranges before they write") {
  ArtifactBuilder builder;
  builder.add_memory(limits_has_max, 1, 2);
  builder.add_passive_data("abcdef");
  const auto store = make_store();
  const Instance& instance = *instantiate(*store, builder).instance;
  VmContext* context = instance.context();
  const MemoryInstance& memory = *instance.memories[0];
  constexpr auto out_of_bounds = static_cast<uint32_t>(TrapCode::memory_out_of_bounds);

  CHECK(builtins::memory_init(context, 0, 0, 65530, 0, 6) == 0);
  CHECK(text_at(memory, 65530, 6) == "abcdef");
  CHECK(builtins::memory_init(context, 0, 0, 0, 1, 6) == out_of_bounds);
  CHECK(builtins::memory_init(context, 0, 0, 65531, 0, 6) == out_of_bounds);
  CHECK(builtins::memory_copy(context, 0, 0, 65528, 65530, 6) == 0);
  CHECK(text_at(memory, 65528, 8) == "abcdefef");
  CHECK(builtins::memory_copy(context, 0, 0, 0, 65531, 6) == out_of_bounds);
  CHECK(builtins::memory_copy(context, 0, 0, 65531, 0, 6) == out_of_bounds);
  CHECK(memory.bytes()[0] == 0);
  CHECK(builtins::memory_fill(context, 0, 65535, 0x1ff, 1) == 0);
  CHECK(memory.bytes()[65535] == 0xff);
  CHECK(builtins::memory_fill(context, 0, 65535, 1, 2) == out_of_bounds);
  CHECK(builtins::memory_fill(context, 0, 65536, 1, 0) == 0);
  CHECK(builtins::memory_grow(context, 0, 1) == 1);
  CHECK(builtins::memory_grow(context, 0, 1) == ~uint64_t{0});
  builtins::data_drop(context, 0);
  CHECK(builtins::memory_init(context, 0, 0, 0, 0, 0) == 0);
  CHECK(builtins::memory_init(context, 0, 0, 0, 0, 1) == out_of_bounds);
}

TEST_CASE("table builtins check both ranges before they write") {
  ArtifactBuilder builder = with_function();
  builder.add_table(ValueType::funcref(), limits_has_max, 4, 6);
  builder.add_passive_elements({{0xd2, 0x00, 0x0b}, {0xd0, 0x70, 0x0b}});
  const auto store = make_store();
  const Instance& instance = *instantiate(*store, builder).instance;
  VmContext* context = instance.context();
  const TableInstance& table = *instance.tables[0];
  void* function = instance.funcref(0);
  constexpr auto out_of_bounds = static_cast<uint32_t>(TrapCode::table_out_of_bounds);

  CHECK(builtins::table_init(context, 0, 0, 2, 0, 2) == 0);
  CHECK(table.elements()[2] == function);
  CHECK(builtins::table_init(context, 0, 0, 0, 1, 2) == out_of_bounds);
  CHECK(builtins::table_init(context, 0, 0, 3, 0, 2) == out_of_bounds);
  CHECK(table.elements()[3] == nullptr);
  CHECK(builtins::table_copy(context, 0, 0, 1, 2, 2) == 0);
  CHECK(table.elements()[1] == function);
  CHECK(builtins::table_copy(context, 0, 0, 0, 3, 2) == out_of_bounds);
  CHECK(builtins::table_fill(context, 0, 3, function, 1) == 0);
  CHECK(builtins::table_fill(context, 0, 3, function, 2) == out_of_bounds);
  CHECK(builtins::table_grow(context, 0, function, 2) == 4);
  CHECK(builtins::table_grow(context, 0, function, 1) == ~uint64_t{0});
  CHECK(table.elements()[5] == function);
  builtins::elem_drop(context, 0);
  CHECK(builtins::table_init(context, 0, 0, 0, 0, 0) == 0);
  CHECK(builtins::table_init(context, 0, 0, 0, 0, 1) == out_of_bounds);
}

TEST_CASE("the memory that system interfaces use is the one exported as memory") {
  ArtifactBuilder builder;
  builder.add_memory(0, 1);
  const auto store = make_store();
  CHECK(instantiate(*store, builder).instance->exported_memory() == nullptr);
  builder.add_export("memory", ExternalKind::memory, 0);
  const Instance& instance = *instantiate(*store, builder).instance;
  CHECK(instance.exported_memory() == instance.memories[0]);
}

}  // namespace wasmc
