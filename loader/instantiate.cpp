#include "loader/instantiate.h"

#include "loader/const_expr.h"
#include "loader/segments.h"

namespace wasmc {

namespace {

enum SegmentMode : uint32_t { active = 0, passive = 1, declarative = 2 };

// The imports, each kind into its index space.
class ImportTaker {
 public:
  explicit ImportTaker(Instance& instance) : instance_(instance) {}

  void operator()(const FuncRef* function) { set_next({function->code, function->context, function->tail_code}); }

  void operator()(const HostFunction* function) {
    const uint32_t type = instance_.module().function_type_index(functions_);
    instance_.host_imports.push_back(std::make_unique<HostImport>(make_host_import(*function, instance_)));
    set_next({instance_.module().host_thunk(type), &instance_.host_imports.back()->binding, nullptr});
  }

  void operator()(TableInstance* table) { instance_.tables.push_back(table); }
  void operator()(MemoryInstance* memory) {
    if (memory->type().shared) instance_.store().add_shared_memory(*memory);
    instance_.memories.push_back(memory);
  }
  void operator()(GlobalInstance* global) { instance_.globals.push_back(global); }
  void operator()(const TagInstance* tag) { instance_.tags.push_back(tag); }

 private:
  void set_next(VmFunctionImport import) {
    instance_.field<VmFunctionImport>(instance_.layout().import(functions_++)) = import;
  }

