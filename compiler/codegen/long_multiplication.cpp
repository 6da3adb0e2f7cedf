#include "compiler/codegen/long_multiplication.h"

#include <optional>

#include <llvm/ADT/STLExtras.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/PatternMatch.h>
#include <llvm/Transforms/Utils/Local.h>

namespace wasmc {

namespace {

using namespace llvm::PatternMatch;

constexpr uint64_t low_half = 0xffff'ffff;
// A sum of more terms is not looked at.
constexpr size_t most_terms = 16;

bool is_low(llvm::Value* value, llvm::Value* of) {
  return match(value, m_And(m_Specific(of), m_SpecificInt(low_half)));
}
bool is_high(llvm::Value* value, llvm::Value* of) { return match(value, m_LShr(m_Specific(of), m_SpecificInt(32))); }

// What the product of x and y is put together from, l and h being the low and high 32 bits:
//   low = lx ly, middle = (low >> 32) + one of lx hy and hx ly, cross = l(middle) + the other of them
// Its upper half is hx hy + (middle >> 32) + (cross >> 32), its lower one (cross << 32) | l(low).
struct Product {
  llvm::Value* x;
  llvm::Value* y;
  llvm::Value* low;
  llvm::Value* middle;
  llvm::Value* cross;

  [[nodiscard]] bool is_low_by_high(llvm::Value* value, llvm::Value* a, llvm::Value* b) const {
    llvm::Value* left = nullptr;
    llvm::Value* right = nullptr;
    if (!match(value, m_Mul(m_Value(left), m_Value(right)))) return false;
    return (is_low(left, a) && is_high(right, b)) || (is_low(right, a) && is_high(left, b));
  }

  [[nodiscard]] bool is_crosswise(llvm::Value* one, llvm::Value* other) const {
    return (is_low_by_high(one, x, y) && is_low_by_high(other, y, x)) ||
           (is_low_by_high(one, y, x) && is_low_by_high(other, x, y));
  }

