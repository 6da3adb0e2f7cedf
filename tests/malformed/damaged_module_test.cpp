// Modules cut off and with bits flipped. Run it with the sanitizers: they prove that no damage makes the decoder step
// outside of the module.
#include <doctest/doctest.h>

#include <random>
#include <set>

#include "compiler/text/text_module.h"
#include "tests/malformed/hostile.h"

using namespace wasmc;

namespace {

constexpr const char* of_the_first_version = R"wat(
(module
  (import "m" "f" (func $f (param i32) (result i32)))
  (memory 1) (table 2 funcref) (global $g (mut i64) (i64.const -3))
  (func $loop (export "loop") (param $n i32) (result i32)
    (loop $again
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (br_if $again (i32.load offset=300 (local.get $n))))
    (if (result i32) (local.get $n) (then (call $f (i32.const 100000))) (else (i32.const 7))))
  (elem (i32.const 0) $f $loop) (data (i32.const 70000) "data"))
)wat";

constexpr const char* of_vectors = R"wat(
(module
  (memory 1)
  (func (param v128 v128) (result v128)
    (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 (local.get 0)
      (f64x2.mul (local.get 1) (v128.load64_lane align=8 1 (i32.const 16) (local.get 0)))))
  (func (param f32 f64) (result i64 f32)
    (i64.trunc_sat_f64_u (f64.add (local.get 1) (f64.const 0x1.8p-3))) (f32.neg (f32.const nan:0x400001))))
)wat";

ByteVector bytes_of(const char* text) {
  Result<TextModule> module = parse_text_module(text);
  REQUIRE(module);
  return std::move(module->bytes);
}

std::vector<ByteVector> samples() {
  return {bytes_of(of_the_first_version), bytes_of(of_vectors), module_of_everything()};
}

// Where sections end: what is cut off there may be a module.
std::set<size_t> section_ends(const ByteVector& module) {
  std::set<size_t> ends = {8};
  for (size_t position = 8; position < module.size();) {
    const auto size = read_leb128<uint32_t>(&module[position + 1], module.data() + module.size());
    position += 1 + size.length + size.value;
    ends.insert(position);
  }
  return ends;
}

}  // namespace

TEST_CASE("the modules that are damaged below are valid") {
  for (const ByteVector& module : samples()) CHECK(message_of(judge(module)) == "");
}

TEST_CASE("a module truncated at any byte is refused, but between sections") {
  for (const ByteVector& module : samples()) {
    const std::set<size_t> ends = section_ends(module);
    REQUIRE(*ends.rbegin() == module.size());
    for (size_t length = 0; length < module.size(); ++length) {
      CAPTURE(length);
      const Status status = judge(std::span(module).first(length));
      if (!ends.contains(length)) CHECK_FALSE(status);
    }
  }
}

TEST_CASE("a module with any one bit flipped is refused or harmless") {
  for (ByteVector& module : samples()) {
    for (size_t bit = 0; bit < module.size() * 8; ++bit) {
      const auto mask = static_cast<uint8_t>(1u << bit % 8);
      module[bit / 8] ^= mask;
      (void)judge(module);
      module[bit / 8] ^= mask;
    }
  }
}

TEST_CASE("a module with random bytes is refused or harmless") {
  std::mt19937 random(4711);
  for (const ByteVector& module : samples()) {
    for (int round = 0; round < 5'000; ++round) {
      ByteVector bytes = module;
      for (unsigned change = 0; change <= random() % 4; ++change) {
        bytes[8 + random() % (bytes.size() - 8)] = static_cast<uint8_t>(random() % 4 == 0 ? 0xff : random());
      }
      (void)judge(bytes);
    }
  }
}

TEST_CASE("a text truncated at any byte, or with random bytes, is refused or harmless") {
  const std::string text = of_the_first_version;
  for (size_t length = 0; length < text.size(); ++length) (void)judge_text(std::string_view(text).substr(0, length));
  std::mt19937 random(1);
  for (int round = 0; round < 5'000; ++round) {
    std::string damaged = text;
    for (unsigned change = 0; change <= random() % 4; ++change) {
      damaged[random() % damaged.size()] = static_cast<char>(random() % 2 == 0 ? "()\";$\\"[random() % 6] : random());
    }
    (void)judge_text(damaged);
  }
}