  Instance& instance_;
  uint32_t functions_ = 0;
};

Status take_imports(Instance& instance, std::span<const ExternalValue> imports) {
  ImportTaker taker(instance);
  for (const ExternalValue& value : imports) std::visit(taker, value);
  for (uint32_t i = 0; i < instance.module().imported_functions(); ++i) {
    if (instance.field<VmFunctionImport>(instance.layout().import(i)).code == nullptr)
      return Error{"the artifact lacks the thunk to call imported function " + std::to_string(i) +
                   ": compile it again"};
  }
  return {};
}

FuncRef make_funcref(const Instance& instance, uint32_t function) {
  const LoadedModule& module = instance.module();
  const uint64_t type_id = module.type_id(module.function_type_index(function));
  if (function >= module.imported_functions())
    return {type_id, module.function_code(function), instance.context(), module.function_tail_code(function)};
  const auto& import = instance.field<VmFunctionImport>(instance.layout().import(function));
  return {type_id, import.code, import.context, import.tail_code};
}

void write_type_ids(Instance& instance) {
  const auto types = static_cast<uint32_t>(instance.module().view().types.size());
  for (uint32_t i = 0; i < types; ++i)
    instance.field<uint64_t>(instance.layout().type_id(i)) = instance.module().type_id(i);
}

void write_funcrefs(Instance& instance) {
  uint32_t slot = 0;
  for (uint32_t function : instance.module().view().escaping_functions)
    instance.field<FuncRef>(instance.layout().funcref(slot++)) = make_funcref(instance, function);
}

Status make_memories(Instance& instance) {
  const LoadedModule& module = instance.module();
  const MemoryStrategy strategy = module.view().header.memory_strategy;
  for (size_t i = instance.memories.size(); i < module.view().memories.size(); ++i) {
    TRY_ASSIGN(MemoryInstance * memory,
               instance.store().add_memory(module.memory_type(static_cast<uint32_t>(i)), strategy));
    instance.memories.push_back(memory);
  }
  for (uint32_t i = 0; i < instance.memories.size(); ++i) {
    MemoryInstance& memory = *instance.memories[i];
    instance.field<VmMemoryRef>(instance.layout().memory(i)) = {memory.fixed_base(), memory.state()};
  }
  return {};
}

Status make_globals(Instance& instance) {
  const LoadedModule& module = instance.module();
  const auto imported = static_cast<uint32_t>(instance.globals.size());
  for (uint32_t i = 0; i < imported; ++i)
    instance.field<Value*>(instance.layout().global(i)) = instance.globals[i]->value;
  for (uint32_t i = imported; i < module.view().globals.size(); ++i) {
    const GlobalType type = module.global_type(i);
    Value& value = instance.field<Value>(instance.layout().global(i));
    TRY_ASSIGN(value, evaluate(instance, module.const_expr(module.view().globals[i].init), type.value));
    instance.globals.push_back(instance.store().add_global(type, &value));
  }
  return {};
}

void make_tags(Instance& instance) {
  const LoadedModule& module = instance.module();
  for (size_t i = instance.tags.size(); i < module.view().tags.size(); ++i)
    instance.tags.push_back(instance.store().add_tag(module.tag_type_id(static_cast<uint32_t>(i))));
}

Result<TableInstance*> make_table(Instance& instance, uint32_t index) {
  const LoadedModule& module = instance.module();
  const TableType type = module.table_type(index);
  const Range32& init = module.view().tables[index].init;
  if (init.length == 0) return instance.store().add_table(type, nullptr);
  TRY_ASSIGN(const Value value, evaluate(instance, module.const_expr(init), type.element));
  return instance.store().add_table(type, value.reference);
}

Status make_tables(Instance& instance) {
  for (size_t i = instance.tables.size(); i < instance.module().view().tables.size(); ++i) {
    TRY_ASSIGN(TableInstance * table, make_table(instance, static_cast<uint32_t>(i)));
    instance.tables.push_back(table);
  }
  for (uint32_t i = 0; i < instance.tables.size(); ++i)
    instance.field<VmTable*>(instance.layout().table(i)) = instance.tables[i]->state();
  return {};
}

Result<std::vector<void*>> evaluate_items(const Instance& instance, const ElementSegmentRecord& segment) {
  const LoadedModule& module = instance.module();
  const auto items = module.view().element_items.subspan(segment.first_item);
  const ValueType type = ValueType::from_bits(segment.type);
  std::vector<void*> elements;
  for (uint32_t i = 0; i < segment.count; ++i) {
    if (segment.has_expressions == 0) {
      elements.push_back(items[i] == none_index ? nullptr : instance.funcref(items[i]));
      continue;
    }
    const Range32 expression{items[2 * i], items[2 * i + 1]};
    TRY_ASSIGN(const Value value, evaluate(instance, module.const_expr(expression), type));
    elements.push_back(value.reference);
  }
  return elements;
}

Status make_segments(Instance& instance) {
  const ArtifactView& view = instance.module().view();
  for (const ElementSegmentRecord& segment : view.element_segments) {
    auto& elements = instance.element_segments.emplace_back();
    if (segment.mode == declarative) continue;
    TRY_ASSIGN(elements, evaluate_items(instance, segment));
  }
  for (const DataSegmentRecord& segment : view.data_segments)
    instance.data_segments.push_back(view.data.subspan(segment.bytes.offset, segment.bytes.length));
  return {};
}

Result<uint64_t> evaluate_offset(const Instance& instance, const Range32& offset, const Limits& limits) {
  const ValueType type = limits.is_64 ? ValueType::i64() : ValueType::i32();
  TRY_ASSIGN(const Value value, evaluate(instance, instance.module().const_expr(offset), type));
  return limits.is_64 ? value.i64 : value.i32;
}

Result<TrapCode> initialize_tables(Instance& instance) {
  const auto& records = instance.module().view().element_segments;
  for (size_t i = 0; i < records.size(); ++i) {
    if (records[i].mode != active) continue;
    TableInstance& table = *instance.tables[records[i].table];
    TRY_ASSIGN(const uint64_t offset, evaluate_offset(instance, records[i].offset, table.type().limits));
    const auto elements = std::exchange(instance.element_segments[i], {});
    const TrapCode trap = init_table(table, elements, offset, 0, elements.size());
    if (trap != TrapCode::none) return trap;
  }
  return TrapCode::none;
}

Result<TrapCode> initialize_memories(Instance& instance) {
  const auto& records = instance.module().view().data_segments;
  for (size_t i = 0; i < records.size(); ++i) {
    if (records[i].mode != active) continue;
    MemoryInstance& memory = *instance.memories[records[i].memory];
    TRY_ASSIGN(const uint64_t offset, evaluate_offset(instance, records[i].offset, memory.type().limits));
    const auto bytes = std::exchange(instance.data_segments[i], {});
    const TrapCode trap = init_memory(memory, bytes, offset, 0, bytes.size());
    if (trap != TrapCode::none) return trap;
  }
  return TrapCode::none;
}

CallOutcome call_start(Instance& instance) {
  const uint32_t start = instance.module().view().header.start_function;
  if (start == none_index) return {};
  Value none;
  return invoke(instance.store(), make_funcref(instance, start), &none);
}

}  // namespace

Result<Instantiation> instantiate(Store& store, std::shared_ptr<const LoadedModule> module,
                                  std::span<const ExternalValue> imports) {
  auto made = std::make_unique<Instance>(store, std::move(module));
  Instance& instance = *made;
  TRY(take_imports(instance, imports));
  write_type_ids(instance);
  write_funcrefs(instance);
  // References to functions exist and can be called.

  TRY(make_globals(instance));
  // Constant expressions can be evaluated.
  TRY(make_memories(instance));
  TRY(make_tables(instance));
  make_tags(instance);
  TRY(make_segments(instance));
  instance.find_exported_memory();
  store.add_instance(std::move(made));
  // The instance is complete. Other instances can see what happens from here on.

  TRY_ASSIGN(TrapCode trap, initialize_tables(instance));
  if (trap == TrapCode::none) {
    TRY_ASSIGN(trap, initialize_memories(instance));
  }
  if (trap != TrapCode::none) return Instantiation{&instance, trapped(trap)};
  return Instantiation{&instance, call_start(instance)};
}

}  // namespace wasmc
