#include "compiler/analyze/closed_tables.h"

#include <algorithm>
#include <optional>

#include "compiler/analyze/visit_body.h"
#include "format/base/leb128.h"
#include "format/records.h"

namespace wasmc {

namespace {

// A copy of the elements goes into the artifact: not where most of them are null.
constexpr uint64_t max_elements = uint64_t{1} << 20;
constexpr uint64_t max_elements_for_one_function = 4;
constexpr uint64_t always_small_enough = 64;

// Which tables functions write to, and which they call through.
class TableUses : public PartialVisitor<TableUses> {
 public:
  explicit TableUses(size_t tables) : written(tables), called(tables) {}

  void table_set(const TableIndex& immediate) { written[immediate.index] = true; }
  void table_grow(const TableIndex& immediate) { written[immediate.index] = true; }
  void table_fill(const TableIndex& immediate) { written[immediate.index] = true; }
  void table_copy(const TableCopy& immediate) { written[immediate.destination] = true; }
  void table_init(const TableInit& immediate) { written[immediate.table] = true; }
  void call_indirect(const CallIndirect& immediate) { called[immediate.table] = true; }
  void other(Opcode) {}

  std::vector<bool> written;
  std::vector<bool> called;
};

// By table: whether calls go through it, and nothing but its segments can write it.
std::vector<bool> find_called_and_closed(const Module& module) {
  TableUses uses(module.tables.size());
  for (const Function& function : module.functions) {
    if (!function.imported) (void)visit_body(module, function, uses);
  }
  std::vector<bool> closed = std::move(uses.called);
  for (size_t i = 0; i < closed.size(); ++i) {
    if (uses.written[i] || module.tables[i].imported || module.tables[i].init) closed[i] = false;
  }
  for (const Export& exported : module.exports) {
    if (exported.kind == ExternalKind::table) closed[exported.index] = false;
  }
  return closed;
}

// By table: how many functions its segments list. No more than the module has bytes, so that what is in proportion to
// it can be allocated.
std::vector<uint64_t> count_listed(const Module& module) {
  std::vector<uint64_t> listed(module.tables.size());
  for (const ElementSegment& segment : module.elements) {
    if (segment.mode == SegmentMode::active) listed[segment.table] += segment.size();
  }
  return listed;
}

bool is_worth_a_copy(uint64_t elements, uint64_t listed) {
  return elements <= max_elements && elements <= std::max(always_small_enough, listed * max_elements_for_one_function);
}

// The value of an expression that is one constant.
std::optional<uint64_t> constant_of(const ConstExpr& expression, bool is_64) {
  constexpr uint8_t i32_const = 0x41;
  constexpr uint8_t i64_const = 0x42;
  const uint8_t* begin = expression.bytes.data();
  const uint8_t* end = begin + expression.bytes.size();
  if (begin == end || *begin != (is_64 ? i64_const : i32_const)) return std::nullopt;
  const LebResult<int64_t> number = read_leb128<int64_t>(begin + 1, end);
  const bool is_all = number.error == LebError::none && begin + 1 + number.length + 1 == end;
  if (!is_all) return std::nullopt;
  return is_64 ? static_cast<uint64_t>(number.value) : static_cast<uint32_t>(number.value);
}

using Elements = std::vector<uint32_t>;

// Writes the elements as instantiation does (section 4.7.3). If it ends in between, some functions may be reached from
// outside while this instance's tables are not complete: what such a segment leaves undone is not known.
class Initialiser {
 public:
  explicit Initialiser(const Module& module) : module_(module), elements_(module.tables.size()) {}

  void open(uint32_t table) { elements_[table] = Elements(module_.tables[table].type.limits.min, none_index); }

  void apply(const ElementSegment& segment) {
    if (segment.mode != SegmentMode::active) return;
    Elements& known = elements_[segment.table];
    const auto offset = constant_of(segment.offset, module_.tables[segment.table].type.limits.is_64);
    const bool fits = offset && *offset <= known.size() && segment.size() <= known.size() - *offset;
    if (may_have_ended_ || !fits || !segment.expressions.empty()) {
      known.clear();
    } else {
      std::copy(segment.functions.begin(), segment.functions.end(), known.begin() + static_cast<ptrdiff_t>(*offset));
    }
    may_have_ended_ |= !fits;
  }

  std::vector<ClosedTable> take() {
    std::vector<ClosedTable> tables;
    for (Elements& known : elements_) {
      std::vector<uint32_t> imported = imported_types(known);
      tables.push_back({std::move(known), std::move(imported)});
    }
    return tables;
  }

 private:
  [[nodiscard]] std::vector<uint32_t> imported_types(const Elements& known) const {
    std::vector<uint32_t> types;
    for (uint32_t function : known) {
      if (function == none_index || !module_.functions[function].imported) continue;
      types.push_back(module_.types[module_.functions[function].type_index].canonical);
    }
    std::sort(types.begin(), types.end());
    types.erase(std::unique(types.begin(), types.end()), types.end());
    return types;
  }

  const Module& module_;
  std::vector<Elements> elements_;
  bool may_have_ended_ = false;
};

}  // namespace

std::vector<ClosedTable> find_closed_tables(const Module& module) {
  if (module.tables.empty()) return {};
  const std::vector<bool> closed = find_called_and_closed(module);
  const std::vector<uint64_t> listed = count_listed(module);
  Initialiser initialiser(module);
  for (uint32_t i = 0; i < module.tables.size(); ++i) {
    if (closed[i] && is_worth_a_copy(module.tables[i].type.limits.min, listed[i])) initialiser.open(i);
  }
  for (const ElementSegment& segment : module.elements) initialiser.apply(segment);
  return initialiser.take();
}

}  // namespace wasmc
