#include "compiler/binary/names.h"

#include <algorithm>

#include "compiler/binary/reader.h"
#include "format/base/result.h"

namespace wasmc {
namespace {

constexpr uint8_t module_subsection = 0;
constexpr uint8_t function_subsection = 1;

Status decode_function_names(ByteReader& reader, size_t functions, Names& names) {
  TRY_ASSIGN(const uint32_t count, reader.u32("function names"));
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const uint32_t index, reader.u32("function index"));
    TRY_ASSIGN(const std::string_view name, reader.name("function name"));
    if (index >= functions) continue;
    if (index >= names.functions.size()) names.functions.resize(index + 1);
    names.functions[index] = name;
  }
  return {};
}

Status decode_subsection(ByteReader& reader, size_t functions, Names& names) {
  TRY_ASSIGN(const uint8_t id, reader.byte("name subsection"));
  TRY_ASSIGN(ByteReader contents, reader.sized("name subsection"));
  if (id == module_subsection) {
    TRY_ASSIGN(names.module, contents.name("module name"));
  }
  if (id == function_subsection) TRY(decode_function_names(contents, functions, names));
  return {};
}

Result<Names> decode_name_section(const CustomSection& section, size_t functions) {
  Names names;
  ByteReader reader(section.contents);
  while (!reader.at_end()) TRY(decode_subsection(reader, functions, names));
  return names;
}

}  // namespace

Names decode_names(const Module& module) {
  const auto section = std::find_if(module.custom_sections.begin(), module.custom_sections.end(),
                                    [](const CustomSection& custom) { return custom.name == "name"; });
  if (section == module.custom_sections.end()) return {};
  Result<Names> names = decode_name_section(*section, module.functions.size());
  return names ? std::move(*names) : Names{};
}

}  // namespace wasmc