  [[nodiscard]] bool is_high_by_high(llvm::Value* value) const {
    llvm::Value* left = nullptr;
    llvm::Value* right = nullptr;
    if (!match(value, m_Mul(m_Value(left), m_Value(right)))) return false;
    return (is_high(left, x) && is_high(right, y)) || (is_high(left, y) && is_high(right, x));
  }
};

std::optional<Product> product_of_cross(llvm::Value* cross) {
  Product product{};
  llvm::Value* second = nullptr;
  llvm::Value* first = nullptr;
  product.cross = cross;
  if (!match(cross, m_c_Add(m_And(m_Value(product.middle), m_SpecificInt(low_half)), m_Value(second)))) return {};
  if (!match(product.middle, m_c_Add(m_LShr(m_Value(product.low), m_SpecificInt(32)), m_Value(first)))) return {};
  if (!match(product.low, m_Mul(m_And(m_Value(product.x), m_SpecificInt(low_half)),
                                m_And(m_Value(product.y), m_SpecificInt(low_half))))) {
    return {};
  }
  if (!product.is_crosswise(first, second)) return {};
  return product;
}

// The terms of a sum, of which those that have no other use are taken apart.
llvm::SmallVector<llvm::Value*> terms_of(llvm::BinaryOperator& sum) {
  llvm::SmallVector<llvm::Value*> open = {sum.getOperand(0), sum.getOperand(1)};
  llvm::SmallVector<llvm::Value*> terms;
  while (!open.empty() && open.size() + terms.size() <= most_terms) {
    llvm::Value* term = open.pop_back_val();
    llvm::Value* left = nullptr;
    llvm::Value* right = nullptr;
    if (match(term, m_OneUse(m_Add(m_Value(left), m_Value(right))))) {
      open.append({left, right});
    } else {
      terms.push_back(term);
    }
  }
  terms.append(open);
  return terms;
}

// Takes the terms of an upper half out; the product whose it is, if there is one.
std::optional<Product> take_upper_half(llvm::SmallVectorImpl<llvm::Value*>& terms) {
  for (llvm::Value* term : terms) {
    llvm::Value* cross = nullptr;
    if (!match(term, m_LShr(m_Value(cross), m_SpecificInt(32)))) continue;
    const std::optional<Product> product = product_of_cross(cross);
    if (!product) continue;
    auto* middle = llvm::find_if(terms, [&](llvm::Value* each) { return is_high(each, product->middle); });
    auto* high = llvm::find_if(terms, [&](llvm::Value* each) { return product->is_high_by_high(each); });
    if (middle == terms.end() || high == terms.end()) continue;
    for (llvm::Value* taken : {term, *middle, *high}) terms.erase(llvm::find(terms, taken));
    return product;
  }
  return {};
}

using Dead = llvm::SmallVector<llvm::WeakTrackingVH>;

// `lower` for the sums that the cross products and the low one make.
void replace_lower_half(const Product& product, llvm::Value& lower, Dead& dead) {
  for (llvm::User* shift : llvm::make_early_inc_range(product.cross->users())) {
    if (!match(shift, m_Shl(m_Specific(product.cross), m_SpecificInt(32)))) continue;
    for (llvm::User* user : llvm::make_early_inc_range(shift->users())) {
      auto* sum = llvm::dyn_cast<llvm::BinaryOperator>(user);
      const auto rest = m_And(m_Specific(product.low), m_SpecificInt(low_half));
      if (sum == nullptr ||
          !match(sum, m_CombineOr(m_c_Or(m_Specific(shift), rest), m_c_Add(m_Specific(shift), rest)))) {
        continue;
      }
      sum->replaceAllUsesWith(&lower);
      dead.emplace_back(sum);
    }
  }
}

void join(llvm::BinaryOperator& sum, const Product& product, llvm::ArrayRef<llvm::Value*> other_terms, Dead& dead) {
  llvm::Type* wide = llvm::Type::getInt128Ty(sum.getContext());
  // All of it is computed from the low product, and so comes behind it.
  llvm::IRBuilder<> builder(llvm::cast<llvm::Instruction>(product.low));
  llvm::Value* joined = builder.CreateNUWMul(builder.CreateZExt(product.x, wide), builder.CreateZExt(product.y, wide));
  llvm::Value* lower = builder.CreateTrunc(joined, sum.getType());
  llvm::Value* upper = builder.CreateTrunc(builder.CreateLShr(joined, 64), sum.getType());
  replace_lower_half(product, *lower, dead);
  builder.SetInsertPoint(&sum);
  for (llvm::Value* term : other_terms) upper = builder.CreateAdd(upper, term);
  sum.replaceAllUsesWith(upper);
  dead.emplace_back(&sum);
}

bool is_whole_sum(const llvm::Instruction& instruction) {
  if (instruction.getOpcode() != llvm::Instruction::Add || !instruction.getType()->isIntegerTy(64)) return false;
  return !instruction.hasOneUse() || instruction.user_back()->getOpcode() != llvm::Instruction::Add;
}

}  // namespace

bool join_long_multiplications(llvm::Function& function) {
  llvm::SmallVector<llvm::WeakTrackingVH> sums;
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    if (is_whole_sum(instruction)) sums.emplace_back(&instruction);
  }
  bool changed = false;
  for (llvm::WeakTrackingVH& each : sums) {
    auto* sum = llvm::dyn_cast_or_null<llvm::BinaryOperator>(each);
    if (sum == nullptr) continue;
    llvm::SmallVector<llvm::Value*> terms = terms_of(*sum);
    const std::optional<Product> product = take_upper_half(terms);
    if (!product) continue;
    Dead dead;
    join(*sum, *product, terms, dead);
    llvm::RecursivelyDeleteTriviallyDeadInstructionsPermissive(dead);
    changed = true;
  }
  return changed;
}

}  // namespace wasmc
