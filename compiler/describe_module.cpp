#include "compiler/describe_module.h"

#include "compiler/binary/names.h"
#include "compiler/translate/thunks.h"
#include "format/trap_table.h"

namespace wasmc {

namespace {

// Collects the pool sections that records refer to by ranges.
class Description {
 public:
  Description(const ModuleFacts& facts, AssembledCode assembled)
      : facts_(facts), module_(facts.module), assembled_(std::move(assembled)) {}

  Artifact run() {
    describe_types();
    describe_functions();
    describe_imports();
    describe_exports();
    describe_tables();
    describe_memories();
    describe_globals();
    describe_tags();
    describe_elements();
    describe_data();
    describe_names();
    take_code();
    return std::move(artifact_);
  }

 private:
  Range32 string(std::string_view text) {
    const auto offset = static_cast<uint32_t>(artifact_.strings.size());
    artifact_.strings.insert(artifact_.strings.end(), text.begin(), text.end());
    return {offset, static_cast<uint32_t>(text.size())};
  }

  Range32 expression(const ConstExpr& expression) {
    const auto offset = static_cast<uint32_t>(artifact_.const_exprs.size());
    artifact_.const_exprs.insert(artifact_.const_exprs.end(), expression.bytes.begin(), expression.bytes.end());
    return {offset, static_cast<uint32_t>(expression.bytes.size())};
  }

  uint32_t thunk(const std::string& name) const {
    auto found = assembled_.functions.find(name);
    return found == assembled_.functions.end() ? none_index : found->second.offset;
  }

  void describe_types() {
    for (uint32_t i = 0; i < module_.types.size(); ++i) {
      const FunctionType& type = module_.types[i].function;
      TypeRecord record;
      record.first_value_type = static_cast<uint32_t>(artifact_.value_types.size());
      record.params = static_cast<uint32_t>(type.params.size());
      record.results = static_cast<uint32_t>(type.results.size());
      record.entry_thunk = thunk(entry_thunk_name(i));
      record.host_thunk = thunk(host_thunk_name(i));
      for (ValueType value : type.params) artifact_.value_types.push_back(value.bits());
      for (ValueType value : type.results) artifact_.value_types.push_back(value.bits());
      artifact_.types.push_back(record);
    }
  }

  void describe_functions() {
    for (uint32_t i = module_.imported_functions; i < module_.functions.size(); ++i) {
      const Function& function = module_.functions[i];
      const CodeRange range = assembled_.functions.at(PartitionContext::function_name(i));
      const uint32_t entry = facts_.makes_tail_calls(i) ? thunk(ordinary_thunk_name(i)) : range.offset;
      artifact_.functions.push_back(
          {function.type_index, range.offset, range.length, static_cast<uint32_t>(function.body.offset), entry});
    }
    for (uint32_t index : facts_.escaping_functions) artifact_.escaping_functions.push_back(index);
  }

  void describe_imports() {
    for (const Import& import : module_.imports) {
      const bool is_function = import.kind == ExternalKind::function;
      const uint32_t index = is_function ? module_.functions[import.index].type_index : import.index;
      artifact_.imports.push_back(
          {string(import.module), string(import.name), static_cast<uint32_t>(import.kind), index});
    }
  }

  void describe_exports() {
    for (const Export& exported : module_.exports) {
      artifact_.exports.push_back({string(exported.name), static_cast<uint32_t>(exported.kind), exported.index});
    }
  }

  static uint32_t flags(const Limits& limits, bool shared, bool imported) {
    return (limits.has_max ? limits_has_max : 0) | (limits.is_64 ? limits_is_64 : 0) | (shared ? limits_shared : 0) |
           (imported ? limits_imported : 0);
  }

  void describe_tables() {
    for (const Table& table : module_.tables) {
      TableRecord record{};
      record.element = table.type.element.bits();
      record.flags = flags(table.type.limits, false, table.imported);
      record.min = table.type.limits.min;
      record.max = table.type.limits.max;
      if (table.init) record.init = expression(*table.init);
      artifact_.tables.push_back(record);
    }
  }

  void describe_memories() {
    for (const Memory& memory : module_.memories) {
      const Limits& limits = memory.type.limits;
      artifact_.memories.push_back({flags(limits, memory.type.shared, memory.imported),
                                    uint32_t{memory.type.page_size_log2}, limits.min, limits.max});
    }
  }

  void describe_globals() {
    for (const Global& global : module_.globals) {
      const Range32 init = global.imported ? Range32{0, 0} : expression(global.init);
      artifact_.globals.push_back(
          {global.type.value.bits(), uint32_t{global.type.is_mutable}, uint32_t{global.imported}, init});
    }
  }

  void describe_tags() {
    for (const Tag& tag : module_.tags) artifact_.tags.push_back({tag.type_index, uint32_t{tag.imported}});
  }

  void describe_elements() {
    for (const ElementSegment& segment : module_.elements) {
      ElementSegmentRecord record{};
      record.mode = static_cast<uint32_t>(segment.mode);
      record.table = segment.table;
      if (segment.mode == SegmentMode::active) record.offset = expression(segment.offset);
      record.type = segment.type.bits();
      record.has_expressions = uint32_t{!segment.expressions.empty()};
      record.first_item = static_cast<uint32_t>(artifact_.element_items.size());
      record.count = static_cast<uint32_t>(segment.size());
      for (uint32_t function : segment.functions) artifact_.element_items.push_back(function);
      for (const ConstExpr& item : segment.expressions) {
        const Range32 range = expression(item);
        artifact_.element_items.push_back(range.offset);
        artifact_.element_items.push_back(range.length);
      }
      artifact_.element_segments.push_back(record);
    }
  }

  void describe_data() {
    for (const DataSegment& segment : module_.data) {
      DataSegmentRecord record{};
      record.mode = static_cast<uint32_t>(segment.mode);
      record.memory = segment.memory;
      if (segment.mode == SegmentMode::active) record.offset = expression(segment.offset);
      record.bytes = {static_cast<uint32_t>(artifact_.data.size()), static_cast<uint32_t>(segment.bytes.size())};
      artifact_.data.insert(artifact_.data.end(), segment.bytes.begin(), segment.bytes.end());
      artifact_.data_segments.push_back(record);
    }
  }

  void describe_names() {
    const Names names = decode_names(module_);
    for (uint32_t i = 0; i < names.functions.size() && i < module_.functions.size(); ++i) {
      if (!names.functions[i].empty()) artifact_.function_names.push_back({i, string(names.functions[i])});
    }
  }

  void take_code() {
    for (uint32_t library : assembled_.import_slots) artifact_.import_slots.push_back({library});
    artifact_.trap_sites = encode_trap_table(assembled_.trap_sites);
    artifact_.code = std::move(assembled_.code);
    artifact_.read_only_data = std::move(assembled_.read_only_data);
    artifact_.header.start_function = module_.start.value_or(none_index);
  }

  const ModuleFacts& facts_;
  const Module& module_;
  AssembledCode assembled_;
  Artifact artifact_;
};

}  // namespace

Artifact describe_module(const ModuleFacts& facts, AssembledCode assembled) {
  return Description(facts, std::move(assembled)).run();
}

}  // namespace wasmc
