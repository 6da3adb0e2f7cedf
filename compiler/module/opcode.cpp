#include "compiler/module/opcode.h"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <iterator>

namespace wasmc {
namespace {

struct Row {
  Opcode opcode;
  const char* text;
  Feature feature;
};

// In the order of their keys, as opcodes.def is.
constexpr Row rows[] = {
#define OPCODE(prefix, code, name, text, Immediate, feature) {Opcode::name, text, Feature::feature},
#include "compiler/module/opcodes.def"
};

constexpr bool is_before(const Row& a, const Row& b) { return a.opcode < b.opcode; }
static_assert(std::is_sorted(std::begin(rows), std::end(rows), is_before));

struct UnsupportedRange {
  uint32_t first;
  uint32_t last;
  Feature feature;
};

constexpr UnsupportedRange unsupported_ranges[] = {
#define UNSUPPORTED(prefix, first, last, feature) \
  {opcode_key(prefix, first), opcode_key(prefix, last), Feature::feature},
#include "compiler/module/unsupported.def"
};

const Row* find_row(uint32_t key) {
  const auto* row =
      std::lower_bound(std::begin(rows), std::end(rows), Row{static_cast<Opcode>(key), "", Feature::mvp}, is_before);
  return row != std::end(rows) && row->opcode == static_cast<Opcode>(key) ? row : nullptr;
}

const Row& row_of(Opcode opcode) {
  const Row* row = find_row(static_cast<uint32_t>(opcode));
  assert(row != nullptr);
  return *row;
}

std::string illegal_opcode(uint32_t prefix, uint32_t code) {
  char text[40];
  if (prefix == 0) {
    std::snprintf(text, sizeof text, "illegal opcode %02x", code);
  } else {
    std::snprintf(text, sizeof text, "illegal opcode %02x %02x", prefix, code);
  }
  return text;
}

}  // namespace

const char* text_of(Opcode opcode) { return row_of(opcode).text; }

Feature feature_of(Opcode opcode) { return row_of(opcode).feature; }

std::optional<Opcode> find_opcode(uint32_t prefix, uint32_t code) {
  if (prefix > 0xff || code > 0xffff) return std::nullopt;
  const Row* row = find_row(opcode_key(prefix, code));
  if (row == nullptr) return std::nullopt;
  return row->opcode;
}

std::optional<Opcode> find_opcode(std::string_view text) {
  const auto* row = std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.text == text; });
  if (row == std::end(rows)) return std::nullopt;
  return row->opcode;
}

Error refuse_opcode(uint32_t prefix, uint32_t code, uint64_t offset) {
  if (code <= 0xffff) {
    const uint32_t key = opcode_key(prefix, code);
    for (const UnsupportedRange& range : unsupported_ranges) {
      if (range.first <= key && key <= range.last) return FeatureSet().refusal(range.feature, offset);
    }
  }
  return {illegal_opcode(prefix, code), offset};
}

}  // namespace wasmc
