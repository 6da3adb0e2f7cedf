// memory.copy and memory.fill of few bytes: what compilers make of structures that are assigned and cleared. They read
// all before they write, since the blocks may overlap, and the end of a block is written first: if it is in bounds all
// is, and if it is not nothing has been written.
#include "compiler/translate/function.h"

namespace wasmc {

namespace {

constexpr uint64_t most_bytes = 64;

// Part of a block.
struct Piece {
  uint64_t offset;
  uint64_t size;
};

// From the last to the first, as large as can be, so that the last two may overlap.
llvm::SmallVector<Piece> pieces_of(uint64_t length) {
  uint64_t size = 16;
  while (size > length) size /= 2;
  llvm::SmallVector<Piece> pieces = {{length - size, size}};
  for (uint64_t end = (length - 1) / size * size; end != 0; end -= size) pieces.push_back({end - size, size});
  return pieces;
}

llvm::Type* type_of(llvm::LLVMContext& context, const Piece& piece) {
  llvm::Type* i64 = llvm::Type::getInt64Ty(context);
  if (piece.size == 16) return llvm::FixedVectorType::get(i64, 2);
  return llvm::Type::getIntNTy(context, static_cast<unsigned>(8 * piece.size));
}

MemArg place_of(uint32_t memory, const Piece& piece) { return {.memory = memory, .offset = piece.offset}; }

}  // namespace

// Nothing if it is to be left to the builtin: where LLVM would read and write the bytes one by one, and where other
// threads may look on.
std::optional<uint64_t> FunctionTranslator::short_length(llvm::Value* length,
                                                         std::initializer_list<uint32_t> memories) const {
  const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(length);
  if (constant == nullptr || constant->isZero() || constant->getZExtValue() > most_bytes) return std::nullopt;
  if (!is_x86() && !is_aarch64()) return std::nullopt;
  for (const uint32_t memory : memories) {
    if (context_.facts.memory_type(memory).shared) return std::nullopt;
  }
  return constant->getZExtValue();
}

void FunctionTranslator::copy_short(const MemoryCopy& memories, llvm::Value* to, llvm::Value* from, uint64_t length) {
  llvm::SmallVector<llvm::Value*> values;
  for (const Piece& piece : pieces_of(length)) {
    values.push_back(load_at(place_of(memories.source, piece), from, type_of(context_.llvm_context, piece)));
  }
  store_pieces(memories.destination, to, length, values);
}

void FunctionTranslator::fill_short(uint32_t memory, llvm::Value* start, llvm::Value* value, uint64_t length) {
  constexpr uint64_t ones = 0x0101'0101'0101'0101;
  llvm::Value* byte = builder_.CreateAnd(builder_.CreateZExt(value, context_.i64), 0xff);
  llvm::Value* eight = builder_.CreateMul(byte, builder_.getInt64(ones));
  llvm::SmallVector<llvm::Value*> values;
  for (const Piece& piece : pieces_of(length)) {
    llvm::Type* type = type_of(context_.llvm_context, piece);
    values.push_back(piece.size == 16 ? builder_.CreateVectorSplat(2, eight) : builder_.CreateTrunc(eight, type));
  }
  store_pieces(memory, start, length, values);
}

void FunctionTranslator::store_pieces(uint32_t memory, llvm::Value* index, uint64_t length,
                                      llvm::ArrayRef<llvm::Value*> values) {
  const llvm::SmallVector<Piece> pieces = pieces_of(length);
  for (size_t i = 0; i < pieces.size(); ++i) {
    llvm::StoreInst* store = store_at(place_of(memory, pieces[i]), index, values[i]);
    // No pass may exchange it with one of the others.
    if (i == 0 && is_site(*store)) store->setVolatile(true);
  }
}

}  // namespace wasmc
