#include "loader/link.h"

#include <doctest/doctest.h>

#include "tests/unit/loader_sample.h"

namespace wasmc {

namespace {

uint32_t do_nothing(void*, Instance&, Value*) { return 0; }

// The message of linking a module with one import against one value, named "m" "n".
struct Sample {
  Sample() : store(make_store()) {}

  std::string message(const ArtifactBuilder& importer, ExternalValue value) {
    ImportDefinitions definitions;
    definitions.define("m", "n", value);
    ImportResolver* resolvers[] = {&definitions};
    return message_of(link_imports(*store, *load(importer), resolvers));
  }

  const HostFunction* host_function(const FunctionType& type) { return store->add_host_function({type, do_nothing}); }
  MemoryInstance* memory(const Limits& limits) { return *store->add_memory({limits}); }
  TableInstance* table(ValueType element, const Limits& limits) {
    return *store->add_table({element, limits}, nullptr);
  }

  std::unique_ptr<Store> store;
};

// Would have what is asked for, but can't make it.
class OutOfRoom : public ImportResolver {
 public:
  Resolution resolve(Store&, const ImportRequest&) override { return Error{"no room"}; }
};

ArtifactBuilder importing_function(const FunctionType& type) {
  ArtifactBuilder builder;
  builder.add_import("m", "n", ExternalKind::function, builder.add_type(type));
  return builder;
}

ArtifactBuilder importing_memory(uint32_t flags, uint64_t min, uint64_t max) {
  ArtifactBuilder builder;
  builder.add_import("m", "n", ExternalKind::memory, 0);
  builder.add_memory(flags | limits_imported, min, max);
  return builder;
}

ArtifactBuilder importing_table(ValueType element, uint32_t flags, uint64_t min, uint64_t max) {
  ArtifactBuilder builder;
  builder.add_import("m", "n", ExternalKind::table, 0);
  builder.add_table(element, flags | limits_imported, min, max);
  return builder;
}

ArtifactBuilder importing_global(const GlobalType& type) {
  ArtifactBuilder builder;
  builder.add_import("m", "n", ExternalKind::global, 0);
  builder.add_global(type, {});
  return builder;
}

ArtifactBuilder importing_tag(const FunctionType& type) {
  ArtifactBuilder builder;
  builder.add_import("m", "n", ExternalKind::tag, 0);
  builder.add_tag(builder.add_type(type), /*imported=*/true);
  return builder;
}

}  // namespace

TEST_CASE("a function must have the type that is imported") {
  Sample sample;
  const FunctionType wanted{{ValueType::i32()}, {ValueType::f64()}};
  CHECK(sample.message(importing_function(wanted), sample.host_function(wanted)) == "");
  CHECK(sample.message(importing_function(wanted), sample.host_function({})) ==
        "incompatible import type: \"m\" \"n\" must be a function [i32] -> [f64], but is a function [] -> []");
}

TEST_CASE("code that does not compare is given no memory without guard pages") {
  Sample sample;
  MemoryInstance* checked = *sample.store->add_memory({{.min = 1}}, MemoryStrategy::checked);
  ArtifactBuilder importer = importing_memory(0, 1, 0);
  CHECK(
      sample.message(importer, checked) ==
      "incompatible import: the memory \"m\" \"n\" has no guard pages, which this code relies on: compile both modules "
      "with the same --memory");
  importer.artifact.header.memory_strategy = MemoryStrategy::checked;
  importer.artifact.header.guard_log2 = 0;
  CHECK(sample.message(importer, checked) == "");
  CHECK(sample.message(importer, sample.memory({.min = 1})) == "");
}

TEST_CASE("a memory must have the page size that is imported") {
  Sample sample;
  const MemoryType bytes{.limits = {.min = 65536}, .page_size_log2 = 0};
  CHECK(sample.message(importing_memory(0, 1, 0), *sample.store->add_memory(bytes)) ==
        "incompatible import type: \"m\" \"n\" must be a memory {min 1}, but is a memory {min 65536} with pages of 1 "
        "byte");
}

TEST_CASE("the kind must be right") {
  Sample sample;
  CHECK(sample.message(importing_function({}), sample.memory({.min = 1})) ==
        "incompatible import type: \"m\" \"n\" must be a function [] -> [], but is a memory {min 1}");
  CHECK(sample.message(importing_memory(0, 1, 0), sample.host_function({})) ==
        "incompatible import type: \"m\" \"n\" must be a memory {min 1}, but is a function [] -> []");
}

TEST_CASE("a memory must be large enough, and bounded if the import is") {
  Sample sample;
  CHECK(sample.message(importing_memory(0, 1, 0), sample.memory({.min = 1})) == "");
  CHECK(sample.message(importing_memory(0, 1, 0), sample.memory({.min = 2, .max = 3, .has_max = true})) == "");
  CHECK(sample.message(importing_memory(0, 2, 0), sample.memory({.min = 1})) ==
        "incompatible import type: \"m\" \"n\" must be a memory {min 2}, but is a memory {min 1}");
  CHECK(sample.message(importing_memory(limits_has_max, 1, 2), sample.memory({.min = 1})) != "");
  CHECK(sample.message(importing_memory(limits_has_max, 1, 2), sample.memory({.min = 1, .max = 3, .has_max = true})) ==
        "incompatible import type: \"m\" \"n\" must be a memory {min 1, max 2}, but is a memory {min 1, max 3}");
  CHECK(sample.message(importing_memory(limits_has_max, 1, 3), sample.memory({.min = 1, .max = 3, .has_max = true})) ==
        "");
}

TEST_CASE("a memory's present size counts, not its declared one") {
  Sample sample;
  MemoryInstance* memory = sample.memory({.min = 1});
  memory->grow(2);
  CHECK(sample.message(importing_memory(0, 3, 0), memory) == "");
}

TEST_CASE("a table's elements must be of the same type, and its limits match") {
  Sample sample;
  const ValueType funcref = ValueType::funcref();
  CHECK(sample.message(importing_table(funcref, 0, 1, 0), sample.table(funcref, {.min = 1})) == "");
  CHECK(
      sample.message(importing_table(funcref, 0, 1, 0), sample.table(ValueType::externref(), {.min = 1})) ==
      "incompatible import type: \"m\" \"n\" must be a table of funcref {min 1}, but is a table of externref {min 1}");
  CHECK(sample.message(importing_table(funcref, 0, 2, 0), sample.table(funcref, {.min = 1})) != "");
}

TEST_CASE("a global's type and mutability must be the same") {
  Sample sample;
  GlobalInstance* constant = sample.store->add_global({ValueType::i32(), false});
  CHECK(sample.message(importing_global({ValueType::i32(), false}), constant) == "");
  CHECK(sample.message(importing_global({ValueType::i32(), true}), constant) ==
        "incompatible import type: \"m\" \"n\" must be a mutable global i32, but is a global i32");
  CHECK(sample.message(importing_global({ValueType::i64(), false}), constant) != "");
}

TEST_CASE("a constant global may be of a subtype of what is imported") {
  Sample sample;
  const ValueType function = ValueType::reference(HeapType::func, false);
  CHECK(sample.message(importing_global({ValueType::funcref(), false}), sample.store->add_global({function, false})) ==
        "");
  CHECK(sample.message(importing_global({function, false}), sample.store->add_global({ValueType::funcref(), false})) ==
        "incompatible import type: \"m\" \"n\" must be a global (ref func), but is a global funcref");
  CHECK(sample.message(importing_global({ValueType::funcref(), true}), sample.store->add_global({function, true})) !=
        "");
}

TEST_CASE("a tag is imported as it is exported, by the same type alone") {
  const FunctionType of_i32{{ValueType::i32()}, {}};
  Sample sample;
  ArtifactBuilder exporter;
  exporter.add_tag(exporter.add_type(of_i32), /*imported=*/false);
  exporter.add_export("n", ExternalKind::tag, 0);
  const Instance& instance = *instantiate(*sample.store, exporter).instance;
  const ExternalValue tag = *instance.find_export("n");
  CHECK(sample.message(importing_tag(of_i32), tag).empty());
  CHECK(sample.message(importing_tag({}), tag) ==
        "incompatible import type: \"m\" \"n\" must be a tag [] -> [], but is a tag [i32] -> []");
  CHECK(sample.message(importing_memory(0, 1, 0), tag).starts_with("incompatible import type"));
  CHECK(sample.message(importing_tag(of_i32), sample.host_function(of_i32)).starts_with("incompatible import type"));

  ArtifactBuilder again = importing_tag(of_i32);
  again.add_export("again", ExternalKind::tag, 0);
  ImportDefinitions definitions;
  definitions.define_instance("m", instance);
  const Instance& importer = *instantiate(*sample.store, again, {&definitions}).instance;
  CHECK(importer.find_export("again") == tag);
}

TEST_CASE("all missing imports are listed at once") {
  Sample sample;
  ArtifactBuilder builder;
  builder.add_import("a", "x", ExternalKind::function, builder.add_type({{ValueType::i32()}, {}}));
  builder.add_import("b", "y\n", ExternalKind::memory, 0);
  builder.add_memory(limits_imported, 1);
  CHECK(message_of(link_imports(*sample.store, *load(builder), {})) ==
        "unknown imports:\n  \"a\" \"x\": function [i32] -> []\n  \"b\" \"y?\": memory {min 1}");
}

TEST_CASE("a long list of missing imports is cut") {
  Sample sample;
  ArtifactBuilder builder;
  const uint32_t type = builder.add_type({});
  for (int i = 0; i < 1000; ++i) builder.add_import("a", "x", ExternalKind::function, type);
  const std::string message = message_of(link_imports(*sample.store, *load(builder), {}));
  CHECK(message.ends_with("\n  and 950 more"));
}

TEST_CASE("unknown functions can be bound to functions that trap, other things can't") {
  Sample sample;
  TrappingImports trapping;
  ImportResolver* resolvers[] = {&trapping};
  CHECK(link_imports(*sample.store, *load(importing_function({})), resolvers));
  CHECK_FALSE(link_imports(*sample.store, *load(importing_memory(0, 1, 0)), resolvers));
}

TEST_CASE("a resolver that has the right type counts before one that has a wrong one") {
  Sample sample;
  ImportDefinitions definitions;
  definitions.define("m", "n", sample.memory({.min = 1}));
  TrappingImports trapping;
  ImportResolver* resolvers[] = {&definitions, &trapping};
  CHECK(link_imports(*sample.store, *load(importing_function({})), resolvers));
}

TEST_CASE("what can't be made for an import is an error of its own, not an unknown import") {
  Sample sample;
  OutOfRoom none;
  ImportResolver* resolvers[] = {&none};
  const auto module = load(importing_memory(limits_shared | limits_has_max, 1, 2));
  CHECK(message_of(link_imports(*sample.store, *module, resolvers)) == "no room");
  const auto offers = list_imports(*sample.store, *module, resolvers);
  REQUIRE(offers.size() == 1);
  REQUIRE(offers[0].obstacle);
  CHECK(offers[0].obstacle->kind == ObstacleKind::address_space);
}

TEST_CASE("of several resolvers with the right type the first counts") {
  Sample sample;
  ImportDefinitions definitions;
  const HostFunction* first = sample.host_function({});
  definitions.define("m", "n", first);
  definitions.define("m", "n", sample.host_function({}));
  TrappingImports trapping;
  ImportResolver* resolvers[] = {&definitions, &trapping};
  const auto values = link_imports(*sample.store, *load(importing_function({})), resolvers);
  REQUIRE(values);
  CHECK(*std::get_if<const HostFunction*>(&values->front()) == first);
}

}  // namespace wasmc
