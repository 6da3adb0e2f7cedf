#include "format/artifact.h"

namespace wasmc {

const char* to_string(SectionId id) {
  switch (id) {
#define SECTION(number, name, element, text) \
  case SectionId::name: return text;
#include "format/sections.def"
#undef SECTION
  }
  return nullptr;
}

}  // namespace wasmc
