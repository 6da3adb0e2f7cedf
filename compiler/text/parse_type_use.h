// Parses signatures of functions, and type uses (section 6.6.4). Usable from any thread, each with a context of its
// own.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "compiler/text/context.h"
#include "format/base/result.h"
#include "format/types.h"

namespace wasmc {

// A type by its index, by its parameters and results, or by both.
struct TypeUse {
  std::optional<uint32_t> index;
  FunctionType inline_type;
  std::vector<DeclaredName> names;  // of the parameters in it
  uint32_t offset = 0;              // in the source

  [[nodiscard]] bool has_inline_type() const { return !inline_type.params.empty() || !inline_type.results.empty(); }
};

enum class ParameterIds : uint8_t { allowed, refused };

// Any number of `(param ...)`, then of `(result ...)`.
[[nodiscard]] Status parse_signature(TextContext& context, TypeUse& use, ParameterIds ids);
// The types of any number of `(result type*)`.
[[nodiscard]] Status parse_results(TextContext& context, std::vector<ValueType>& results);

[[nodiscard]] Result<TypeUse> parse_type_use(TextContext& context, ParameterIds ids);
// The index of the type. Fails if it is not equal to the parameters and results that stand beside it.
[[nodiscard]] Result<uint32_t> resolve_type_use(TextContext& context, const TypeUse& use);

}  // namespace wasmc
