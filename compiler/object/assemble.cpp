#include "compiler/object/assemble.h"

#include <algorithm>
#include <map>

#include "compiler/object/relocs.h"
#include "runtime-support/code_image.h"

namespace wasmc {

namespace {

struct LibraryFunction {
  const char* name;
  uint32_t id;
};

constexpr LibraryFunction library_functions[] = {
#define LIBRARY(id, name) {#name, id},
#include "runtime-support/library.def"
#undef LIBRARY
};

Result<uint32_t> find_library_function(const std::string& name) {
  for (const LibraryFunction& function : library_functions) {
    if (name == function.name) return function.id;
  }
  return Error{"internal error: compiled code calls " + name + ", which no loader provides"};
}

class Assembler {
 public:
  Assembler(Architecture architecture, std::vector<ObjectCode> objects)
      : rules_(relocation_rules(architecture)), objects_(std::move(objects)) {}

  Result<AssembledCode> run() {
    place_sections();
    place_functions();
    name_constants();
    TRY(find_imports());
    const CodeImageLayout image(code_size_, read_only_size_, result_.import_slots.size());
    if (image.size() > INT32_MAX) return Error{"the code is too large: " + std::to_string(image.size()) + " bytes"};
    read_only_base_ = image.read_only();
    slots_base_ = image.import_slots();
    copy_sections();
    write_stubs();
    for (size_t object = 0; object < objects_.size(); ++object) TRY(relocate(object));
    TRY(check_no_relocation_is_left(objects_));
    // From here on code and data are as they will be in every process.
    collect_trap_sites();
    return std::move(result_);
  }

 private:
  static uint64_t align(uint64_t offset, uint64_t alignment) {
    return (offset + alignment - 1) / alignment * alignment;
  }

  // From here on each section has an offset, code in the code and data in the data.
  void place_sections() {
    for (const ObjectCode& object : objects_) {
      std::vector<uint64_t>& places = places_.emplace_back();
      for (const ObjectSection& section : object.sections) {
        uint64_t& size = section.is_code ? code_size_ : read_only_size_;
        size = align(size, std::max<uint64_t>(section.alignment, section.is_code ? 16 : 1));
        places.push_back(size);
        size += section.bytes.size();
      }
    }
  }

  void place_functions() {
    for (size_t object = 0; object < objects_.size(); ++object) {
      for (const ObjectFunction& function : objects_[object].functions) {
        const uint64_t offset = places_[object][function.section] + function.offset;
        result_.functions[function.name] = {static_cast<uint32_t>(offset), static_cast<uint32_t>(function.size)};
      }
    }
  }

  // Their addresses are known when the size of the code is.
  void name_constants() {
    for (size_t object = 0; object < objects_.size(); ++object) {
      for (const ObjectConstant& constant : objects_[object].constants)
        constants_[constant.name] = {object, constant.section, constant.offset};
    }
  }

  // Every name that is nothing of the module's gets an import slot; if it is called directly, also a stub behind
  // the code.
  Status find_imports() {
    for (const ObjectCode& object : objects_) {
      for (const ObjectSection& section : object.sections) {
        for (const ObjectRelocation& relocation : section.relocations) {
          if (relocation.is_local || is_defined(relocation.name)) continue;
          TRY_ASSIGN(const uint32_t library, find_library_function(relocation.name));
          if (slots_.emplace(relocation.name, result_.import_slots.size()).second) {
            result_.import_slots.push_back(library);
          }
          if (rules_.need(relocation.type) == RelocationNeed::symbol) stubs_.emplace(relocation.name, 0);
        }
      }
    }
    for (auto& [name, offset] : stubs_) {
      offset = align(code_size_, 16);
      code_size_ = offset + rules_.stub_size;
    }
    return {};
  }

  bool is_defined(const std::string& name) const {
    return result_.functions.contains(name) || constants_.contains(name);
  }

  void copy_sections() {
    result_.code.resize(code_size_);
    result_.read_only_data.resize(read_only_size_);
    for (size_t object = 0; object < objects_.size(); ++object) {
      for (size_t i = 0; i < objects_[object].sections.size(); ++i) {
        const ObjectSection& section = objects_[object].sections[i];
        std::copy(section.bytes.begin(), section.bytes.end(), contents(section) + places_[object][i]);
      }
    }
  }

