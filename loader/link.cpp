#include "loader/link.h"

#include "loader/function_types.h"
#include "loader/reference_types.h"
#include "loader/text.h"

namespace wasmc {

namespace {

constexpr size_t max_listed = 50;

std::string name_of(const LoadedModule& module, const ImportRecord& import) {
  return quote(module.string(import.module)) + " " + quote(module.string(import.name));
}

std::string describe_wanted(const LoadedModule& module, const ImportRecord& import) {
  switch (static_cast<ExternalKind>(uint32_t{import.kind})) {
    case ExternalKind::function: return describe_function(function_type(module.type_id(import.index)));
    case ExternalKind::table: {
      const TableType type = module.table_type(import.index);
      return describe_table(type, type.limits.min);
    }
    case ExternalKind::memory: {
      const MemoryType type = module.memory_type(import.index);
      return describe_memory(type, type.limits.min);
    }
    case ExternalKind::global: return describe_global(module.global_type(import.index));
    case ExternalKind::tag: return describe_tag(function_type(module.tag_type_id(import.index)));
  }
  return "nothing";
}

// Section 3.3.11 "Limits": the present size counts as the minimum.
bool limits_match(const Limits& actual, uint64_t size, const Limits& wanted) {
  if (actual.is_64 != wanted.is_64 || size < wanted.min) return false;
  return !wanted.has_max || (actual.has_max && actual.max <= wanted.max);
}

bool matches(const FuncRef* function, const LoadedModule& module, uint32_t type_index) {
  return function->type_id == module.type_id(type_index);
}

bool matches(const HostFunction* function, const LoadedModule& module, uint32_t type_index) {
  return function->type == function_type(module.type_id(type_index));
}

bool matches(const TableInstance* table, const LoadedModule& module, uint32_t index) {
  const TableType wanted = module.table_type(index);
  return table->type().element == wanted.element &&
         limits_match(table->type().limits, table->elements().size(), wanted.limits);
}

bool matches(const MemoryInstance* memory, const LoadedModule& module, uint32_t index) {
  const MemoryType wanted = module.memory_type(index);
  return memory->type().shared == wanted.shared && memory->type().page_size_log2 == wanted.page_size_log2 &&
         limits_match(memory->type().limits, memory->pages(), wanted.limits);
}

bool matches(const GlobalInstance* global, const LoadedModule& module, uint32_t index) {
  const GlobalType wanted = module.global_type(index);
  if (global->type.is_mutable || wanted.is_mutable) return global->type == wanted;
  return is_subtype(global->type.value, wanted.value);
}

bool matches(const TagInstance* tag, const LoadedModule& module, uint32_t index) {
  return tag->type_id == module.tag_type_id(index);
}

bool is_compatible(const LoadedModule& module, const ImportRecord& import, const ExternalValue& value) {
  const auto fits = [&](const auto* thing) { return matches(thing, module, import.index); };
  return kind_of(value) == static_cast<ExternalKind>(uint32_t{import.kind}) && std::visit(fits, value);
}

Error incompatible(const LoadedModule& module, const ImportRecord& import, const ExternalValue& value) {
  return Error{"incompatible import type: " + name_of(module, import) + " must be a " +
               describe_wanted(module, import) + ", but is a " + describe(value)};
}

// Code that relies on guard pages must not get a memory without.
Status check_strategy(const LoadedModule& module, const ImportRecord& import, const ExternalValue& value) {
  const auto* memory = std::get_if<MemoryInstance*>(&value);
  if (memory == nullptr || (*memory)->is_guarded()) return {};
  const MemoryStrategy strategy = module.view().header.memory_strategy;
  if (strategy_of(module.memory_type(import.index), strategy) == MemoryStrategy::checked) return {};
  return Error{"incompatible import: the memory " + name_of(module, import) +
               " has no guard pages, which this code relies on: compile both modules with the same --memory"};
}

ImportRequest request_of(const LoadedModule& module, const ImportRecord& import) {
  const auto kind = static_cast<ExternalKind>(uint32_t{import.kind});
  const FunctionType* type = kind == ExternalKind::function ? &function_type(module.type_id(import.index)) : nullptr;
  ImportRequest request{module.string(import.module), module.string(import.name), kind, type};
  if (kind == ExternalKind::memory) request.memory = module.memory_type(import.index);
  return request;
}

// The first value of the right type; failing that, the first of another; nothing if nobody knows the name.
Resolution find(Store& store, const LoadedModule& module, const ImportRecord& import,
                std::span<ImportResolver* const> resolvers) {
  std::optional<ExternalValue> first;
  for (ImportResolver* resolver : resolvers) {
    TRY_ASSIGN(const auto value, resolver->resolve(store, request_of(module, import)));
    if (value && is_compatible(module, import, *value)) return Resolution(value);
    if (!first) first = value;
  }
  return Resolution(first);
}

// The imports that nobody has, for one message.
class MissingImports {
 public:
  void add(const LoadedModule& module, const ImportRecord& import) {
    if (++count_ <= max_listed) list_ += "\n  " + name_of(module, import) + ": " + describe_wanted(module, import);
  }

