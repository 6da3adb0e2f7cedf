// How calls pass arguments and results, and functions take and give them (signature.h).
#include "compiler/translate/context.h"

namespace wasmc {

namespace {

// Registers of a uniform signature hold integers of 64 bits or doubles: floats travel as their bits, which keeps NaNs.
llvm::Value* to_register(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Type* type) {
  llvm::Type* from = value->getType();
  if (from == type) return value;
  if (from->isPointerTy()) return builder.CreatePtrToInt(value, type);
  if (from->isIntegerTy()) return builder.CreateZExt(value, type);
  llvm::Value* bits = builder.CreateBitCast(value, builder.getInt32Ty());
  return builder.CreateBitCast(builder.CreateZExt(bits, builder.getInt64Ty()), type);
}

llvm::Value* from_register(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Type* type) {
  if (value->getType() == type) return value;
  if (type->isPointerTy()) return builder.CreateIntToPtr(value, type);
  if (type->isIntegerTy()) return builder.CreateTrunc(value, type);
  llvm::Value* bits = builder.CreateBitCast(value, builder.getInt64Ty());
  return builder.CreateBitCast(builder.CreateTrunc(bits, builder.getInt32Ty()), type);
}

}  // namespace

llvm::Value* PartitionContext::make_results_area(llvm::IRBuilder<>& builder, const Signature& signature) {
  if (signature.area_results == 0) return nullptr;
  llvm::BasicBlock& entry = builder.GetInsertBlock()->getParent()->getEntryBlock();
  llvm::IRBuilder<> at_entry(&entry, entry.begin());
  llvm::AllocaInst* slots =
      at_entry.CreateAlloca(i8, builder.getInt64(uint64_t{signature.area_results} * sizeof(wasmc::Value)));
  slots->setAlignment(llvm::Align(alignof(wasmc::Value)));
  return slots;
}

llvm::Value* PartitionContext::tail_argument_slot(llvm::IRBuilder<>& builder, llvm::Value* context, unsigned index) {
  llvm::Value* slots = load_constant_field(builder, context, offsetof(VmContext, tail_arguments), "tail.arguments");
  return address(builder, slots, uint64_t{index} * sizeof(wasmc::Value));
}

llvm::CallInst* PartitionContext::create_call(llvm::IRBuilder<>& builder, const Callee& callee, llvm::Value* area,
                                              llvm::ArrayRef<llvm::Value*> arguments, llvm::DebugLoc location) {
  const Signature& lowered = signature(callee.type_index, callee.convention);
  // Registers that no argument goes to stay as they are.
  std::vector<llvm::Value*> operands;
  for (llvm::Type* type : lowered.type->params()) operands.push_back(llvm::PoisonValue::get(type));
  operands[0] = callee.context;
  if (area != nullptr) operands[1] = area;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const Signature::Place place = lowered.params[i];
    if (place.in_register) {
      operands[place.index] = to_register(builder, arguments[i], lowered.type->getParamType(place.index));
    } else {
      llvm::Value* slot = tail_argument_slot(builder, callee.context, place.index);
      mark_region(*builder.CreateAlignedStore(arguments[i], slot, llvm::Align(16)), Region::values);
    }
  }
  llvm::CallInst* call = builder.CreateCall(lowered.type, callee.code, operands);
  call->setCallingConv(lowered.convention);
  call->setDoesNotThrow();
  call->setDebugLoc(location);
  mark_context(*call);
  return call;
}

std::vector<llvm::Value*> PartitionContext::call(llvm::IRBuilder<>& builder, const Callee& callee,
                                                 llvm::ArrayRef<llvm::Value*> arguments, llvm::DebugLoc location) {
  const Signature& lowered = signature(callee.type_index, callee.convention);
  const FunctionType& type = function_type(callee.type_index);
  llvm::Value* area = make_results_area(builder, lowered);
  llvm::CallInst* call = create_call(builder, callee, area, arguments, location);

  std::vector<llvm::Value*> results;
  for (size_t i = 0; i < type.results.size(); ++i) {
    const Signature::Place place = lowered.results[i];
    if (!place.in_register) {
      llvm::Value* slot = address(builder, area, uint64_t{place.index} * sizeof(wasmc::Value));
      llvm::LoadInst* load = builder.CreateAlignedLoad(this->type(type.results[i]), slot, llvm::Align(16));
      mark_region(*load, Region::values);
      results.push_back(load);
    } else if (lowered.register_results == 1) {
      results.push_back(call);
    } else {
      results.push_back(builder.CreateExtractValue(call, place.index));
    }
  }
  return results;
}

// A callee of the ordinary convention makes no tail calls, so that keeping the caller's frame below it costs no more
// than one frame for each function that is still at work.
void PartitionContext::return_call(llvm::IRBuilder<>& builder, Convention caller_convention, const Callee& callee,
                                   llvm::ArrayRef<llvm::Value*> arguments, llvm::DebugLoc location) {
  llvm::Function* caller = builder.GetInsertBlock()->getParent();
  const Signature& lowered = signature(callee.type_index, callee.convention);
  llvm::Value* area = lowered.area_results == 0 ? nullptr : caller->getArg(1);
  llvm::CallInst* call = create_call(builder, callee, area, arguments, location);
  const bool replaces_frame = callee.convention == Convention::tail && caller_convention == Convention::tail;
  call->setTailCallKind(replaces_frame ? llvm::CallInst::TCK_MustTail : llvm::CallInst::TCK_Tail);
  lowered.register_results == 0 ? builder.CreateRetVoid() : builder.CreateRet(call);
}

std::vector<llvm::Value*> PartitionContext::receive_parameters(llvm::IRBuilder<>& builder, uint32_t type_index,
                                                               Convention convention) {
  const Signature& lowered = signature(type_index, convention);
  llvm::Function* function = builder.GetInsertBlock()->getParent();
  std::vector<llvm::Value*> parameters;
  for (size_t i = 0; i < lowered.params.size(); ++i) {
    const Signature::Place place = lowered.params[i];
    llvm::Type* type = this->type(function_type(type_index).params[i]);
    if (place.in_register) {
      parameters.push_back(from_register(builder, function->getArg(place.index), type));
    } else {
      llvm::Value* slot = tail_argument_slot(builder, function->getArg(0), place.index);
      llvm::LoadInst* load = builder.CreateAlignedLoad(type, slot, llvm::Align(16));
      mark_region(*load, Region::values);
      parameters.push_back(load);
    }
  }
  return parameters;
}

void PartitionContext::return_results(llvm::IRBuilder<>& builder, uint32_t type_index,
                                      llvm::ArrayRef<llvm::Value*> results) {
  const Signature& lowered = signature(type_index);
  llvm::Function* function = builder.GetInsertBlock()->getParent();
  llvm::Value* returned = nullptr;
  if (lowered.register_results > 1) returned = llvm::PoisonValue::get(function->getReturnType());
  for (size_t i = 0; i < results.size(); ++i) {
    const Signature::Place place = lowered.results[i];
    if (!place.in_register) {
      llvm::Value* slot = address(builder, function->getArg(1), uint64_t{place.index} * sizeof(wasmc::Value));
      mark_region(*builder.CreateAlignedStore(results[i], slot, llvm::Align(16)), Region::values);
    } else if (lowered.register_results == 1) {
      returned = results[i];
    } else {
      returned = builder.CreateInsertValue(returned, results[i], place.index);
    }
  }
  returned == nullptr ? builder.CreateRetVoid() : builder.CreateRet(returned);
}

}  // namespace wasmc
