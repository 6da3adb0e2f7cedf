#include "format/check_records.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "format/trap_table.h"
#include "format/types.h"
#include "format/write.h"
#include "tests/unit/sample_artifact.h"

using namespace wasmc;

namespace {

// What is said of the sample after one change to its records.
template <typename Change>
std::string error_after(Change change) {
  Artifact artifact = sample_artifact();
  change(artifact);
  auto bytes = write_artifact(artifact);
  REQUIRE(bytes);
  return read_error(*bytes);
}

}  // namespace

// One line a rule: the change, and the words for it.
#define REFUSED(change, message) CHECK(error_after([](Artifact& a) { change; }) == (message))
#define ACCEPTED(change) CHECK(error_after([](Artifact& a) { change; }) == "")

TEST_CASE("functions have a type and lie in the code") {
  REFUSED(a.functions[0].type = 2u, "section 'functions': record 0: type index out of range");
  REFUSED(a.functions[1].code_offset = 49u, "section 'functions': record 1: code out of range");
  REFUSED(a.functions[1].code_offset = 0xffffffffu, "section 'functions': record 1: code out of range");
  REFUSED(a.functions[1].code_length = 0u, "section 'functions': record 1: code out of range");
  REFUSED(a.code.clear(), "section 'types': record 0: thunk out of range");
}

TEST_CASE("functions that can be called from elsewhere have an entry") {
  ACCEPTED(a.functions[0].entry = 32u);
  REFUSED(a.functions[0].entry = 64u, "section 'functions': record 0: entry out of range");
  REFUSED(a.functions[1].entry = none_index, "section 'escaping functions': record 1: function without an entry");
  REFUSED(a.functions[0].entry = none_index, "section 'functions': record 1: start function without an entry");
}

TEST_CASE("types refer to value types and to thunks in the code") {
  REFUSED(a.types[1].params = 3u, "section 'types': record 1: value types out of range");
  REFUSED(a.types[1].results = 0xffffffffu, "section 'types': record 1: value types out of range");
  REFUSED(a.types[0].first_value_type = 1u, "section 'types': record 0: value types out of range");
  REFUSED(a.types[1].results = 0u, "section 'value types': record 2: belongs to no type");
  REFUSED(a.types[0].entry_thunk = 64u, "section 'types': record 0: thunk out of range");
  REFUSED(a.types[1].host_thunk = 64u, "section 'types': record 1: thunk out of range");
}

TEST_CASE("value types are ones that we know") {
  ACCEPTED(a.value_types[0] = ValueType::v128().bits());
  ACCEPTED(a.value_types[0] = ValueType::reference(static_cast<HeapType>(1), false).bits());
  ACCEPTED(a.value_types[0] = ValueType::reference(HeapType::noexn, true).bits());
  const char* unknown = "section 'value types': record 0: unknown value type";
  REFUSED(a.value_types[0] = 0u, unknown);
  REFUSED(a.value_types[0] = 0x17fu, unknown);
  REFUSED(a.value_types[0] = ValueType::reference(static_cast<HeapType>(2), true).bits(), unknown);
  REFUSED(a.value_types[0] = ValueType::reference(static_cast<HeapType>(-0x0b), true).bits(), unknown);
  REFUSED(a.value_types[0] = ValueType::reference(static_cast<HeapType>(-0x18), true).bits(), unknown);
}

TEST_CASE("the start function exists and has neither parameters nor results") {
  ACCEPTED(a.header.start_function = none_index);
  REFUSED(a.header.start_function = 3, "section 'functions': record 3: start function out of range");
  REFUSED(a.header.start_function = 2, "section 'functions': record 2: start function has parameters or results");
  REFUSED(a.header.start_function = 0, "section 'functions': record 0: start function has parameters or results");
}

TEST_CASE("escaping functions ascend and exist") {
  REFUSED(a.escaping_functions[1] = 3u, "section 'escaping functions': record 1: function index out of range");
  REFUSED(a.escaping_functions[0] = 2u, "section 'escaping functions': record 1: out of order");
}

TEST_CASE("imports are named, and stand first in their index spaces") {
  REFUSED(a.imports[0].module.length = 0xffffffffu, "section 'imports': record 0: name out of range");
  REFUSED(a.imports[3].name.offset = 0xffffffffu, "section 'imports': record 3: name out of range");
  REFUSED(a.imports[0].index = 2u, "section 'imports': record 0: type index out of range");
  REFUSED(a.imports[1].index = 1u, "section 'imports': record 1: index out of order");
  REFUSED(a.imports[2].index = 1u, "section 'imports': record 2: index out of order");
  REFUSED(a.imports[3].index = 1u, "section 'imports': record 3: index out of order");
  REFUSED(a.imports[3].kind = 5u, "section 'imports': record 3: unknown kind");
  REFUSED(a.imports[3].kind = 0x100u, "section 'imports': record 3: unknown kind");
  REFUSED(a.globals.clear(), "section 'imports': record 4: more imports than records");
}

