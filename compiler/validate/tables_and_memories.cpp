// Instructions on tables and memories (sections 3.4.6 and 3.4.7).
#include <string>

#include "compiler/module/limits.h"
#include "compiler/validate/function.h"
#include "compiler/validate/subtype.h"

namespace wasmc {

bool FunctionValidator::check_table(uint32_t table) { return table < module_.tables.size() || unknown("table", table); }

bool FunctionValidator::check_element_segment(uint32_t segment) {
  return segment < module_.elements.size() || unknown("elem segment", segment);
}

ValueType FunctionValidator::address_of_table(uint32_t table) const {
  return address_type(module_.tables[table].type.limits);
}

// [destination source length] -> [], where the length is an i64 only if both addresses are.
bool FunctionValidator::apply_copy(ValueType destination, ValueType source) {
  const ValueType length = destination == source ? destination : ValueType::i32();
  return pop(length) && pop(source) && pop(destination);
}

bool FunctionValidator::table_get(const TableIndex& table) {
  return check_table(table.index) && pop(address_of_table(table.index)) &&
         push(module_.tables[table.index].type.element);
}

bool FunctionValidator::table_set(const TableIndex& table) {
  return check_table(table.index) && pop(module_.tables[table.index].type.element) &&
         pop(address_of_table(table.index));
}

bool FunctionValidator::table_size(const TableIndex& table) {
  return check_table(table.index) && push(address_of_table(table.index));
}

bool FunctionValidator::table_grow(const TableIndex& table) {
  if (!check_table(table.index)) return false;
  const ValueType address = address_of_table(table.index);
  return pop(address) && pop(module_.tables[table.index].type.element) && push(address);
}

bool FunctionValidator::table_fill(const TableIndex& table) {
  if (!check_table(table.index)) return false;
  const ValueType address = address_of_table(table.index);
  return pop(address) && pop(module_.tables[table.index].type.element) && pop(address);
}

bool FunctionValidator::table_copy(const TableCopy& copy) {
  if (!check_table(copy.destination) || !check_table(copy.source)) return false;
  const TableType& destination = module_.tables[copy.destination].type;
  const TableType& source = module_.tables[copy.source].type;
  if (!is_subtype(module_, source.element, destination.element)) {
    return fail("type mismatch: copying " + to_string(source.element) + " to a table of " +
                to_string(destination.element));
  }
  return apply_copy(address_type(destination.limits), address_type(source.limits));
}

bool FunctionValidator::table_init(const TableInit& init) {
  if (!check_table(init.table) || !check_element_segment(init.segment)) return false;
  const TableType& table = module_.tables[init.table].type;
  const ValueType elements = module_.elements[init.segment].type;
  if (!is_subtype(module_, elements, table.element)) {
    return fail("type mismatch: a segment of " + to_string(elements) + " for a table of " + to_string(table.element));
  }
  return pop(ValueType::i32()) && pop(ValueType::i32()) && pop(address_type(table.limits));
}

bool FunctionValidator::elem_drop(const ElementIndex& segment) { return check_element_segment(segment.index); }

bool FunctionValidator::check_memory(uint32_t memory) {
  return memory < module_.memories.size() || unknown("memory", memory);
}

// Bodies come before the data section, so that only the data count can tell how many segments there are.
bool FunctionValidator::check_data_segment(uint32_t segment) {
  if (!module_.data_count) return fail("data count section required");
  return segment < *module_.data_count || unknown("data segment", segment);
}

bool FunctionValidator::check_unusual_access(uint32_t bytes, const MemArg& access) {
  if (!check_memory(access.memory)) return false;
  if (access.align_log2 > static_cast<uint32_t>(std::countr_zero(bytes))) {
    return fail("alignment must not be larger than natural");
  }
  if (access.offset >= limits::memory32_bytes && !module_.memories[access.memory].type.limits.is_64) {
    return fail("offset out of range");
  }
  return true;
}

bool FunctionValidator::check_atomic_access(uint32_t bytes, const MemArg& access) {
  if (!check_access(bytes, access)) return false;
  return access.align_log2 == static_cast<uint32_t>(std::countr_zero(bytes)) || fail("alignment must be natural");
}

bool FunctionValidator::memory_size(const MemoryIndex& memory) {
  return check_memory(memory.index) && push(address_of_memory(memory.index));
}

bool FunctionValidator::memory_grow(const MemoryIndex& memory) {
  if (!check_memory(memory.index)) return false;
  const ValueType address = address_of_memory(memory.index);
  return pop(address) && push(address);
}

bool FunctionValidator::memory_fill(const MemoryIndex& memory) {
  if (!check_memory(memory.index)) return false;
  const ValueType address = address_of_memory(memory.index);
  return pop(address) && pop(ValueType::i32()) && pop(address);
}

bool FunctionValidator::memory_copy(const MemoryCopy& copy) {
  return check_memory(copy.destination) && check_memory(copy.source) &&
         apply_copy(address_of_memory(copy.destination), address_of_memory(copy.source));
}

bool FunctionValidator::memory_init(const MemoryInit& init) {
  return check_memory(init.memory) && check_data_segment(init.segment) && pop(ValueType::i32()) &&
         pop(ValueType::i32()) && pop(address_of_memory(init.memory));
}

bool FunctionValidator::data_drop(const DataIndex& segment) { return check_data_segment(segment.index); }

}  // namespace wasmc
