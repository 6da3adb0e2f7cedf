// Prints the immediates of instructions (section 6.5): one overload for each type of module/immediates.h. Each prints a
// space before what it prints; indices that are 0 and may be left out are. Usable from any thread, each with a context
// of its own.
#pragma once

#include "compiler/module/immediates.h"
#include "compiler/text/print_context.h"

namespace wasmc {

void print(PrintContext& context, const BlockType& type);
void print(PrintContext& context, const Label& label);
void print(PrintContext& context, const BranchTable& table);
void print(PrintContext& context, const TryTable& table);
void print(PrintContext& context, const CastBranch& branch);
void print(PrintContext& context, const FunctionIndex& function);
void print(PrintContext& context, const TypeIndex& type);
void print(PrintContext& context, const TagIndex& tag);
void print(PrintContext& context, const CallIndirect& call);
void print(PrintContext& context, const LocalIndex& local);
void print(PrintContext& context, const GlobalIndex& global);
void print(PrintContext& context, const TableIndex& table);
void print(PrintContext& context, const TableCopy& copy);
void print(PrintContext& context, const TableInit& init);
void print(PrintContext& context, const ElementIndex& segment);
void print(PrintContext& context, const MemoryIndex& memory);
void print(PrintContext& context, const MemoryCopy& copy);
void print(PrintContext& context, const MemoryInit& init);
void print(PrintContext& context, const DataIndex& segment);
void print(PrintContext& context, const MemArg& memarg);
void print(PrintContext& context, const MemArgLane& access);
inline void print(PrintContext&, const Fence&) {}
void print(PrintContext& context, const Lane& lane);
void print(PrintContext& context, const Shuffle& shuffle);
void print(PrintContext& context, const I32Const& constant);
void print(PrintContext& context, const I64Const& constant);
void print(PrintContext& context, const F32Const& constant);
void print(PrintContext& context, const F64Const& constant);
void print(PrintContext& context, const V128Const& constant);
// The heap type alone.
void print(PrintContext& context, const ReferenceType& type);
void print(PrintContext& context, const StructField& access);
void print(PrintContext& context, const ArrayFixed& array);
void print(PrintContext& context, const ArrayData& array);
void print(PrintContext& context, const ArrayElement& array);
void print(PrintContext& context, const ArrayCopy& copy);
void print(PrintContext& context, const SelectTypes& select);

}  // namespace wasmc