  [[nodiscard]] Status status() const {
    if (count_ == 0) return {};
    const std::string more = count_ > max_listed ? "\n  and " + std::to_string(count_ - max_listed) + " more" : "";
    return Error{(count_ == 1 ? "unknown import:" : "unknown imports:") + list_ + more};
  }

 private:
  size_t count_ = 0;
  std::string list_;
};

std::optional<Obstacle> find_obstacle(const LoadedModule& module, const ImportRecord& import, const Resolution& found) {
  if (!found) return Obstacle{ObstacleKind::address_space, found.error()};
  const std::optional<ExternalValue>& value = *found;
  if (!value)
    return Obstacle{ObstacleKind::missing_import,
                    Error{"unknown import " + name_of(module, import) + ": " + describe_wanted(module, import)}};
  if (!is_compatible(module, import, *value))
    return Obstacle{ObstacleKind::import_type, incompatible(module, import, *value)};
  if (const Status status = check_strategy(module, import, *value); !status)
    return Obstacle{ObstacleKind::memory_strategy, status.error()};
  return std::nullopt;
}

uint32_t fail_with_message(void* environment, Instance& caller, Value*) {
  return caller.store().fail(*static_cast<const std::string*>(environment));
}

}  // namespace

void ImportDefinitions::define(std::string module, std::string name, ExternalValue value) {
  definitions_.push_back({std::move(module), std::move(name), value});
}

void ImportDefinitions::define_instance(std::string module, const Instance& instance) {
  instances_.push_back({std::move(module), &instance});
}

Resolution ImportDefinitions::resolve(Store&, const ImportRequest& request) {
  for (const Definition& definition : definitions_) {
    if (definition.module == request.module && definition.name == request.name) return Resolution(definition.value);
  }
  for (const NamedInstance& named : instances_) {
    if (named.module != request.module) continue;
    if (auto value = named.instance->find_export(request.name)) return Resolution(value);
  }
  return Resolution(std::nullopt);
}

Resolution TrappingImports::resolve(Store& store, const ImportRequest& request) {
  if (request.kind != ExternalKind::function) return Resolution(std::nullopt);
  messages_.push_back(std::make_unique<std::string>("unknown import " + quote(request.module) + " " +
                                                    quote(request.name) + " was called"));
  return Resolution(store.add_host_function({*request.type, fail_with_message, messages_.back().get()}));
}

std::vector<ImportOffer> list_imports(Store& store, const LoadedModule& module,
                                      std::span<ImportResolver* const> resolvers) {
  std::vector<ImportOffer> offers;
  for (const ImportRecord& import : module.view().imports) {
    const Resolution found = find(store, module, import, resolvers);
    const auto offered = found && *found ? std::optional(describe(**found)) : std::nullopt;
    offers.push_back({&import, describe_wanted(module, import), offered, find_obstacle(module, import, found)});
  }
  return offers;
}

Result<std::vector<ExternalValue>> link_imports(Store& store, const LoadedModule& module,
                                                std::span<ImportResolver* const> resolvers) {
  std::vector<ExternalValue> values;
  MissingImports missing;
  for (const ImportRecord& import : module.view().imports) {
    TRY_ASSIGN(const auto value, find(store, module, import, resolvers));
    if (!value) {
      missing.add(module, import);
      continue;
    }
    if (!is_compatible(module, import, *value)) return incompatible(module, import, *value);
    TRY(check_strategy(module, import, *value));
    values.push_back(*value);
  }
  TRY(missing.status());
  return values;
}

}  // namespace wasmc