TEST_CASE("exports are named and refer to what exists") {
  REFUSED(a.exports[0].name.offset = 0xfffffff0u, "section 'exports': record 0: name out of range");
  REFUSED(a.exports[0].index = 3u, "section 'exports': record 0: index out of range");
  REFUSED(a.exports[0].index = 1u, "section 'exports': record 0: function is not among the escaping ones");
  REFUSED(a.exports[1].index = 2u, "section 'exports': record 1: index out of range");
  REFUSED(a.exports[2].index = 2u, "section 'exports': record 2: index out of range");
  REFUSED(a.exports[3].index = 2u, "section 'exports': record 3: index out of range");
  REFUSED(a.exports[3].kind = 5u, "section 'exports': record 3: unknown kind");
}

TEST_CASE("tables have a reference type, limits and a value from a constant expression") {
  REFUSED(a.tables[1].element = ValueType::i32().bits(),
          "section 'tables': record 1: element type is not a reference type");
  REFUSED(a.tables[1].min = 4u, "section 'tables': record 1: minimum larger than maximum");
  REFUSED(a.tables[1].min = uint64_t{1} << 32, "section 'tables': record 1: minimum too large");
  REFUSED(a.tables[1].max = uint64_t{1} << 32, "section 'tables': record 1: maximum too large");
  ACCEPTED(a.tables[1].max = ~uint64_t{0}; a.tables[1].flags = limits_has_max | limits_is_64);
  REFUSED(a.tables[1].flags = 0u, "section 'tables': record 1: maximum without its flag");
  REFUSED(a.tables[1].flags = 16u, "section 'tables': record 1: unknown flags");
  REFUSED(a.tables[1].flags = limits_has_max | limits_shared, "section 'tables': record 1: shared table");
  REFUSED(a.tables[1].flags = limits_has_max | limits_imported,
          "section 'tables': record 1: disagrees with the imports");
  REFUSED(a.tables[0].flags = 0u, "section 'tables': record 0: disagrees with the imports");
  REFUSED(a.tables[1].init.length = 4u, "section 'tables': record 1: initial value out of range");
  REFUSED(a.tables[0].init.length = 3u, "section 'tables': record 0: initial value of an import");
}

TEST_CASE("memories have limits that their address type can reach") {
  REFUSED(a.memories[1].max = 65537u, "section 'memories': record 1: maximum too large");
  REFUSED(a.memories[1].min = 65537u, "section 'memories': record 1: minimum too large");
  REFUSED(a.memories[1].min = 2u; a.memories[1].max = 1u, "section 'memories': record 1: minimum larger than maximum");
  ACCEPTED(a.memories[1].max = uint64_t{1} << 48; a.memories[1].flags = limits_has_max | limits_is_64);
  REFUSED(a.memories[1].max = (uint64_t{1} << 48) + 1;
          a.memories[1].flags = limits_has_max | limits_is_64, "section 'memories': record 1: maximum too large");
  for (uint32_t size : {1u, 15u, 17u, 64u, 0xffffffffu}) {
    CHECK(error_after([=](Artifact& a) { a.memories[0].page_size_log2 = size; }) ==
          "section 'memories': record 0: unsupported page size");
  }
  ACCEPTED(a.memories[1].page_size_log2 = 0u; a.memories[1].max = uint64_t{1} << 32);
  REFUSED(a.memories[1].page_size_log2 = 0u;
          a.memories[1].max = (uint64_t{1} << 32) + 1, "section 'memories': record 1: maximum too large");
  ACCEPTED(a.memories[1].page_size_log2 = 0u; a.memories[1].max = ~uint64_t{0};
           a.memories[1].flags = limits_has_max | limits_is_64);
  ACCEPTED(a.memories[1].flags = limits_has_max | limits_shared);
  REFUSED(a.memories[0].flags = limits_imported | limits_shared,
          "section 'memories': record 0: shared without a maximum");
  REFUSED(a.memories[0].flags = 0u, "section 'memories': record 0: disagrees with the imports");
}

TEST_CASE("tags have a type without results") {
  REFUSED(a.tags[0].type = 2u, "section 'tags': record 0: type index out of range");
  REFUSED(a.tags[0].type = 1u, "section 'tags': record 0: type has results");
  REFUSED(a.tags[0].imported = 2u, "section 'tags': record 0: unknown flags");
  REFUSED(a.tags[0].imported = 1u, "section 'tags': record 0: disagrees with the imports");
  REFUSED(a.tags.clear(), "section 'exports': record 4: index out of range");
}

