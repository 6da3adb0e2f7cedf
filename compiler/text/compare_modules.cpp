#include "compiler/text/compare_modules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "compiler/binary/decode_function.h"
#include "compiler/binary/encode.h"
#include "compiler/text/print_custom.h"

namespace wasmc {
namespace {

// Encodes instructions as they are visited, each in the shortest way.
class InstructionEncoder {
 public:
  explicit InstructionEncoder(ByteVector& bytes) : bytes_(bytes) {}

  void at(uint64_t) {}
#define OPCODE(prefix, code, name, text, Immediate, feature) \
  template <class... Immediates>                             \
  void name(const Immediates&... immediates) {               \
    encode_opcode(bytes_, Opcode::name);                     \
    (encode(bytes_, immediates), ...);                       \
  }
#include "compiler/module/opcodes.def"

 private:
  ByteVector& bytes_;
};

Status append_instructions(const Module& module, ByteReader& reader, ByteVector& bytes) {
  InstructionEncoder encoder(bytes);
  return decode_instructions(reader, module.features, encoder);
}

Result<ByteVector> normal_form(const Module& module, const ConstExpr& expression) {
  ByteVector bytes;
  if (expression.bytes.empty()) return bytes;
  ByteReader reader(expression);
  TRY(append_instructions(module, reader, bytes));
  return bytes;
}

void append_locals(const std::vector<LocalRun>& runs, ByteVector& bytes) {
  for (size_t i = 0; i < runs.size();) {
    uint32_t count = 0;
    const ValueType type = runs[i].type;
    for (; i < runs.size() && runs[i].type == type; ++i) count += runs[i].count;
    append_leb128(bytes, count);
    encode_value_type(bytes, type);
  }
}

Result<ByteVector> normal_body(const Module& module, const Function& function) {
  ByteVector bytes;
  if (function.imported) return bytes;
  ByteReader reader(function.body);
  TRY_ASSIGN(const std::vector<LocalRun> runs, decode_locals(reader, module.features, 0));
  append_locals(runs, bytes);
  TRY(append_instructions(module, reader, bytes));
  return bytes;
}

bool same_bytes(std::span<const uint8_t> a, std::span<const uint8_t> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

class Comparison {
 public:
  Comparison(const Module& a, const Module& b) : a_(a), b_(b) {}

  Status run() {
    TRY(each("type", a_.types, b_.types, [](const auto& a, const auto& b) { return same_type(a, b); }));
    TRY(each("import", a_.imports, b_.imports, [](const auto& a, const auto& b) { return same_import(a, b); }));
    TRY(each("function", a_.functions, b_.functions, [&](const auto& a, const auto& b) { return same(a, b); }));
    TRY(each("table", a_.tables, b_.tables, [&](const auto& a, const auto& b) { return same(a, b); }));
    TRY(each("memory", a_.memories, b_.memories,
             [](const auto& a, const auto& b) { return a.type == b.type && a.imported == b.imported; }));
    TRY(each("tag", a_.tags, b_.tags,
             [](const auto& a, const auto& b) { return a.type_index == b.type_index && a.imported == b.imported; }));
    TRY(each("global", a_.globals, b_.globals, [&](const auto& a, const auto& b) { return same(a, b); }));
    TRY(each("export", a_.exports, b_.exports, [](const auto& a, const auto& b) { return same_export(a, b); }));
    if (a_.start != b_.start) return Error{"the start function differs"};
    TRY(each("element segment", a_.elements, b_.elements, [&](const auto& a, const auto& b) { return same(a, b); }));
    TRY(each("data segment", a_.data, b_.data, [&](const auto& a, const auto& b) { return same(a, b); }));
    return each("custom section", custom_sections(a_), custom_sections(b_), [](const auto& a, const auto& b) {
      return a.name == b.name && same_bytes(a.contents.bytes, b.contents.bytes);
    });
  }

 private:
  template <class T, class Same>
  static Status each(const char* what, const std::vector<T>& a, const std::vector<T>& b, Same same) {
    if (a.size() != b.size()) {
      return Error{std::string("the number of items differs, of the kind ") + what + ": " + std::to_string(a.size()) +
                   " and " + std::to_string(b.size())};
    }
    for (size_t i = 0; i < a.size(); ++i) {
      Result<bool> equal = same(a[i], b[i]);
      if (!equal) return std::move(equal.error());
      if (!*equal) return Error{std::string(what) + " " + std::to_string(i) + " differs"};
    }
    return {};
  }

  static bool same_type(const DefinedType& a, const DefinedType& b) {
    return a.kind == b.kind && a.is_final == b.is_final && a.supertype == b.supertype && a.function == b.function &&
           a.fields == b.fields && a.group_start == b.group_start && a.group_size == b.group_size;
  }
  static bool same_import(const Import& a, const Import& b) {
    return a.module == b.module && a.name == b.name && a.kind == b.kind && a.index == b.index;
  }
  static bool same_export(const Export& a, const Export& b) {
    return a.name == b.name && a.kind == b.kind && a.index == b.index;
  }

  Result<bool> same(const Function& a, const Function& b) const {
    TRY_ASSIGN(const ByteVector body_a, normal_body(a_, a));
    TRY_ASSIGN(const ByteVector body_b, normal_body(b_, b));
    return a.type_index == b.type_index && a.imported == b.imported && body_a == body_b;
  }

  Result<bool> same(const Table& a, const Table& b) const {
    const bool same_head = a.type == b.type && a.imported == b.imported && a.init.has_value() == b.init.has_value();
    if (!same_head || !a.init) return same_head;
    return same(*a.init, *b.init);
  }

  Result<bool> same(const Global& a, const Global& b) const {
    if (a.type != b.type || a.imported != b.imported) return false;
    return same(a.init, b.init);
  }

  Result<bool> same(const ConstExpr& a, const ConstExpr& b) const {
    TRY_ASSIGN(const ByteVector bytes_a, normal_form(a_, a));
    TRY_ASSIGN(const ByteVector bytes_b, normal_form(b_, b));
    return bytes_a == bytes_b;
  }

  Result<bool> same(const ElementSegment& a, const ElementSegment& b) const {
    TRY_ASSIGN(bool equal, same(a.offset, b.offset));
    equal = equal && a.mode == b.mode && a.table == b.table && a.functions == b.functions &&
            a.expressions.size() == b.expressions.size() && (a.type == b.type || a.size() == 0);
    for (size_t i = 0; equal && i < a.expressions.size(); ++i) {
      TRY_ASSIGN(equal, same(a.expressions[i], b.expressions[i]));
    }
    return equal;
  }

  Result<bool> same(const DataSegment& a, const DataSegment& b) const {
    if (a.mode != b.mode || a.memory != b.memory || !same_bytes(a.bytes, b.bytes)) return false;
    return same(a.offset, b.offset);
  }

  static std::vector<CustomSection> custom_sections(const Module& module) {
    std::vector<CustomSection> sections;
    std::copy_if(
        module.custom_sections.begin(), module.custom_sections.end(), std::back_inserter(sections),
        [](const CustomSection& section) { return !is_name_section(section) && !is_branch_hint_section(section); });
    return sections;
  }

  const Module& a_;
  const Module& b_;
};

}  // namespace

Status compare_modules(const Module& a, const Module& b) { return Comparison(a, b).run(); }

}  // namespace wasmc
