// An artifact that is linked into a program (`wasmc compile --emit=obj`, spec/object.md): what the object's global
// symbol stands for, and a loader begins with.
#pragma once

#include <cstddef>
#include <cstdint>

namespace wasmc {

struct LinkedModule {
  const uint8_t* image;  // code, read-only data and import slots, as in code_image.h
  uint64_t code_size;
  uint64_t read_only_size;
  const uint8_t* description;  // the artifact without code and read-only data
  uint64_t description_size;
};
static_assert(sizeof(LinkedModule) == 40 && offsetof(LinkedModule, description) == 24);

}  // namespace wasmc
