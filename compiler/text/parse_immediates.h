// Parses the immediates of instructions (section 6.5): one overload for each type of module/immediates.h. Usable from
// any thread, each with a context of its own.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/module/immediates.h"
#include "compiler/module/opcode.h"
#include "compiler/text/context.h"
#include "compiler/text/label_stack.h"
#include "format/base/result.h"

namespace wasmc {

// What immediates refer to besides the module, and where those of variable length are kept until the next one.
struct InstructionContext {
  InstructionContext(TextContext& text_context, const IndexSpace& local_space)
      : text(text_context), locals(local_space) {}

  TextContext& text;
  const IndexSpace& locals;
  LabelStack labels;
  // The instruction whose immediate it is.
  Opcode opcode = Opcode::nop;
  uint32_t natural_align_log2 = 0;
  std::vector<uint32_t> targets;
  std::vector<CatchClause> clauses;
  std::vector<ValueType> types;
};

[[nodiscard]] inline Status parse(InstructionContext&, NoImmediate&) { return {}; }
[[nodiscard]] inline Status parse(InstructionContext&, Fence&) { return {}; }
[[nodiscard]] Status parse(InstructionContext& context, BlockType& type);
[[nodiscard]] Status parse(InstructionContext& context, Label& label);
[[nodiscard]] Status parse(InstructionContext& context, BranchTable& table);
[[nodiscard]] Status parse(InstructionContext& context, TryTable& table);
[[nodiscard]] Status parse(InstructionContext& context, CastBranch& branch);
[[nodiscard]] Status parse(InstructionContext& context, FunctionIndex& function);
[[nodiscard]] Status parse(InstructionContext& context, TypeIndex& type);
[[nodiscard]] Status parse(InstructionContext& context, TagIndex& tag);
[[nodiscard]] Status parse(InstructionContext& context, CallIndirect& call);
[[nodiscard]] Status parse(InstructionContext& context, LocalIndex& local);
[[nodiscard]] Status parse(InstructionContext& context, GlobalIndex& global);
[[nodiscard]] Status parse(InstructionContext& context, TableIndex& table);
[[nodiscard]] Status parse(InstructionContext& context, TableCopy& copy);
[[nodiscard]] Status parse(InstructionContext& context, TableInit& init);
[[nodiscard]] Status parse(InstructionContext& context, ElementIndex& segment);
[[nodiscard]] Status parse(InstructionContext& context, MemoryIndex& memory);
[[nodiscard]] Status parse(InstructionContext& context, MemoryCopy& copy);
[[nodiscard]] Status parse(InstructionContext& context, MemoryInit& init);
[[nodiscard]] Status parse(InstructionContext& context, DataIndex& segment);
[[nodiscard]] Status parse(InstructionContext& context, MemArg& memarg);
[[nodiscard]] Status parse(InstructionContext& context, MemArgLane& access);
[[nodiscard]] Status parse(InstructionContext& context, Lane& lane);
[[nodiscard]] Status parse(InstructionContext& context, Shuffle& shuffle);
[[nodiscard]] Status parse(InstructionContext& context, I32Const& constant);
[[nodiscard]] Status parse(InstructionContext& context, I64Const& constant);
[[nodiscard]] Status parse(InstructionContext& context, F32Const& constant);
[[nodiscard]] Status parse(InstructionContext& context, F64Const& constant);
[[nodiscard]] Status parse(InstructionContext& context, V128Const& constant);
[[nodiscard]] Status parse(InstructionContext& context, ReferenceType& type);
[[nodiscard]] Status parse(InstructionContext& context, StructField& access);
[[nodiscard]] Status parse(InstructionContext& context, ArrayFixed& array);
[[nodiscard]] Status parse(InstructionContext& context, ArrayData& array);
[[nodiscard]] Status parse(InstructionContext& context, ArrayElement& array);
[[nodiscard]] Status parse(InstructionContext& context, ArrayCopy& copy);
[[nodiscard]] Status parse(InstructionContext& context, SelectTypes& select);

// A vector's shape and lanes.
[[nodiscard]] Result<V128Const> parse_vector(TextContext& context);

}  // namespace wasmc
