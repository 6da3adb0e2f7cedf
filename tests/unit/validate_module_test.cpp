#include "compiler/validate/module.h"

#include <doctest/doctest.h>

#include <string>

#include "compiler/binary/decode.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

std::string invalid(const Bytes& bytes, unsigned threads = 1) {
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  const Status status = validate_module(*module, threads);
  return status ? "" : status.error().message;
}

Bytes exports(std::initializer_list<Bytes> items) {
  return section(7, join({{static_cast<uint8_t>(items.size())}, join(items)}));
}

// A module of `count` functions [] -> [], long enough to be divided among threads, of which those at `bad` are invalid.
Bytes large_module(size_t count, std::initializer_list<size_t> bad) {
  Bytes body(1000, 0x01);
  body.front() = 0x00;
  body.back() = 0x0b;
  Bytes types = {0xe8, 0x07};  // 1,000
  Bytes code = {0xe8, 0x07};
  types.insert(types.end(), count, 0);
  for (size_t i = 0; i < count; ++i) {
    code.insert(code.end(), {0xe8, 0x07});
    code.insert(code.end(), body.begin(), body.end());
  }
  // The last instruction of each bad one is an i32.eqz without operand.
  for (const size_t function : bad) code[2 + function * 1002 + 1000] = 0x45;
  const auto long_section = [](uint8_t id, const Bytes& contents) {
    const size_t size = contents.size();
    const auto digit = [size](unsigned shift) { return static_cast<uint8_t>((size >> shift & 0x7f) | 0x80); };
    return join({{id, digit(0), digit(7), digit(14), static_cast<uint8_t>(size >> 21)}, contents});
  };
  return module_bytes({type_section(), long_section(3, types), long_section(10, code)});
}

}  // namespace

TEST_CASE("indices of types are checked for functions and imports") {
  CHECK(invalid(module_bytes({type_section(), section(3, {1, 3}), section(10, {1, 2, 0, 0x0b})})) == "unknown type 3");
  CHECK(invalid(module_bytes({section(2, {1, 0, 0, 0, 0})})) == "unknown type 0");
}

TEST_CASE("limits have to be in order and in range") {
  CHECK(invalid(module_bytes({section(5, {1, 1, 2, 1})})) == "size minimum must not be greater than maximum");
  CHECK(invalid(module_bytes({section(5, {1, 0, 0x80, 0x80, 0x04})})).empty());
  CHECK(invalid(module_bytes({section(5, {1, 0, 0x81, 0x80, 0x04})})) ==
        "memory size must be at most 65536 pages (4GiB)");
  CHECK(invalid(module_bytes({section(4, {1, 0x70, 0, 0xff, 0xff, 0xff, 0xff, 0x0f})})).empty());
  CHECK(invalid(module_bytes({section(4, {1, 0x70, 0, 0x80, 0x80, 0x80, 0x80, 0x10})})) ==
        "table size must be at most 4294967295");
}

TEST_CASE("exports have names of their own and exist") {
  const Bytes memory = section(5, {2, 0, 0, 0, 0});
  CHECK(invalid(module_bytes({memory, exports({{1, 'a', 2, 0}, {1, 'b', 2, 1}})})).empty());
  CHECK(invalid(module_bytes({memory, exports({{1, 'a', 2, 0}, {1, 'a', 2, 1}})})) == "duplicate export name \"a\"");
  CHECK(invalid(module_bytes({memory, exports({{1, 'a', 2, 2}})})) == "unknown memory 2");
  CHECK(invalid(module_bytes({exports({{1, 'a', 0, 0}})})) == "unknown function 0");
}

TEST_CASE("the start function takes and returns nothing") {
  const auto module_with_start = [](uint8_t type) {
    return module_bytes({type_section(), section(3, {1, type}), section(8, {0}), section(10, {1, 3, 0, 0x00, 0x0b})});
  };
  CHECK(invalid(module_with_start(0)).empty());
  CHECK(invalid(module_with_start(1)) == "start function must have type [] -> [], has [i32] -> [i32]");
  CHECK(invalid(module_bytes({section(8, {0})})) == "unknown function 0");
}

TEST_CASE("a global may be initialised from those before it only") {
  CHECK(invalid(module_bytes({section(6, {2, 0x7f, 0, 0x41, 0, 0x0b, 0x7f, 0, 0x23, 0, 0x0b})})).empty());
  CHECK(invalid(module_bytes({section(6, {2, 0x7f, 0, 0x23, 1, 0x0b, 0x7f, 0, 0x41, 0, 0x0b})})) == "unknown global 1");
}

TEST_CASE("segments go to memories and tables that exist, of their type") {
  CHECK(invalid(module_bytes({section(11, {1, 0, 0x41, 0, 0x0b, 0})})) == "unknown memory 0");
  CHECK(invalid(module_bytes({section(9, {1, 0, 0x41, 0, 0x0b, 0})})) == "unknown table 0");
  CHECK(invalid(module_bytes({section(4, {1, 0x6f, 0, 1}), section(9, {1, 0, 0x41, 0, 0x0b, 0})})) ==
        "type mismatch: a segment of (ref func) for a table of externref");
  CHECK(invalid(module_bytes({section(9, {1, 1, 0, 1, 3})})) == "unknown function 3");
  CHECK(invalid(module_bytes({section(5, {1, 0, 1}), section(11, {1, 0, 0x42, 0, 0x0b, 0})})) ==
        "type mismatch: instruction requires [i32] but stack has [i64]");
}

TEST_CASE("the first invalid body is reported, however many threads look") {
  const Bytes bytes = large_module(1000, {400, 401, 700, 999});
  const Result<Module> module = decode_module(bytes);
  REQUIRE(module);
  for (const unsigned threads : {1U, 2U, 3U, 8U}) {
    CAPTURE(threads);
    const Status status = validate_module(*module, threads);
    REQUIRE_FALSE(status);
    const ByteRange& body = module->functions[400].body;
    CHECK(status.error().offset == body.offset + 998);
  }
  CHECK(invalid(large_module(1000, {}), 3).empty());
}

}  // namespace wasmc
