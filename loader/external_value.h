// What can be exported by one instance, or given by the host, and imported by another (section 4.2.13). Looks at things
// that a Store owns.
#pragma once

#include <string>
#include <variant>

#include "loader/global.h"
#include "loader/host_function.h"
#include "loader/memory.h"
#include "loader/table.h"
#include "loader/tag.h"

namespace wasmc {

using ExternalValue = std::variant<const FuncRef*, TableInstance*, MemoryInstance*, GlobalInstance*,
                                   const HostFunction*, const TagInstance*>;

[[nodiscard]] ExternalKind kind_of(const ExternalValue& value);

// Types in words: "function [i32] -> []", "memory {min 1, max 2}", with the present size where there is one.
[[nodiscard]] std::string describe_function(const FunctionType& type);
[[nodiscard]] std::string describe_table(const TableType& type, uint64_t size);
[[nodiscard]] std::string describe_memory(const MemoryType& type, uint64_t pages);
[[nodiscard]] std::string describe_global(const GlobalType& type);
[[nodiscard]] std::string describe_tag(const FunctionType& type);
[[nodiscard]] std::string describe(const ExternalValue& value);

}  // namespace wasmc
