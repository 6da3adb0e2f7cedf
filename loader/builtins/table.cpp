// Section 4.6.8 (table instructions). The arguments are what the program computed; indices are the compiler's.
#include "loader/table.h"

#include <algorithm>
#include <cstring>

#include "loader/builtins/builtins.h"
#include "loader/instance.h"
#include "loader/segments.h"

namespace wasmc::builtins {

namespace {

TableInstance& table_of(const VmContext* context, u32 index) { return *instance_of(context).tables[index]; }

constexpr trap out_of_bounds = static_cast<trap>(TrapCode::table_out_of_bounds);

}  // namespace

u64 table_grow(VmContext* context, u32 table, ptr value, u64 delta) {
  return table_of(context, table).grow(delta, value);
}

trap table_fill(VmContext* context, u32 table, u64 start, ptr value, u64 length) {
  const TableInstance& target = table_of(context, table);
  if (!target.holds(start, length)) return out_of_bounds;
  std::fill_n(target.elements().data() + start, length, value);
  return 0;
}

trap table_copy(VmContext* context, u32 destination, u32 source, u64 to, u64 from, u64 length) {
  const TableInstance& target = table_of(context, destination);
  const TableInstance& origin = table_of(context, source);
  if (!target.holds(to, length) || !origin.holds(from, length)) return out_of_bounds;
  if (length != 0) std::memmove(target.elements().data() + to, origin.elements().data() + from, length * sizeof(void*));
  return 0;
}

trap table_init(VmContext* context, u32 segment, u32 table, u64 to, u32 from, u32 length) {
  const auto& elements = instance_of(context).element_segments[segment];
  return static_cast<trap>(init_table(table_of(context, table), elements, to, from, length));
}

none elem_drop(VmContext* context, u32 segment) {
  instance_of(context).element_segments[segment] = std::vector<void*>();
}

}  // namespace wasmc::builtins
