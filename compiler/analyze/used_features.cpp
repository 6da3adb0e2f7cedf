#include "compiler/analyze/used_features.h"

#include <cassert>
#include <string_view>

#include "compiler/binary/decode_function.h"
#include "compiler/module/visitor.h"
#include "format/artifact.h"

namespace wasmc {

namespace {

// Marks what instructions need; of constant expressions, arithmetic, too.
class InstructionMarks : public PartialVisitor<InstructionMarks> {
 public:
  InstructionMarks(FeatureSet& used, bool constant) : used_(used), constant_(constant) {}

  bool block(const BlockType& type) { return mark_block(type); }
  bool loop(const BlockType& type) { return mark_block(type); }
  bool if_(const BlockType& type) { return mark_block(type); }
  bool i32_add() { return mark_arithmetic(); }
  bool i32_sub() { return mark_arithmetic(); }
  bool i32_mul() { return mark_arithmetic(); }
  bool i64_add() { return mark_arithmetic(); }
  bool i64_sub() { return mark_arithmetic(); }
  bool i64_mul() { return mark_arithmetic(); }
  bool other(Opcode opcode) {
    used_.enable(feature_of(opcode));
    return true;
  }

 private:
  bool mark_block(const BlockType& type) {
    if (type.form == BlockType::Form::type_index) used_.enable(Feature::multi_value);
    return true;
  }
  bool mark_arithmetic() {
    if (constant_) used_.enable(Feature::extended_const);
    return true;
  }

  FeatureSet& used_;
  bool constant_;
};

class Marks {
 public:
  explicit Marks(const Module& module) : module_(module) {}

  FeatureSet run() {
    for (const DefinedType& type : module_.types) mark(type);
    for (const Function& function : module_.functions) mark(function);
    for (const Table& table : module_.tables) mark(table);
    for (const Memory& memory : module_.memories) mark(memory.type);
    for (const Global& global : module_.globals) mark(global);
    for (const ElementSegment& segment : module_.elements) mark(segment);
    for (const DataSegment& segment : module_.data) mark(segment);
    mark_exports();
    if (module_.data_count) used_.enable(Feature::bulk_memory);
    if (module_.tables.size() > 1) used_.enable(Feature::reference_types);
    if (module_.memories.size() > 1) used_.enable(Feature::multi_memory);
    if (!module_.tags.empty()) used_.enable(Feature::exceptions);
    return used_;
  }

 private:
  void mark(ValueType type) {
    if (type.is_vector()) used_.enable(Feature::simd);
    if (!type.is_reference()) return;
    if (type == ValueType::funcref() || type == ValueType::externref()) return used_.enable(Feature::reference_types);
    used_.enable(type == ValueType::exnref() ? Feature::exceptions : Feature::function_references);
  }

  void mark(const DefinedType& type) {
    if (type.kind != CompositeKind::function || type.supertype || !type.is_final || type.group_size > 1)
      used_.enable(Feature::gc);
    for (const ValueType param : type.function.params) mark(param);
    for (const ValueType result : type.function.results) mark(result);
    if (type.function.results.size() > 1) used_.enable(Feature::multi_value);
  }

  void mark(const Function& function) {
    if (function.imported) return;
    ByteReader reader(function.body.bytes, function.body.offset);
    const auto locals =
        decode_locals(reader, module_.features, module_.types[function.type_index].function.params.size());
    assert(locals.has_value() && "the body has been validated");
    for (const LocalRun& run : *locals) mark(run.type);
    mark_instructions(reader, false);
  }

  // The type of tables of the first version is no sign of references.
  void mark(const Table& table) {
    if (table.type.element != ValueType::funcref()) mark(table.type.element);
    if (table.type.limits.is_64) used_.enable(Feature::memory64);
    if (!table.init) return;
    used_.enable(Feature::function_references);
    mark(*table.init);
  }

  void mark(const MemoryType& type) {
    if (type.limits.is_64) used_.enable(Feature::memory64);
    if (type.shared) used_.enable(Feature::threads);
    if (type.page_size_log2 != 16) used_.enable(Feature::custom_page_sizes);
  }

  void mark(const Global& global) {
    mark(global.type.value);
    if (global.imported && global.type.is_mutable) used_.enable(Feature::mutable_globals);
    if (!global.imported) mark(global.init);
  }

  void mark(const ElementSegment& segment) {
    if (segment.mode != SegmentMode::active || !segment.expressions.empty()) used_.enable(Feature::bulk_memory);
    if (segment.type != ValueType::funcref() && segment.functions.empty()) mark(segment.type);
    if (segment.mode == SegmentMode::active) mark(segment.offset);
    for (const ConstExpr& expression : segment.expressions) mark(expression);
  }

  void mark(const DataSegment& segment) {
    if (segment.mode == SegmentMode::passive) return used_.enable(Feature::bulk_memory);
    mark(segment.offset);
  }

  void mark(const ConstExpr& expression) {
    ByteReader reader(expression.bytes, expression.offset);
    mark_instructions(reader, true);
  }

  void mark_instructions(ByteReader& reader, bool constant) {
    InstructionMarks marks(used_, constant);
    const Status status = decode_instructions(reader, module_.features, marks);
    assert(status.has_value() && "the instructions have been validated");
    (void)status;
  }

  void mark_exports() {
    for (const Export& item : module_.exports) {
      if (item.kind == ExternalKind::global && module_.globals[item.index].type.is_mutable)
        used_.enable(Feature::mutable_globals);
    }
  }

  const Module& module_;
  FeatureSet used_;
};

uint64_t bit_of(std::string_view flag) {
  for (unsigned bit = 0; bit < 64; ++bit) {
    const char* name = wasm_feature_name(bit);
    if (name != nullptr && flag == name) return uint64_t{1} << bit;
  }
  return 0;
}

}  // namespace

FeatureSet used_features(const Module& module) { return Marks(module).run(); }

uint64_t wasm_feature_bits(const FeatureSet& features) {
  uint64_t bits = 0;
  for (const FeatureRow& row : all_features()) {
    if (features.has(row.feature)) bits |= bit_of(row.flag);
  }
  return bits;
}

}  // namespace wasmc
