// Reads the types that a module defines (sections 5.3.6 to 5.3.9). Usable from any thread.
#pragma once

#include "compiler/binary/reader.h"
#include "compiler/module/module.h"
#include "format/base/result.h"

namespace wasmc {

// Reads a recursion group, or a type alone, and appends its types to the module's. Their `canonical` is left open.
[[nodiscard]] Status read_type_group(ByteReader& reader, Module& module);

}  // namespace wasmc