TEST_CASE("globals have a type and, unless imported, a value") {
  REFUSED(a.globals[1].type = 0x40u, "section 'globals': record 1: unknown value type");
  REFUSED(a.globals[1].is_mutable = 2u, "section 'globals': record 1: unknown flags");
  REFUSED(a.globals[1].imported = 2u, "section 'globals': record 1: unknown flags");
  REFUSED(a.globals[1].imported = 1u, "section 'globals': record 1: disagrees with the imports");
  REFUSED(a.globals[1].init.offset = 4u, "section 'globals': record 1: initial value out of range");
  REFUSED(a.globals[1].init.length = 0u, "section 'globals': record 1: initial value missing, or of an import");
  REFUSED(a.globals[0].init.length = 3u, "section 'globals': record 0: initial value missing, or of an import");
}

TEST_CASE("element segments refer to a table and take the items in order") {
  const char* offset =
      "section 'element segments': record 0: offset missing, out of range or of a segment that is not active";
  REFUSED(a.element_segments[0].mode = 3u, "section 'element segments': record 0: unknown mode");
  REFUSED(a.element_segments[0].table = 2u, "section 'element segments': record 0: table index out of range");
  REFUSED(a.element_segments[0].mode = 1u, offset);
  REFUSED(a.element_segments[0].offset.length = 0u, offset);
  REFUSED(a.element_segments[0].offset.length = 7u, offset);
  REFUSED(a.element_segments[0].type = ValueType::i32().bits(),
          "section 'element segments': record 0: type is not a reference type");
  REFUSED(a.element_segments[0].has_expressions = 2u, "section 'element segments': record 0: unknown form of elements");
  REFUSED(a.element_segments[0].count = 0xffffffffu, "section 'element segments': record 0: elements out of range");
  REFUSED(a.element_segments[1].count = 0xffffffffu, "section 'element segments': record 1: elements out of range");
  REFUSED(a.element_segments[1].first_item = 0u, "section 'element segments': record 1: elements out of range");
  REFUSED(a.element_items.push_back(none_index), "section 'element items': record 4: belongs to no segment");
}

TEST_CASE("elements are escaping functions or constant expressions") {
  REFUSED(a.element_items[0] = 3u, "section 'element segments': record 0: function index out of range");
  REFUSED(a.element_items[0] = 1u, "section 'element segments': record 0: function is not among the escaping ones");
  REFUSED(a.element_items[2] = 4u, "section 'element segments': record 1: element expression out of range");
  REFUSED(a.element_items[3] = 0u, "section 'element segments': record 1: element expression out of range");
}

TEST_CASE("data segments refer to a memory and to the data") {
  REFUSED(a.data_segments[0].mode = 2u, "section 'data segments': record 0: unknown mode");
  REFUSED(a.data_segments[0].memory = 2u, "section 'data segments': record 0: memory index out of range");
  REFUSED(a.data_segments[1].offset.length = 3u,
          "section 'data segments': record 1: offset missing, out of range or of a segment that is not active");
  REFUSED(a.data_segments[1].bytes.length = 101u, "section 'data segments': record 1: bytes out of range");
  REFUSED(a.data_segments[1].bytes.offset = 0xffffffffu, "section 'data segments': record 1: bytes out of range");
}

TEST_CASE("function names ascend and exist") {
  REFUSED(a.function_names[1].function = 3u, "section 'function names': record 1: function index out of range");
  REFUSED(a.function_names[1].function = 0u, "section 'function names': record 1: out of order");
  REFUSED(a.function_names[1].name.length = 4u, "section 'function names': record 1: name out of range");
}

TEST_CASE("names do not overlap") {
  ACCEPTED(a.strings.push_back('x'));
  REFUSED(a.exports[0].name = a.imports[0].name, "section 'strings': record 0: names overlap");
}

TEST_CASE("trap sites lie in the code") {
  REFUSED(a.trap_sites.push_back(0), "section 'trap sites': trailing bytes after the last site");
  static const std::vector<TrapSite> sites = {{3, 101, 2}, {65, 125, 1}};
  REFUSED(a.trap_sites = encode_trap_table(sites), "section 'trap sites': site 1: beyond the end of the code");
}

TEST_CASE("a name that is not UTF-8 is refused") {
  REFUSED(a.strings[a.imports[2].module.offset] = 0x80, "section 'imports': record 2: name is not UTF-8");
  REFUSED(a.strings[a.imports[3].name.offset + 1] = 0xff, "section 'imports': record 3: name is not UTF-8");
  REFUSED(a.strings[a.exports[1].name.offset + 2] = 0xc3, "section 'exports': record 1: name is not UTF-8");
  REFUSED(a.strings[a.function_names[0].name.offset] = 0xf8, "section 'function names': record 0: name is not UTF-8");
}
