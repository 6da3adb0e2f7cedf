#include "compiler/binary/branch_hints.h"

#include <string>
#include <string_view>
#include <utility>

#include "compiler/binary/decode_function.h"
#include "compiler/binary/reader.h"
#include "compiler/module/visitor.h"

namespace wasmc {
namespace {

Error error(const char* message, uint64_t offset) {
  return {"@" + std::string(branch_hint_section) + " annotation: " + message, offset};
}

Result<const CustomSection*> find_section(const Module& module) {
  const CustomSection* found = nullptr;
  for (const CustomSection& section : module.custom_sections) {
    if (section.name != branch_hint_section) continue;
    if (found != nullptr) return error("duplicate section", section.contents.offset);
    found = &section;
  }
  return found;
}

// Readers in one pass need the hints before the code that they are about.
Status check_position(const Module& module, const CustomSection& section) {
  if (module.functions.size() == module.imported_functions) return {};
  const bool is_before = section.contents.offset < module.functions[module.imported_functions].body.offset;
  return is_before ? Status() : error("section behind the code", section.contents.offset);
}

Result<BranchHint> read_hint(ByteReader& reader, const std::vector<BranchHint>& before) {
  constexpr uint32_t hint_size = 1;
  const uint64_t start = reader.offset();
  BranchHint hint;
  TRY_ASSIGN(hint.offset, reader.u32("branch hint's offset"));
  if (!before.empty() && before.back().offset >= hint.offset) return error("offsets out of order", start);
  TRY_ASSIGN(const uint32_t size, reader.u32("branch hint's size"));
  if (size != hint_size) return error("malformed size", start);
  TRY_ASSIGN(const uint8_t value, reader.byte("branch hint"));
  if (value > 1) return error("malformed value", start);
  hint.is_likely = value == 1;
  return hint;
}

Result<FunctionBranchHints> read_function_hints(ByteReader& reader, const Module& module) {
  const uint64_t start = reader.offset();
  FunctionBranchHints function;
  TRY_ASSIGN(function.function, reader.u32("function index"));
  if (function.function < module.imported_functions || function.function >= module.functions.size()) {
    return error("unknown function", start);
  }
  TRY_ASSIGN(const uint32_t count, reader.u32("branch hints"));
  for (uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const BranchHint hint, read_hint(reader, function.hints));
    function.hints.push_back(hint);
  }
  return function;
}

// Walks a body along with its hints, and stops at the first that is about something else than a branch.
class TargetChecker : public PartialVisitor<TargetChecker> {
 public:
  TargetChecker(const std::vector<BranchHint>& hints, uint64_t body) : hints_(hints), body_(body) {}

  void at(uint64_t offset) { offset_ = offset; }
  void if_(const BlockType&) { take(); }
  void br_if(const Label&) { take(); }
  void other(Opcode) {}

  [[nodiscard]] Status result() const {
    return next_ == hints_.size() ? Status() : error("invalid target", body_ + hints_[next_].offset);
  }

 private:
  // Hints that are no branch's stay next.
  void take() {
    if (next_ < hints_.size() && body_ + hints_[next_].offset == offset_) ++next_;
  }

  const std::vector<BranchHint>& hints_;
  uint64_t body_;
  uint64_t offset_ = 0;
  size_t next_ = 0;
};

Status check_targets(const Module& module, const FunctionBranchHints& function) {
  const Function& definition = module.functions[function.function];
  ByteReader reader(definition.body);
  TRY(decode_locals(reader, module.features, module.function_type(function.function).params.size()));
  TargetChecker checker(function.hints, definition.body.offset);
  TRY(decode_instructions(reader, module.features, checker));
  return checker.result();
}

}  // namespace

Result<std::vector<FunctionBranchHints>> decode_branch_hints(const Module& module) {
  std::vector<FunctionBranchHints> functions;
  TRY_ASSIGN(const CustomSection* section, find_section(module));
  if (section == nullptr) return functions;
  TRY(check_position(module, *section));
  ByteReader reader(section->contents);
  TRY_ASSIGN(const uint32_t count, reader.u32("functions with branch hints"));
  for (uint32_t i = 0; i < count; ++i) {
    const uint64_t start = reader.offset();
    TRY_ASSIGN(FunctionBranchHints function, read_function_hints(reader, module));
    if (!functions.empty() && functions.back().function >= function.function) {
      return error("functions out of order", start);
    }
    functions.push_back(std::move(function));
  }
  if (!reader.at_end()) return error("section size mismatch", reader.offset());
  return functions;
}

Status check_branch_hints(const Module& module) {
  TRY_ASSIGN(const std::vector<FunctionBranchHints> functions, decode_branch_hints(module));
  for (const FunctionBranchHints& function : functions) TRY(check_targets(module, function));
  return {};
}

}  // namespace wasmc