  void write_stubs() {
    for (const auto& [name, offset] : stubs_) {
      const std::vector<uint8_t> stub = rules_.stub(offset, slot_address(name));
      std::copy(stub.begin(), stub.end(), result_.code.data() + offset);
    }
  }

  Status relocate(size_t object) {
    for (size_t i = 0; i < objects_[object].sections.size(); ++i) {
      ObjectSection& section = objects_[object].sections[i];
      std::vector<PlacedRelocation> placed;
      placed.reserve(section.relocations.size());
      for (const ObjectRelocation& relocation : section.relocations) {
        placed.push_back(place(object, i, relocation));
      }
      for (const PlacedRelocation& relocation : placed) TRY(rules_.apply(relocation, placed));
      section.relocations.clear();
    }
    return {};
  }

  PlacedRelocation place(size_t object, size_t section_index, const ObjectRelocation& relocation) {
    const ObjectSection& section = objects_[object].sections[section_index];
    const uint64_t offset = places_[object][section_index] + relocation.offset;
    PlacedRelocation placed;
    placed.where = contents(section) + offset;
    placed.type = relocation.type;
    placed.P = offset + (section.is_code ? 0 : read_only_base_);
    placed.A = relocation.addend;
    if (relocation.is_local) {
      placed.S = address(object, relocation.section) + relocation.value;
    } else if (auto function = result_.functions.find(relocation.name); function != result_.functions.end()) {
      placed.S = function->second.offset;
    } else if (auto constant = constants_.find(relocation.name); constant != constants_.end()) {
      placed.S = address(constant->second.object, constant->second.section) + constant->second.offset;
    } else if (rules_.need(relocation.type) == RelocationNeed::import_slot) {
      placed.G = slot_address(relocation.name);
    } else {
      placed.S = stubs_.at(relocation.name);
    }
    return placed;
  }

  uint64_t address(size_t object, uint32_t section) const {
    return places_[object][section] + (objects_[object].sections[section].is_code ? 0 : read_only_base_);
  }
  uint64_t slot_address(const std::string& name) const { return slots_base_ + slots_.at(name) * 8; }
  uint8_t* contents(const ObjectSection& section) {
    return section.is_code ? result_.code.data() : result_.read_only_data.data();
  }

  void collect_trap_sites() {
    for (size_t object = 0; object < objects_.size(); ++object) {
      for (const ObjectTrapSite& placed : objects_[object].trap_sites) {
        TrapSite site = placed.site;
        site.code_offset += static_cast<uint32_t>(places_[object][placed.section]);
        result_.trap_sites.push_back(site);
      }
    }
    std::sort(result_.trap_sites.begin(), result_.trap_sites.end(),
              [](const TrapSite& a, const TrapSite& b) { return a.code_offset < b.code_offset; });
    auto same_place = [](const TrapSite& a, const TrapSite& b) { return a.code_offset == b.code_offset; };
    result_.trap_sites.erase(std::unique(result_.trap_sites.begin(), result_.trap_sites.end(), same_place),
                             result_.trap_sites.end());
  }

  struct PlacedConstant {
    size_t object;
    uint32_t section;
    uint64_t offset;
  };

  const RelocationRules& rules_;
  std::vector<ObjectCode> objects_;
  std::vector<std::vector<uint64_t>> places_;  // of each object's sections
  std::map<std::string, PlacedConstant> constants_;
  std::map<std::string, uint64_t> slots_;  // library function -> import slot
  std::map<std::string, uint64_t> stubs_;  // library function -> offset of its stub
  uint64_t code_size_ = 0;
  uint64_t read_only_size_ = 0;
  uint64_t read_only_base_ = 0;
  uint64_t slots_base_ = 0;
  AssembledCode result_;
};

}  // namespace

Result<AssembledCode> assemble(Architecture architecture, std::vector<ObjectCode> objects) {
  return Assembler(architecture, std::move(objects)).run();
}

Status check_no_relocation_is_left(std::span<const ObjectCode> objects) {
  size_t count = 0;
  const ObjectRelocation* first = nullptr;
  for (const ObjectCode& object : objects) {
    for (const ObjectSection& section : object.sections) {
      if (first == nullptr && !section.relocations.empty()) first = section.relocations.data();
      count += section.relocations.size();
    }
  }
  if (first == nullptr) return {};
  return Error{"internal error: " + std::to_string(count) + " relocations are left in the code, the first of type " +
               std::to_string(first->type) + " against " + (first->is_local ? "a section" : first->name)};
}

}  // namespace wasmc
