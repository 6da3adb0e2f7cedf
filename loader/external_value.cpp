#include "loader/external_value.h"

#include "loader/function_types.h"
#include "loader/reference_types.h"

namespace wasmc {

namespace {

std::string describe(const Limits& limits, uint64_t present) {
  std::string text = "{min " + std::to_string(present);
  if (limits.has_max) text += ", max " + std::to_string(limits.max);
  if (limits.is_64) text += ", i64";
  return text + "}";
}

}  // namespace

std::string describe_function(const FunctionType& type) { return "function " + describe_type(type); }

std::string describe_table(const TableType& type, uint64_t size) {
  return "table of " + describe_type(type.element) + " " + describe(type.limits, size);
}

std::string describe_memory(const MemoryType& type, uint64_t pages) {
  const char* page_size = type.page_size_log2 == default_page_size_log2 ? "" : " with pages of 1 byte";
  return std::string(type.shared ? "shared " : "") + "memory " + describe(type.limits, pages) + page_size;
}

std::string describe_global(const GlobalType& type) {
  return std::string(type.is_mutable ? "mutable " : "") + "global " + describe_type(type.value);
}

std::string describe_tag(const FunctionType& type) { return "tag " + describe_type(type); }

ExternalKind kind_of(const ExternalValue& value) {
  constexpr ExternalKind kinds[] = {ExternalKind::function, ExternalKind::table,    ExternalKind::memory,
                                    ExternalKind::global,   ExternalKind::function, ExternalKind::tag};
  return kinds[value.index()];
}

std::string describe(const ExternalValue& value) {
  if (const auto* function = std::get_if<const FuncRef*>(&value))
    return describe_function(function_type(static_cast<uint32_t>((*function)->type_id)));
  if (const auto* function = std::get_if<const HostFunction*>(&value)) return describe_function((*function)->type);
  if (const auto* table = std::get_if<TableInstance*>(&value))
    return describe_table((*table)->type(), (*table)->elements().size());
  if (const auto* memory = std::get_if<MemoryInstance*>(&value))
    return describe_memory((*memory)->type(), (*memory)->pages());
  if (const auto* tag = std::get_if<const TagInstance*>(&value)) return describe_tag(function_type((*tag)->type_id));
  return describe_global((*std::get_if<GlobalInstance*>(&value))->type);
}

}  // namespace wasmc
