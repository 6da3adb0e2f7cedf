#include "compiler/binary/decode.h"

#include <doctest/doctest.h>

#include <string>

#include "compiler/module/feature.h"
#include "compiler/validate/module.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

// The message that the module is refused with, without its details after ": "; "" if it is decoded.
std::string refusal(const Bytes& bytes) {
  const Result<Module> module = decode_module(bytes);
  if (module) return "";
  const std::string& message = module.error().message;
  return message.substr(0, message.find(": "));
}

std::string unsupported(const Bytes& bytes) {
  const Result<Module> module = decode_module(bytes);
  return module ? "" : module.error().message;
}

std::string words(Feature feature) { return FeatureSet().refusal(feature, 0).message; }

// A module with one of everything.
Bytes sample_module() {
  return module_bytes({
      section(1, {2, 0x60, 0, 0, 0x60, 1, 0x7f, 1, 0x7f}),
      section(2, join({{2}, name_bytes("m"), name_bytes("f"), {0, 1}, name_bytes("m"), name_bytes("g"), {3, 0x7f, 0}})),
      section(3, {2, 0, 1}),
      section(4, {1, 0x70, 1, 2, 3}),
      section(5, {1, 0, 1}),
      section(6, {1, 0x7e, 1, 0x42, 5, 0x0b}),
      section(7, join({{1}, name_bytes("run"), {0, 1}})),
      section(8, {1}),
      section(9, {1, 0, 0x41, 0, 0x0b, 1, 2}),
      section(12, {1}),
      section(10, {2, 2, 0, 0x0b, 4, 0, 0x20, 0, 0x0b}),
      section(11, {1, 0, 0x23, 0, 0x0b, 2, 'h', 'i'}),
      section(0, join({name_bytes("note"), {1, 2, 3}})),
  });
}

}  // namespace

TEST_CASE("what a module has is where its sections say") {
  const Bytes bytes = sample_module();
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  CHECK(module->types.size() == 2);
  CHECK(module->imported_functions == 1);
  CHECK(module->imported_globals == 1);
  REQUIRE(module->imports.size() == 2);
  CHECK(module->imports[1].name == "g");
  CHECK(module->imports[1].kind == ExternalKind::global);
  CHECK(module->imports[1].index == 0);
  REQUIRE(module->functions.size() == 3);
  CHECK(module->function_type(2).results.size() == 1);
  CHECK(module->functions[2].body.bytes.size() == 4);
  CHECK(bytes[module->functions[2].body.offset + 1] == 0x20);
  CHECK(module->tables[0].type.limits.max == 3);
  CHECK(module->memories[0].type.limits.min == 1);
  CHECK(module->globals[1].type.is_mutable);
  CHECK(module->globals[1].init.bytes.size() == 3);
  CHECK(module->exports[0].name == "run");
  CHECK(module->start == 1);
  CHECK(module->elements[0].functions == std::vector<uint32_t>{2});
  CHECK(module->data[0].bytes[1] == 'i');
  CHECK(module->custom_sections[0].name == "note");
  CHECK(module->custom_sections[0].contents.bytes.size() == 3);
  CHECK(validate_module(*module, 1));
}

TEST_CASE("a custom section is after the last one before it that is not custom") {
  const Bytes custom = section(0, name_bytes("note"));
  const Bytes bytes = module_bytes({custom, type_section(), custom, custom, section(5, {1, 0, 0}), custom});
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  REQUIRE(module->custom_sections.size() == 4);
  const uint8_t expected[] = {0, 1, 1, 5};
  for (size_t i = 0; i < 4; ++i) CHECK(module->custom_sections[i].after == expected[i]);
}

TEST_CASE("functions that are exported or in a segment escape, others do not") {
  const Bytes bytes = sample_module();
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  CHECK_FALSE(module->functions[0].escapes);
  CHECK(module->functions[1].escapes);
  CHECK(module->functions[2].escapes);
}

TEST_CASE("a function that a global refers to escapes") {
  const Bytes bytes = module_bytes(
      {type_section(), section(3, {1, 0}), section(6, {1, 0x70, 0, 0xd2, 0, 0x0b}), section(10, {1, 2, 0, 0x0b})});
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  CHECK(module->functions[0].escapes);
}

