// Modules that are small for what they make a naive decoder or validator do. They have to take time and memory in
// proportion to their size: where that is not so, these tests take hours.
#include <doctest/doctest.h>

#include "tests/malformed/hostile.h"
#include "tests/malformed/peak_memory.h"

using namespace wasmc;

namespace {

// The least that describes an item may be one byte of the module, and what describes it in memory is a record.
constexpr size_t bytes_for_each_byte = 200;

void check_accepted(const ByteVector& module) {
  const PeakMemory memory;
  CHECK(message_of(judge(module)) == "");
  CHECK(memory.bytes() < module.size() * bytes_for_each_byte + (1 << 20));
}

void check_refused(const ByteVector& module, const char* message) {
  CHECK(message_of(judge(module)).find(message) == 0);
}

// Type 0 is [] -> [].
ModuleWriter with_type() {
  ModuleWriter writer;
  writer.section(1, {1, 0x60, 0, 0});
  return writer;
}

void append_name(ByteVector& bytes, const std::string& name) {
  append_leb128(bytes, static_cast<uint32_t>(name.size()));
  bytes.insert(bytes.end(), name.begin(), name.end());
}

// Exports of function 0 whose names differ in their last letters alone.
ByteVector exports(uint32_t count, const std::string& prefix) {
  ByteVector bytes;
  append_leb128(bytes, count);
  for (uint32_t i = 0; i < count; ++i) {
    append_name(bytes, prefix + std::to_string(i));
    append(bytes, {0, 0});
  }
  return bytes;
}

// So many functions of type 0, the same body each.
void add_functions(ModuleWriter& writer, uint32_t count, const ByteVector& body) {
  writer.section(3, vector_of(count, {0}));
  ByteVector code;
  append_leb128(code, static_cast<uint32_t>(body.size()));
  append(code, body);
  writer.section(10, vector_of(count, code));
}

}  // namespace

TEST_CASE("many exports whose names begin alike are accepted, and a name twice among them is found") {
  const uint32_t count = 100'000;
  const std::string prefix(100, 'x');
  const auto module = [&](const ByteVector& names) {
    return with_type().section(3, {1, 0}).section(7, names).section(10, {1, 2, 0, 0x0b}).bytes();
  };
  ByteVector names = exports(count, prefix);
  CHECK(message_of(judge(module(names))) == "");
  names[names.size() - 3] = static_cast<uint8_t>(names[names.size() - 3] - 1);
  check_refused(module(names), "duplicate export name");
}

TEST_CASE("as many types as there may be are accepted, one more is refused") {
  check_accepted(ModuleWriter().section(1, vector_of(1'000'000, {0x60, 0, 0})).bytes());
  check_refused(ModuleWriter().section(1, vector_of(1'000'001, {0x60, 0, 0})).bytes(), "too many types");
}

