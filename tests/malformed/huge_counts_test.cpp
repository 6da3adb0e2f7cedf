// Counts that promise more than the module has, and numbers that are longer or larger than their kind may be: refused
// before memory is taken for them.
#include <doctest/doctest.h>

#include "tests/malformed/hostile.h"
#include "tests/malformed/peak_memory.h"

using namespace wasmc;

namespace {

constexpr size_t little = 1 << 20;  // bytes
constexpr uint8_t first_section = 1;
constexpr uint8_t last_section = 13;

const ByteVector most = {0xff, 0xff, 0xff, 0xff, 0x0f};
const ByteVector million = {0xc0, 0x84, 0x3d};
const ByteVector too_long = {0x80, 0x80, 0x80, 0x80, 0x80, 0x00};
const ByteVector too_large = {0xff, 0xff, 0xff, 0xff, 0x7f};

ByteVector join(std::initializer_list<ByteVector> parts) {
  ByteVector bytes;
  for (const ByteVector& part : parts) append(bytes, part);
  return bytes;
}

void check_refused_at_once(const ByteVector& module) {
  const PeakMemory memory;
  CHECK_FALSE(judge(module));
  CHECK(memory.bytes() < little);
}

// Types 0: [] -> [], and one function of it with those instructions.
ByteVector with_body(const ByteVector& instructions) {
  return ModuleWriter().section(1, {1, 0x60, 0, 0}).section(3, {1, 0}).code(instructions).bytes();
}

}  // namespace

TEST_CASE("a section that counts more items than it has is refused") {
  for (uint8_t id = first_section; id <= last_section; ++id) {
    CAPTURE(static_cast<int>(id));
    for (const ByteVector& count : {most, million}) {
      check_refused_at_once(ModuleWriter().section(id, count).bytes());
      check_refused_at_once(ModuleWriter().section(id, join({count, {0, 0, 0, 0}})).bytes());
    }
  }
}

TEST_CASE("a section longer than the module is refused") {
  for (uint8_t id = 0; id <= last_section; ++id) {
    CAPTURE(static_cast<int>(id));
    check_refused_at_once(join({ModuleWriter().bytes(), {id}, most}));
  }
}

TEST_CASE("a type that counts more than it has is refused") {
  for (const ByteVector& count : {most, million}) {
    check_refused_at_once(ModuleWriter().section(1, join({{1, 0x60}, count})).bytes());
    check_refused_at_once(ModuleWriter().section(1, join({{1, 0x60, 0}, count})).bytes());
    check_refused_at_once(ModuleWriter().section(1, join({{1, 0x5f}, count})).bytes());
    check_refused_at_once(ModuleWriter().section(1, join({{1, 0x4e}, count})).bytes());
    check_refused_at_once(ModuleWriter().section(1, join({{1, 0x50}, count})).bytes());
  }
}

TEST_CASE("a segment that counts more than it has is refused") {
  const auto module = [](uint8_t id, const ByteVector& contents) {
    return ModuleWriter().section(4, {1, 0x70, 0, 0}).section(5, {1, 0, 0}).section(id, contents).bytes();
  };
  for (const ByteVector& count : {most, million}) {
    for (uint8_t flags = 0; flags < 8; ++flags) {
      check_refused_at_once(module(9, join({{1, flags, 0x41, 0, 0x0b}, count})));
      check_refused_at_once(module(9, join({{1, flags}, count})));
    }
    check_refused_at_once(module(11, join({{1, 0, 0x41, 0, 0x0b}, count})));
    check_refused_at_once(module(11, join({{1, 1}, count})));
  }
}

TEST_CASE("more locals than there may be are refused, however they are counted") {
  const auto module = [](const ByteVector& locals) {
    ByteVector body;
    append_leb128(body, static_cast<uint32_t>(locals.size() + 1));
    append(body, locals);
    body.push_back(0x0b);
    return ModuleWriter().section(1, {1, 0x60, 0, 0}).section(3, {1, 0}).section(10, join({{1}, body})).bytes();
  };
  check_refused_at_once(module(join({{1}, most, {0x7f}})));
  check_refused_at_once(module(join({{2}, most, {0x7f}, most, {0x7e}})));
  check_refused_at_once(module(join({{3}, most, {0x7f}, {1, 0x7e}, most, {0x7e}})));
  check_refused_at_once(module(most));
}

TEST_CASE("an instruction that counts more than it has is refused") {
  for (const ByteVector& count : {most, million}) {
    check_refused_at_once(with_body(join({{0x41, 0, 0x0e}, count})));     // br_table
    check_refused_at_once(with_body(join({{0x1c}, count})));              // select
    check_refused_at_once(with_body(join({{0x1f, 0x40}, count})));        // try_table
    check_refused_at_once(with_body(join({{0xfb, 0x08, 0x00}, count})));  // array.new_fixed
  }
}

TEST_CASE("a name that is longer than its section is refused, or no name") {
  check_refused_at_once(ModuleWriter().section(0, most).bytes());
  check_refused_at_once(ModuleWriter().section(2, join({{1}, most})).bytes());
  check_refused_at_once(ModuleWriter().section(7, join({{1}, million})).bytes());
  const ByteVector name = {4, 'n', 'a', 'm', 'e'};
  for (uint8_t subsection = 0; subsection < 12; ++subsection) {
    CHECK(judge(ModuleWriter().section(0, join({name, {subsection}, most})).bytes()));
    CHECK(judge(ModuleWriter().section(0, join({name, {subsection, 5}, most})).bytes()));
    CHECK(judge(ModuleWriter().section(0, join({name, {subsection, 7}, most, {0, 0}})).bytes()));
  }
}

TEST_CASE("a number longer or larger than its kind is refused as such, in every section") {
  for (uint8_t id = first_section; id <= last_section; ++id) {
    CAPTURE(static_cast<int>(id));
    CHECK(message_of(judge(ModuleWriter().section(id, too_long).bytes())).find("integer representation too long") == 0);
    CHECK(message_of(judge(ModuleWriter().section(id, too_large).bytes())).find("integer too large") == 0);
  }
}

TEST_CASE("a constant longer or larger than its kind is refused as such") {
  CHECK(message_of(judge(with_body(join({{0x41}, too_long})))).find("integer representation too long") == 0);
  CHECK(message_of(judge(with_body({0x41, 0xff, 0xff, 0xff, 0xff, 0x4f}))).find("integer too large") == 0);
  CHECK(message_of(judge(with_body(join({{0x42}, repeat(10, {0x80}), {0}})))).find("integer representation too long") ==
        0);
  CHECK(message_of(judge(with_body(join({{0x42}, repeat(9, {0xff}), {0x41}})))).find("integer too large") == 0);
  CHECK(message_of(judge(with_body({0x02, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00})))
            .find("integer representation too long") == 0);  // a block type, of 33 bits
}
