#include <array>
#include <cstring>
#include <string>

#include <doctest/doctest.h>

#include "tests/unit/compiled_program.h"

using namespace wasmc;

namespace {

// An instruction with operands for which several results are permitted, and the one of the deterministic profile. All
// vectors are four i32.
struct Case {
  const char* instruction;
  std::vector<const char*> operands;
  std::array<uint32_t, 4> deterministic;
};

constexpr const char* nans = "0x7fc00001 0xffa00000 0x7fc00000 0xffc00000";
constexpr const char* zeros = "0 0x80000000 0 0x80000000";
constexpr const char* other_zeros = "0x80000000 0 0x80000000 0";
// NaN, -5, 2^33, -2^33
constexpr const char* f32_misfits = "0x7fc00000 0xc0a00000 0x50000000 0xd0000000";
// NaN and -5; 2^40 and -2^40
constexpr const char* f64_nan_and_negative = "0 0x7ff80000 0 0xc0140000";
constexpr const char* f64_too_large = "0 0x42700000 0 0xc2700000";
// 1 + 2^-12, squared minus 1 + 2^-11: only without rounding in between 2^-24 is left.
constexpr const char* one_and_bit = "0x3f800800 0x3f800800 0x3f800800 0x3f800800";
constexpr const char* minus_square = "0xbf801000 0xbf801000 0xbf801000 0xbf801000";
constexpr const char* minus_one_and_bit = "0xbf800800 0xbf800800 0xbf800800 0xbf800800";

const Case cases[] = {
    {"i8x16.relaxed_swizzle", {"0x04030201 5 6 7", "0x81101100 0x7f 0 0xff"}, {1, 0x01010100, 0x01010101, 0x01010100}},
    {"i32x4.relaxed_trunc_f32x4_s", {f32_misfits}, {0, 0xfffffffb, 0x7fffffff, 0x80000000}},
    {"i32x4.relaxed_trunc_f32x4_u", {f32_misfits}, {0, 0, 0xffffffff, 0}},
    {"i32x4.relaxed_trunc_f64x2_s_zero", {f64_nan_and_negative}, {0, 0xfffffffb, 0, 0}},
    {"i32x4.relaxed_trunc_f64x2_s_zero", {f64_too_large}, {0x7fffffff, 0x80000000, 0, 0}},
    {"i32x4.relaxed_trunc_f64x2_u_zero", {f64_nan_and_negative}, {0, 0, 0, 0}},
    {"i32x4.relaxed_trunc_f64x2_u_zero", {f64_too_large}, {0xffffffff, 0, 0, 0}},
    {"f32x4.relaxed_madd", {one_and_bit, one_and_bit, minus_square}, {0, 0, 0, 0}},
    {"f32x4.relaxed_nmadd", {minus_one_and_bit, one_and_bit, minus_square}, {0, 0, 0, 0}},
    {"f32x4.relaxed_min", {zeros, other_zeros}, {0x80000000, 0x80000000, 0x80000000, 0x80000000}},
    {"f32x4.relaxed_max", {zeros, other_zeros}, {0, 0, 0, 0}},
    {"f32x4.relaxed_min", {zeros, nans}, {0x7fc00000, 0x7fc00000, 0x7fc00000, 0x7fc00000}},
    {"f32x4.relaxed_max", {nans, zeros}, {0x7fc00000, 0x7fc00000, 0x7fc00000, 0x7fc00000}},
    {"f64x2.relaxed_min", {zeros, f64_nan_and_negative}, {0, 0x7ff80000, 0, 0xc0140000}},
    {"i8x16.relaxed_laneselect", {"-1 -1 -1 -1", "0 0 0 0", "0x81018001 1 0 0"}, {0x81018001, 1, 0, 0}},
    {"i16x8.relaxed_laneselect", {"-1 -1 -1 -1", "0 0 0 0", "0x81018001 1 0 0"}, {0x81018001, 1, 0, 0}},
    {"i32x4.relaxed_laneselect", {"-1 -1 -1 -1", "0 0 0 0", "0x81018001 1 0 0"}, {0x81018001, 1, 0, 0}},
    {"i64x2.relaxed_laneselect", {"-1 -1 -1 -1", "0 0 0 0", "1 0x80000000 1 1"}, {1, 0x80000000, 1, 1}},
    {"i16x8.relaxed_q15mulr_s", {"0x80008000 0 0 0", "0x80007fff 0 0 0"}, {0x7fff8001, 0, 0, 0}},
    {"i16x8.relaxed_dot_i8x16_i7x16_s", {"0x80808080 0 0 0", "0x80808181 0 0 0"}, {0x7fff7f00, 0, 0, 0}},
    {"i32x4.relaxed_dot_i8x16_i7x16_add_s", {"0x80808080 0 0 0", "0x80808080 0 0 0", "1 2 3 4"}, {0xffff, 2, 3, 4}},
};

// Exports the instruction applied to the operands as constants, and through a function that takes them.
std::string program_of(const Case& test) {
  std::string params, gets, constants;
  for (size_t i = 0; i < test.operands.size(); ++i) {
    params += " v128";
    gets += " local.get " + std::to_string(i);
    constants += std::string(" v128.const i32x4 ") + test.operands[i];
  }
  const std::string instruction = std::string(" ") + test.instruction + ")";
  return "(module (func (param" + params + ") (result v128)" + gets + instruction +
         "(func (export \"of_constants\") (result v128)" + constants + instruction +
         "(func (export \"of_variables\") (result v128)" + constants + " call 0))";
}

std::vector<uint32_t> lanes_of(const Value& value) {
  std::vector<uint32_t> lanes(4);
  std::memcpy(lanes.data(), value.v128, sizeof(value.v128));
  return lanes;
}

std::vector<uint32_t> run(const Case& test, const CompileOptions& options, const char* name) {
  CompiledProgram program(program_of(test), options);
  return lanes_of(program.results(name, {})[0]);
}

}  // namespace

TEST_CASE("a relaxed instruction gives the same at every level, of constants and of variables") {
  for (const char* cpu : {"x86-64-v2", "native"}) {
    for (const Case& test : cases) {
      CAPTURE(test.instruction);
      CompileOptions options = options_at(OptimisationLevel::O0);
#ifdef __x86_64__
      options.cpu = cpu;
#endif
      const auto expected = run(test, options, "of_variables");
      for (OptimisationLevel level : all_levels) {
        options.level = level;
        CHECK(run(test, options, "of_constants") == expected);
        CHECK(run(test, options, "of_variables") == expected);
      }
    }
  }
}

TEST_CASE("a deterministic compilation takes the results of the deterministic profile") {
  for (const Case& test : cases) {
    CAPTURE(test.instruction);
    for (OptimisationLevel level : {OptimisationLevel::O0, OptimisationLevel::O2}) {
      CompileOptions options = options_at(level);
      options.deterministic = true;
      const std::vector<uint32_t> expected(test.deterministic.begin(), test.deterministic.end());
      CHECK(run(test, options, "of_constants") == expected);
      CHECK(run(test, options, "of_variables") == expected);
    }
  }
}
