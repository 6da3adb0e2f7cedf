#include "compiler/text/stack_effects.h"

#include "compiler/text/print_types.h"
#include "compiler/validate/signature.h"

namespace wasmc {
namespace {

constexpr StackEffect effect_of(std::string_view signature) {
  const InstructionType type = parse_signature(signature);
  return {type.param_count, type.result_count};
}

// Of the instructions without a signature, those that take and leave the same wherever they stand.
StackEffect fixed_effect(Opcode opcode) {
  switch (opcode) {
    case Opcode::local_get:
    case Opcode::global_get:
    case Opcode::memory_size:
    case Opcode::table_size:
    case Opcode::ref_null:
    case Opcode::ref_func:
    case Opcode::struct_new_default: return {0, 1};
    case Opcode::drop:
    case Opcode::local_set:
    case Opcode::global_set:
    case Opcode::throw_ref: return {1, 0};
    case Opcode::local_tee:
    case Opcode::table_get:
    case Opcode::memory_grow:
    case Opcode::ref_is_null:
    case Opcode::ref_as_non_null:
    case Opcode::ref_test:
    case Opcode::ref_test_null:
    case Opcode::ref_cast:
    case Opcode::ref_cast_null:
    case Opcode::any_convert_extern:
    case Opcode::extern_convert_any:
    case Opcode::ref_i31:
    case Opcode::i31_get_s:
    case Opcode::i31_get_u:
    case Opcode::struct_get:
    case Opcode::struct_get_s:
    case Opcode::struct_get_u:
    case Opcode::array_new_default:
    case Opcode::array_len: return {1, 1};
    case Opcode::table_set:
    case Opcode::struct_set: return {2, 0};
    case Opcode::table_grow:
    case Opcode::ref_eq:
    case Opcode::array_new:
    case Opcode::array_new_data:
    case Opcode::array_new_elem:
    case Opcode::array_get:
    case Opcode::array_get_s:
    case Opcode::array_get_u: return {2, 1};
    case Opcode::memory_init:
    case Opcode::memory_copy:
    case Opcode::memory_fill:
    case Opcode::table_init:
    case Opcode::table_copy:
    case Opcode::table_fill:
    case Opcode::array_set: return {3, 0};
    case Opcode::select:
    case Opcode::select_t: return {3, 1};
    case Opcode::array_fill:
    case Opcode::array_init_data:
    case Opcode::array_init_elem: return {4, 0};
    case Opcode::array_copy: return {5, 0};
    default: return {};
  }
}

}  // namespace

StackEffect StackEffects::other(Opcode opcode) {
  switch (opcode) {
#define SIMPLE(prefix, code, name, text, Immediate, signature, feature) \
  case Opcode::name: return effect_of(#signature);
#define SPECIAL(prefix, code, name, text, Immediate, feature)
#include "compiler/module/opcodes.def"
    default: return fixed_effect(opcode);
  }
}

StackEffect StackEffects::if_(const BlockType& type) {
  const uint64_t params = of_block(type).operands;
  open(type, false);
  return {params + 1, 0};
}

StackEffect StackEffects::br_on_non_null(const Label& label) {
  const uint64_t types = label_types(label.depth);
  return {types, types == 0 ? 0 : types - 1};
}

StackEffect StackEffects::throw_(const TagIndex& tag) {
  if (tag.index >= module_.tags.size()) return {};
  return leave(of_type(module_.tags[tag.index].type_index));
}

StackEffect StackEffects::struct_new(const TypeIndex& type) {
  const bool is_there = type.index < module_.types.size();
  return {is_there ? module_.types[type.index].fields.size() : 0, 1};
}

// The parameters of a block stay before it: what is folded into it is its body.
StackEffect StackEffects::open(const BlockType& type, bool is_loop) {
  const StackEffect effect = of_block(type);
  blocks_.push_back({is_loop ? effect.operands : effect.results, effect.results});
  return {};
}

StackEffect StackEffects::close() {
  if (blocks_.empty()) return {};
  const uint64_t results = blocks_.back().results;
  blocks_.pop_back();
  return {0, results};
}

uint64_t StackEffects::label_types(uint32_t depth) const {
  if (depth < blocks_.size()) return blocks_[blocks_.size() - 1 - depth].label_types;
  return depth == blocks_.size() ? function_results_ : 0;
}

StackEffect StackEffects::of_block(const BlockType& type) const {
  switch (type.form) {
    case BlockType::Form::empty: return {};
    case BlockType::Form::value: return {0, 1};
    case BlockType::Form::type_index: return of_type(type.type_index);
  }
  return {};
}

uint32_t StackEffects::type_of_function(uint32_t index) const {
  constexpr uint32_t no_type = UINT32_MAX;
  return index < module_.functions.size() ? module_.functions[index].type_index : no_type;
}

StackEffect StackEffects::of_type(uint32_t index, uint64_t more) const {
  const FunctionType* type = find_function_type(module_, index);
  if (type == nullptr) return {};
  return {type->params.size() + more, type->results.size()};
}

}  // namespace wasmc
