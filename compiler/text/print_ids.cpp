#include "compiler/text/print_ids.h"

#include <unordered_set>
#include <utility>

namespace wasmc {
namespace {

std::unordered_map<uint32_t, IdSpace> field_ids(const Module& module, const NameTable& names) {
  std::unordered_map<uint32_t, IdSpace> ids;
  for (const auto& [type, map] : names.items()) {
    ids.insert_or_assign(type, IdSpace(names.of(type, module.types[type].fields.size())));
  }
  return ids;
}

}  // namespace

IdSpace::IdSpace(NameList names) : ids_(std::move(names)) {
  std::unordered_set<std::string_view> taken;
  for (size_t i = 0; i < ids_.size(); ++i) {
    if (ids_[i].empty() || taken.insert(ids_[i]).second) continue;
    Renamed& renamed = renamed_[static_cast<uint32_t>(i)];
    renamed = {ids_[i], std::string(ids_[i])};
    do {
      renamed.id += '#' + std::to_string(i);
    } while (taken.contains(renamed.id));
    taken.insert(renamed.id);
    ids_[i] = renamed.id;
  }
}

ModuleIds::ModuleIds(const Module& module_) {
  Names names = decode_names(module_);
  module = names.module;
  functions = IdSpace(std::move(names.functions));
  types = IdSpace(std::move(names.types));
  tables = IdSpace(std::move(names.tables));
  memories = IdSpace(std::move(names.memories));
  globals = IdSpace(std::move(names.globals));
  elements = IdSpace(std::move(names.elements));
  data = IdSpace(std::move(names.data));
  tags = IdSpace(std::move(names.tags));
  fields_ = field_ids(module_, names.fields);
  locals_ = std::move(names.locals);
  labels_ = std::move(names.labels);
}

const IdSpace& ModuleIds::fields(uint32_t type) const {
  const auto ids = fields_.find(type);
  return ids == fields_.end() ? no_fields_ : ids->second;
}

}  // namespace wasmc
