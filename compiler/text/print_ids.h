// The ids under which a module's items are printed: their names, where they have one, made different from each other.
// Usable from any thread once they are made.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "compiler/binary/names.h"
#include "compiler/module/module.h"

namespace wasmc {

class IdSpace {
 public:
  IdSpace() = default;
  // A name that an item before has already gets `#` and its own index behind it.
  explicit IdSpace(NameList names);
  IdSpace(IdSpace&&) = default;
  IdSpace& operator=(IdSpace&&) = default;

  // Without the `$`. Empty if the item has no name, or if there is no such item.
  [[nodiscard]] std::string_view operator[](uint32_t index) const { return name_of(ids_, index); }
  // The name of an item whose id is another; empty for all others.
  [[nodiscard]] std::string_view name_behind(uint32_t index) const {
    const auto found = renamed_.find(index);
    return found == renamed_.end() ? std::string_view() : found->second.name;
  }

 private:
  struct Renamed {
    std::string_view name;
    std::string id;
  };

  NameList ids_;
  std::unordered_map<uint32_t, Renamed> renamed_;  // whose ids those above point into
};

class ModuleIds {
 public:
  explicit ModuleIds(const Module& module);

  std::string_view module;
  IdSpace functions;
  IdSpace types;
  IdSpace tables;
  IdSpace memories;
  IdSpace globals;
  IdSpace elements;
  IdSpace data;
  IdSpace tags;

  // Of a function with that many locals, parameters included.
  [[nodiscard]] IdSpace locals(uint32_t function, size_t count) const { return IdSpace(locals_.of(function, count)); }
  // Labels need not differ from each other: an inner one hides an outer one.
  [[nodiscard]] NameList labels(uint32_t function, size_t count) const { return labels_.of(function, count); }
  // Of a type that need not have any, or be there.
  [[nodiscard]] const IdSpace& fields(uint32_t type) const;

 private:
  NameTable locals_;
  NameTable labels_;
  std::unordered_map<uint32_t, IdSpace> fields_;  // by type
  IdSpace no_fields_;
};

}  // namespace wasmc
