#include "loader/explain.h"

#include "format/compress.h"
#include "format/read.h"
#include "format/signature.h"
#include "format/version.h"
#include "loader/function_types.h"
#include "loader/host_check.h"
#include "loader/library.h"
#include "loader/load.h"
#include "loader/text.h"

namespace wasmc {

namespace {

class Explainer {
 public:
  Explainer(Store& store, const ExplainOptions& options) : store_(store), options_(options) {}

  Explanation run(std::vector<uint8_t> bytes) {
    if (!read_front(bytes)) return std::move(found_);
    find_host_obstacles();
    if (!check_trust(bytes)) return std::move(found_);
    // What follows was signed by somebody who is trusted, if anybody has to be.

    if (!read_module(std::move(bytes))) return std::move(found_);
    find_unknown_slots();
    find_import_obstacles();
    find_room_for_memories();
    find_room_for_tables();
    find_entry();
    return std::move(found_);
  }

 private:
  void add(ObstacleKind kind, Error error) { found_.obstacles.push_back({kind, std::move(error)}); }

  // The header, and whose signature there is.
  bool read_front(std::span<const uint8_t> bytes) {
    if (const auto header = read_header(bytes)) {
      found_.header = *header;
    } else {
      add(kind_of_front_error(bytes), header.error());
      return false;
    }
    const auto signature = find_signature(bytes);
    if (!signature) add(ObstacleKind::damaged, signature.error());
    if (signature && *signature) found_.signer = (*signature)->signature.public_key;
    return signature.has_value();
  }

  static ObstacleKind kind_of_front_error(std::span<const uint8_t> bytes) {
    if (!is_artifact(bytes)) return ObstacleKind::not_artifact;
    return has_known_version(bytes) ? ObstacleKind::damaged : ObstacleKind::format_version;
  }

  static ObstacleKind kind_of_read_error(std::span<const uint8_t> bytes) {
    const auto file = ArtifactFile::open(bytes);
    return file && file->is_compressed() && !can_decompress() ? ObstacleKind::compression : ObstacleKind::damaged;
  }

  void find_host_obstacles() {
    for (Obstacle& obstacle : find_obstacles(*found_.header)) found_.obstacles.push_back(std::move(obstacle));
  }

  bool check_trust(std::span<const uint8_t> bytes) {
    if (options_.trust == nullptr) return true;
    auto distrust = find_distrust(bytes, *options_.trust);
    if (distrust) found_.obstacles.push_back(std::move(*distrust));
    return !distrust;
  }

  bool read_module(std::vector<uint8_t> bytes) {
    auto artifact = read_artifact(bytes);
    if (!artifact) {
      add(kind_of_read_error(bytes), artifact.error());
      return false;
    }
    // What it points to doesn't move with the vector.
    auto module = load_types(std::move(artifact).value(), std::move(bytes));
    if (!module) {
      add(ObstacleKind::types, module.error());
      return false;
    }
    found_.module = std::move(module).value();
    return true;
  }

  void find_unknown_slots() {
    for (const ImportSlotRecord& slot : found_.module->view().import_slots) {
      if (library_function(slot.library) == nullptr)
        add(ObstacleKind::import_slot, unknown_library_function(slot.library));
    }
  }

  void find_import_obstacles() {
    found_.imports = list_imports(store_, *found_.module, options_.resolvers);
    for (const ImportOffer& offer : found_.imports) {
      if (offer.obstacle) found_.obstacles.push_back(*offer.obstacle);
    }
  }

  void find_room_for_memories() {
    const ArtifactView& view = found_.module->view();
    for (uint32_t i = 0; i < view.memories.size(); ++i) {
      if ((view.memories[i].flags & limits_imported) != 0) continue;
      const auto made = store_.add_memory(found_.module->memory_type(i), view.header.memory_strategy);
      if (!made) add(ObstacleKind::address_space, made.error());
    }
  }

  void find_room_for_tables() {
    const ArtifactView& view = found_.module->view();
    for (uint32_t i = 0; i < view.tables.size(); ++i) {
      if ((view.tables[i].flags & limits_imported) != 0) continue;
      const auto made = store_.add_table(found_.module->table_type(i), nullptr);
      if (!made) add(ObstacleKind::table_size, made.error());
    }
  }

  void find_entry() {
    if (!options_.entry) return;
    const ExportRecord* found = found_.module->find_export(*options_.entry);
    if (found != nullptr && found->kind == static_cast<uint32_t>(ExternalKind::function)) return;
    add(ObstacleKind::entry, Error{"exports no function " + quote(*options_.entry)});
  }

  Store& store_;
  const ExplainOptions& options_;
  Explanation found_;
};

uint32_t never_called(void*, Instance& caller, Value*) { return caller.store().fail("not a function of any instance"); }

std::optional<ExternalValue> stand_in(Store& store, const LoadedModule& module, const ExportRecord& record) {
  switch (static_cast<ExternalKind>(uint32_t{record.kind})) {
    case ExternalKind::function: {
      const uint32_t type = module.type_id(module.function_type_index(record.index));
      return store.add_host_function({function_type(type), never_called, nullptr});
    }
    case ExternalKind::table: {
      const auto table = store.add_table(module.table_type(record.index), nullptr);
      return table ? std::optional<ExternalValue>(*table) : std::nullopt;
    }
    case ExternalKind::memory: {
      const MemoryStrategy strategy = module.view().header.memory_strategy;
      const auto memory = store.add_memory(module.memory_type(record.index), strategy);
      return memory ? std::optional<ExternalValue>(*memory) : std::nullopt;
    }
    case ExternalKind::global: return store.add_global(module.global_type(record.index));
    case ExternalKind::tag: return store.add_tag(module.tag_type_id(record.index));
  }
  return std::nullopt;
}

}  // namespace

Explanation explain(std::vector<uint8_t> bytes, Store& store, const ExplainOptions& options) {
  return Explainer(store, options).run(std::move(bytes));
}

void ExpectedExports::define(std::string name, std::shared_ptr<const LoadedModule> module) {
  modules_.push_back({std::move(name), std::move(module)});
}

Resolution ExpectedExports::resolve(Store& store, const ImportRequest& request) {
  for (const Expected& expected : modules_) {
    if (expected.name != request.module) continue;
    const ExportRecord* found = expected.module->find_export(request.name);
    if (found != nullptr) return Resolution(stand_in(store, *expected.module, *found));
  }
  return Resolution(std::nullopt);
}

}  // namespace wasmc
