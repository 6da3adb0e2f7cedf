// The first pass over a module's fields: which items there are, so that ids can be used before their items. Usable from
// any thread, each with a context of its own.
#pragma once

#include <vector>

#include "compiler/text/context.h"
#include "compiler/text/parse_annotations.h"
#include "format/base/result.h"

namespace wasmc {

// Goes past the fields that are next and gives the position of each one's word among the tokens. The context then has
// all ids; and the type table the types that the module defines. Custom sections are appended. Fails if an id is there
// twice, an import comes after a definition, or a field is none.
[[nodiscard]] Result<std::vector<size_t>> declare_fields(TextContext& context, std::vector<PlacedSection>& custom);

}  // namespace wasmc