TEST_CASE("many recursion groups that are the same are accepted") {
  check_accepted(ModuleWriter().section(1, vector_of(300'000, {0x4e, 1, 0x5f, 0})).bytes());
  check_accepted(ModuleWriter().section(1, vector_of(300'000, {0x4e, 2, 0x5f, 1, 0x64, 0, 0, 0x60, 0, 0})).bytes());
}

TEST_CASE("empty recursion groups are limited, too") {
  check_accepted(ModuleWriter().section(1, vector_of(1'000'000, {0x4e, 0})).bytes());
  check_refused(ModuleWriter().section(1, vector_of(1'000'001, {0x4e, 0})).bytes(), "too many types");
}

TEST_CASE("one recursion group may have as many types as there may be") {
  ByteVector group = {1, 0x4e};
  append(group, vector_of(1'000'000, {0x5e, 0x6e, 0}));
  check_accepted(ModuleWriter().section(1, group).bytes());
}

TEST_CASE("many recursion groups may differ in their last types alone") {
  const uint32_t groups = 500;
  ByteVector types;
  append_leb128(types, groups);
  for (uint32_t group = 0; group < groups; ++group) {
    append(types, {0x4e});
    append_leb128(types, 1'001u);
    append(types, repeat(1'000, {0x5e, 0x6e, 0}));  // arrays of anyref
    append(types, {0x60});                          // and a function with so many parameters
    append(types, vector_of(group, {0x7f}));
    append(types, {0});
  }
  check_accepted(ModuleWriter().section(1, types).bytes());
}

TEST_CASE("each type may refer to the one before it, and groups may repeat that") {
  ByteVector types;
  append_leb128(types, 500'000u);
  append(types, {0x5f, 0});
  for (uint32_t i = 0; i < 499'999; ++i) {
    append(types, {0x5e, 0x63});
    append_leb128(types, static_cast<int32_t>(i));
    append(types, {0});
  }
  check_accepted(ModuleWriter().section(1, types).bytes());
}

TEST_CASE("functions with as many locals as there may be cost no more than others") {
  ModuleWriter writer = with_type();
  ByteVector body = {1};
  append_leb128(body, 50'000u);
  append(body, {0x7f, 0x0b});
  add_functions(writer, 100'000, body);
  check_accepted(writer.bytes());
}

TEST_CASE("locals may change their type each time") {
  ModuleWriter writer = with_type();
  ByteVector body = vector_of(25'000, {1, 0x7f, 1, 0x7e});
  body[0] = 0xd0, body[1] = 0x86, body[2] = 0x03;  // twice as many
  for (uint32_t i = 0; i < 50'000; ++i) {
    body.push_back(0x20);
    append_leb128(body, i);
    body.push_back(0x1a);
  }
  body.push_back(0x0b);
  add_functions(writer, 1, body);
  check_accepted(writer.bytes());
}

TEST_CASE("locals that have to be set first may be many, and set within many blocks") {
  ByteVector body = {1};
  append_leb128(body, 50'000u);
  append(body, {0x64, 0x70});  // ref func
  for (uint32_t i = 0; i < 200'000; ++i) {
    append(body, {0x02, 0x40, 0xd2, 0, 0x21});  // block, ref.func 0, local.set
    append_leb128(body, i % 50'000);
    body.push_back(0x0b);
  }
  body.push_back(0x0b);
  ModuleWriter writer = with_type();
  writer.section(3, {1, 0}).section(7, {1, 0, 0, 0});
  ByteVector code = {1};
  append_leb128(code, static_cast<uint32_t>(body.size()));
  append(code, body);
  check_accepted(writer.section(10, code).bytes());
}

TEST_CASE("handlers of exceptions may be many") {
  ByteVector body = repeat(100, {0x02, 0x40});
  for (int i = 0; i < 100; ++i) {
    append(body, {0x1f, 0x40});                     // try_table
    append(body, vector_of(1'000, {0x00, 0, 50}));  // catch tag 0, label 50
    body.push_back(0x0b);
  }
  append(body, repeat(100, {0x0b}));
  check_accepted(with_type().section(3, {1, 0}).section(13, {1, 0, 0}).code(body).bytes());
}

TEST_CASE("many functions and many custom sections are accepted") {
  ModuleWriter writer = with_type();
  add_functions(writer, 500'000, {0, 0x0b});
  for (int i = 0; i < 100'000; ++i) writer.section(0, {1, 'x'});
  check_accepted(writer.bytes());
}

TEST_CASE("branch tables may lead to many labels far out") {
  ByteVector body = repeat(1'000, {0x02, 0x40});
  for (int i = 0; i < 10; ++i) {
    append(body, {0x41, 0, 0x0e});
    append_leb128(body, 65'520u);
    for (uint32_t target = 0; target <= 65'520; ++target) append_leb128(body, target % 1'000);
  }
  append(body, repeat(1'000, {0x0b}));
  check_accepted(with_type().section(3, {1, 0}).code(body).bytes());
}

TEST_CASE("branch tables may lead to labels that take many values") {
  ByteVector types = {2, 0x60, 0, 0, 0x60, 0};
  append(types, vector_of(1'000, {0x7f}));
  ByteVector body = {0x02, 1};  // a block with 1,000 results
  append(body, repeat(1'000, {0x41, 0}));
  append(body, {0x41, 0, 0x0e});
  append(body, vector_of(65'520, {0}));
  append(body, {0, 0x0b});
  append(body, repeat(1'000, {0x1a}));
  check_accepted(ModuleWriter().section(1, types).section(3, {1, 0}).code(body).bytes());
}

TEST_CASE("names of functions may be as many as one likes, and repeat their index") {
  ByteVector names = vector_of(1'000'000, {0, 1, 'f'});
  ByteVector contents = {4, 'n', 'a', 'm', 'e', 1};
  append_leb128(contents, static_cast<uint32_t>(names.size()));
  append(contents, names);
  check_accepted(ModuleWriter().section(0, contents).bytes());
}

TEST_CASE("calls that push many results are limited by the operands there may be") {
  ByteVector types = {2, 0x60, 0, 0, 0x60, 0};
  append(types, vector_of(1'000, {0x7f}));
  const ByteVector calls = repeat(20'000, {0x10, 0});
  const ByteVector imports = {1, 0, 0, 0, 1};  // a function of type 1, without a name
  check_refused(ModuleWriter().section(1, types).section(2, imports).section(3, {1, 0}).code(calls).bytes(),
                "too many operands");
}
