#include "loader/instance.h"

#include <cstdlib>
#include <cstring>
#include <new>

#include "loader/builtins/builtins.h"
#include "loader/store.h"

namespace wasmc {

namespace {

// So that the hot fields share a cache line.
constexpr size_t block_alignment = 64;

VmLayout lay_out(const LoadedModule& module) {
  const ArtifactView& view = module.view();
  VmShape shape;
  shape.types = static_cast<uint32_t>(view.types.size());
  shape.imported_functions = module.imported_functions();
  shape.memories = static_cast<uint32_t>(view.memories.size());
  shape.tables = static_cast<uint32_t>(view.tables.size());
  shape.globals = static_cast<uint32_t>(view.globals.size());
  shape.escaping_functions = static_cast<uint32_t>(view.escaping_functions.size());
  return VmLayout(shape);
}

uint8_t* allocate_block(uint64_t size) {
  void* block = ::operator new(size, std::align_val_t{block_alignment});
  std::memset(block, 0, size);
  return static_cast<uint8_t*>(block);
}

}  // namespace

void Instance::FreeBlock::operator()(uint8_t* block) const {
  ::operator delete(block, std::align_val_t{block_alignment});
}

Instance::Instance(Store& store, std::shared_ptr<const LoadedModule> module)
    : store_(store), module_(std::move(module)), layout_(lay_out(*module_)), block_(allocate_block(layout_.size())) {
  VmContext* head = context();
  head->builtins = builtin_table;
  head->stack_limit = store.stack().limit();
  head->instance = this;
  head->tail_arguments = store.tail_arguments();
}

FuncRef* Instance::funcref(uint32_t function) const {
  const auto slot = module_->funcref_slot(function);
  return slot ? &field<FuncRef>(layout_.funcref(*slot)) : nullptr;
}

std::optional<ExternalValue> Instance::find_export(std::string_view name) const {
  const ExportRecord* record = module_->find_export(name);
  if (record == nullptr) return std::nullopt;
  switch (static_cast<ExternalKind>(uint32_t{record->kind})) {
    case ExternalKind::function: return funcref(record->index);
    case ExternalKind::table: return tables[record->index];
    case ExternalKind::memory: return memories[record->index];
    case ExternalKind::global: return globals[record->index];
    case ExternalKind::tag: return tags[record->index];
  }
  return std::nullopt;
}

void Instance::find_exported_memory() {
  const auto value = find_export("memory");
  if (value && std::holds_alternative<MemoryInstance*>(*value)) exported_memory_ = std::get<MemoryInstance*>(*value);
}

}  // namespace wasmc
