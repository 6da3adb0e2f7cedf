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

const char* compile_option_name(unsigned bit) {
  switch (bit) {
#define COMPILE_OPTION(number, name, text) \
  case number: return text;
#include "format/compile_options.def"
#undef COMPILE_OPTION
  }
  return nullptr;
}

const char* wasm_feature_name(unsigned bit) {
  switch (bit) {
#define WASM_FEATURE(number, name) \
  case number: return name;
#include "format/wasm_features.def"
#undef WASM_FEATURE
  }
  return nullptr;
}

}  // namespace wasmc