TEST_CASE("a module cut off at any byte but a section's end is refused") {
  const Bytes bytes = sample_module();
  for (size_t length = 0; length < bytes.size(); ++length) {
    CAPTURE(length);
    const Bytes cut(bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(length));
    const Result<Module> module = decode_module(cut);
    if (module) continue;
    CHECK(module.error().offset <= length);
  }
  CHECK(refusal({}) == "unexpected end");
  CHECK(refusal({0x00, 'a', 's', 'm', 0x01}) == "unexpected end");
}

TEST_CASE("whatever bit is flipped, the module is refused or decoded, never trusted") {
  const Bytes bytes = sample_module();
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    CAPTURE(bit);
    Bytes flipped = bytes;
    flipped[bit / 8] = static_cast<uint8_t>(flipped[bit / 8] ^ (1U << bit % 8));
    const Result<Module> module = decode_module(flipped);
    if (!module) {
      CHECK(module.error().offset <= flipped.size());
      continue;
    }
    const Status status = validate_module(*module, 1);
    if (!status) CHECK(status.error().offset <= flipped.size());
  }
}

TEST_CASE("another magic or version is refused") {
  CHECK(refusal({'m', 's', 'a', 0, 1, 0, 0, 0}) == "magic header not detected");
  CHECK(refusal({0, 'a', 's', 'm', 2, 0, 0, 0}) == "unknown binary version");
  CHECK(unsupported({0, 'a', 's', 'm', 0x0d, 0, 1, 0}) ==
        "unknown binary version: 65549; not supported yet: components");
}

TEST_CASE("sections of unknown ids, out of order or repeated are refused") {
  CHECK(refusal(module_bytes({section(14, {0})})) == "malformed section id");
  CHECK(refusal(module_bytes({section(2, {0}), section(1, {0})})) == "unexpected content after last section");
  CHECK(refusal(module_bytes({section(1, {0}), section(1, {0})})) == "unexpected content after last section");
  CHECK(refusal(module_bytes({section(12, {0}), section(10, {0}), section(11, {0})})).empty());
}

TEST_CASE("a section has to end where its contents do") {
  CHECK(refusal(module_bytes({section(1, {0, 0})})) == "section size mismatch");
  CHECK(refusal(module_bytes({section(1, {1})})) == "unexpected end of section or function");
  CHECK(refusal(join({module_bytes({}), {1, 5, 0}})) == "length out of bounds");
}

TEST_CASE("counts that belong together have to agree") {
  const char* functions = "function and code section have inconsistent lengths";
  CHECK(refusal(module_bytes({type_section(), section(3, {1, 0})})) == functions);
  CHECK(refusal(module_bytes({section(10, {1, 2, 0, 0x0b})})) == functions);
  const char* data = "data count and data section have inconsistent lengths";
  CHECK(refusal(module_bytes({section(12, {1})})) == data);
  CHECK(refusal(module_bytes({section(12, {0}), section(11, {1, 1, 0})})) == data);
}

TEST_CASE("a count is refused by its limit, whatever the size of the section") {
  CHECK(refusal(module_bytes({section(1, {0xc1, 0x84, 0x3d})})) == "too many types");
  CHECK(refusal(module_bytes({section(5, {101})})) == "too many memories");
  CHECK(refusal(module_bytes({section(1, {1, 0x60, 0xe9, 0x07})})) == "too many parameters");
}

TEST_CASE("a module beyond the limit is refused before anything of it is read") {
  const Bytes bytes = module_bytes({});
  const std::span<const uint8_t> large(bytes.data(), size_t{1'073'741'825});
  CHECK(decode_module(large).error().message == "module too large: 1073741825 bytes, at most 1073741824");
}

TEST_CASE("what is recognised only is refused by name") {
  CHECK(unsupported(module_bytes({section(1, {1, 0x5d, 0})})) == words(Feature::stack_switching));
  CHECK(unsupported(module_bytes({section(1, {1, 0x60, 1, 0x68, 0})})) == words(Feature::stack_switching));
  CHECK(unsupported(module_bytes({section(1, {1, 0x4d, 0})})) == words(Feature::custom_descriptors));
  CHECK(unsupported(module_bytes({section(4, {1, 0x70, 3, 0, 1})})) == words(Feature::shared_everything));
}

TEST_CASE("whatever a feature has brought is refused where that is not enabled, by its name and option") {
  const auto without = [](Feature feature, const Bytes& bytes) {
    FeatureSet features = FeatureSet::all();
    CHECK(decode_module(bytes, features).has_value());
    features.disable(feature);
    const Result<Module> module = decode_module(bytes, features);
    REQUIRE_FALSE(module);
    CHECK(module.error().message == features.refusal(feature, 0).message);
  };
  without(Feature::multi_value, module_bytes({section(1, {1, 0x60, 0, 2, 0x7f, 0x7f})}));
  without(Feature::simd, module_bytes({section(1, {1, 0x60, 1, 0x7b, 0})}));
  without(Feature::reference_types, module_bytes({section(1, {1, 0x60, 1, 0x6f, 0})}));
  without(Feature::reference_types, module_bytes({section(4, {2, 0x70, 0, 1, 0x70, 0, 1})}));
  without(Feature::function_references, module_bytes({section(1, {1, 0x60, 1, 0x64, 0, 0})}));
  without(Feature::function_references, module_bytes({section(4, {1, 0x40, 0, 0x70, 0, 1, 0xd0, 0x70, 0x0b})}));
  without(Feature::gc, module_bytes({section(1, {1, 0x5f, 0})}));
  without(Feature::gc, module_bytes({section(1, {1, 0x4e, 0})}));
  without(Feature::gc, module_bytes({section(1, {1, 0x50, 0, 0x60, 0, 0})}));
  without(Feature::gc, module_bytes({section(1, {1, 0x60, 1, 0x6d, 0})}));
  without(Feature::exceptions, module_bytes({section(1, {1, 0x60, 1, 0x69, 0})}));
  without(Feature::memory64, module_bytes({section(5, {1, 4, 1})}));
  without(Feature::memory64, module_bytes({section(4, {1, 0x70, 4, 1})}));
  without(Feature::threads, module_bytes({section(5, {1, 3, 1, 1})}));
  without(Feature::multi_memory, module_bytes({section(5, {2, 0, 1, 0, 1})}));
  without(Feature::bulk_memory, module_bytes({section(12, {0})}));
  without(Feature::bulk_memory, module_bytes({section(11, {1, 1, 0})}));
  without(Feature::bulk_memory, module_bytes({section(9, {1, 1, 0, 0})}));
  without(Feature::mutable_globals, module_bytes({section(2, {1, 0, 0, 3, 0x7f, 1})}));
}

TEST_CASE("either kind of exceptions brings tags") {
  const Bytes bytes =
      module_bytes({section(1, {1, 0x60, 0, 0}), section(2, {1, 0, 0, 4, 0, 0}), section(13, {1, 0, 0})});
  FeatureSet features = FeatureSet::all();
  features.disable(Feature::exceptions);
  const Result<Module> module = decode_module(bytes, features);
  REQUIRE(module);
  CHECK(module->tags.size() == 2);
  CHECK(module->imported_tags == 1);
  features.disable(Feature::legacy_exceptions);
  CHECK_FALSE(decode_module(bytes, features));
}

TEST_CASE("tags can be declared by what is compiled, exceptions not thrown") {
  const Bytes types = section(1, {1, 0x60, 0, 0});
  const Bytes tags = section(13, {1, 0, 0});
  FeatureSet features = FeatureSet::all().compiled();
  CHECK(decode_module(module_bytes({types, tags}), features));
  CHECK_FALSE(features.has(Feature::exceptions));
  FeatureSet without = FeatureSet::all();
  without.disable(Feature::exceptions);
  without.disable(Feature::legacy_exceptions);
  CHECK_FALSE(decode_module(module_bytes({types, tags}), without.compiled()));
}

TEST_CASE("a flag of limits that belongs to a feature which is off is malformed, and the message names it") {
  const Bytes bytes = module_bytes({section(5, {1, 8, 0, 16})});
  CHECK(unsupported(bytes) == "malformed limits flags: " + words(Feature::custom_page_sizes));
  const Result<Module> module = decode_module(bytes, FeatureSet::all());
  REQUIRE(module);
  CHECK(module->memories[0].type.page_size_log2 == 16);
}

TEST_CASE("an encoding that is none of a type, a kind or a flag is malformed") {
  CHECK(refusal(module_bytes({section(1, {1, 0x60, 1, 0x11, 0})})) == "malformed value type");
  CHECK(refusal(module_bytes({section(4, {1, 0x7f, 0, 0})})) == "malformed reference type");
  CHECK(refusal(module_bytes({section(5, {1, 8, 0})})) == "malformed limits flags");
  CHECK(refusal(module_bytes({section(6, {1, 0x7f, 2, 0x41, 0, 0x0b})})) == "malformed mutability");
  CHECK(refusal(module_bytes({section(2, {1, 0, 0, 5, 0})})) == "malformed import kind");
  CHECK(refusal(module_bytes({section(7, {1, 0, 5, 0})})) == "malformed export kind");
  CHECK(refusal(module_bytes({section(9, {1, 8})})) == "malformed elements segment kind");
  CHECK(refusal(module_bytes({section(9, {1, 1, 1, 0})})) == "malformed element kind");
  CHECK(refusal(module_bytes({section(11, {1, 3})})) == "malformed data segment kind");
}

TEST_CASE("imports of one module may stand together") {
  const Bytes imports = join({{3},
                              name_bytes("m"),
                              {0, 0x7f, 2},
                              name_bytes("f"),
                              {0, 0},
                              name_bytes("g"),
                              {3, 0x7f, 0},
                              name_bytes("n"),
                              {0, 0x7e, 3, 0x7e, 1, 2},
                              name_bytes("a"),
                              name_bytes("b"),
                              name_bytes(""),
                              {0, 0, 0}});
  const Bytes bytes = module_bytes({type_section(), section(2, imports)});
  CHECK(unsupported(bytes) == words(Feature::compact_imports));
  const Result<Module> module = decode_module(bytes, FeatureSet::all());
  REQUIRE_MESSAGE(module.has_value(), (module ? "" : module.error().message));
  REQUIRE(module->imports.size() == 5);
  CHECK(module->imports[1].module == "m");
  CHECK(module->imports[1].name == "g");
  CHECK(module->imports[3].module == "n");
  CHECK(module->imports[3].name == "b");
  CHECK(module->imports[3].kind == ExternalKind::global);
  CHECK(module->imports[3].index == 2);
  CHECK(module->imports[4].name.empty());
  CHECK(module->imported_functions == 2);
  CHECK(module->globals[2].type == GlobalType{ValueType::i64(), true});
}

TEST_CASE("imports of one module are malformed as others are") {
  const auto refused = [](const Bytes& imports) {
    const Bytes bytes = module_bytes({section(2, imports)});
    const Result<Module> module = decode_module(bytes, FeatureSet::all());
    return module ? "" : module.error().message.substr(0, module.error().message.find(": "));
  };
  CHECK(refused({1, 0, 0, 0x7e, 3, 0x7f, 0, 0}).empty());
  CHECK(refused({1, 0, 0, 0x7f, 0}).empty());
  CHECK(refused({1, 0, 0, 0x7f, 1, 0, 0x7f}) == "malformed import kind");
  CHECK(refused({1, 0, 0, 0x7e, 0x7e, 0}) == "malformed import kind");
  CHECK(refused({1, 0, 1, 'a', 0x7f, 0}) == "malformed import kind");
  CHECK(refused({1, 0, 0, 0x7e, 3, 0x7f, 0, 2, 0}) == "unexpected end of section or function");
  CHECK(refused({1, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0x0f}) == "too many imports");
}

TEST_CASE("each form of element segment is read") {
  const Bytes segments = {8,                                                  //
                          0, 0x41, 0,    0x0b, 1,    0,                       // active
                          1, 0,    1,    0,                                   // passive
                          2, 0,    0x41, 0,    0x0b, 0,    1, 0,              // active, with a table
                          3, 0,    1,    0,                                   // declarative
                          4, 0x41, 0,    0x0b, 1,    0xd2, 0, 0x0b,           // the same with expressions
                          5, 0x70, 1,    0xd2, 0,    0x0b,                    //
                          6, 0,    0x41, 0,    0x0b, 0x70, 1, 0xd2, 0, 0x0b,  //
                          7, 0x6f, 1,    0xd0, 0x6f, 0x0b};
  const Bytes bytes = module_bytes({type_section(), section(3, {1, 0}), section(4, {1, 0x70, 0, 1}),
                                    section(9, segments), section(10, {1, 2, 0, 0x0b})});
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  REQUIRE(module->elements.size() == 8);
  for (size_t i = 0; i < 8; ++i) {
    CAPTURE(i);
    const ElementSegment& segment = module->elements[i];
    const SegmentMode modes[] = {SegmentMode::active, SegmentMode::passive, SegmentMode::active,
                                 SegmentMode::declarative};
    CHECK(segment.mode == modes[i % 4]);
    CHECK(segment.functions.size() == (i < 4 ? 1 : 0));
    CHECK(segment.size() == 1);
    const ValueType type = i < 4 ? ValueType::reference(HeapType::func, false) : ValueType::funcref();
    CHECK(segment.type == (i == 7 ? ValueType::externref() : type));
  }
  CHECK(validate_module(*module, 1));
}

}  // namespace wasmc
