#include "compiler/text/branch_hints.h"

#include "compiler/text/parse_annotations.h"

namespace wasmc {
namespace {

Error error_in_hint(const char* message, uint32_t offset) {
  return {std::string("@metadata.code.branch_hint annotation: ") + message, offset};
}

}  // namespace

Status BranchHints::read(TextContext& context) {
  for (const Annotation* annotation : context.annotations.take(context.cursor, Annotation::Kind::branch_hint)) {
    if (pending_) return error_in_hint("duplicate annotation", annotation->offset);
    TRY_ASSIGN(const std::string value, parse_annotation_string(context, *annotation));
    const bool is_hint = value.size() == 1 && (value[0] == 0 || value[0] == 1);
    if (!is_hint) return error_in_hint("invalid value: it must be \"\\00\" or \"\\01\"", annotation->offset);
    pending_ = value[0] == 1;
    pending_offset_ = annotation->offset;
  }
  return {};
}

Result<std::optional<bool>> BranchHints::take(Opcode opcode) {
  const auto hint = std::exchange(pending_, std::nullopt);
  if (hint && opcode != Opcode::if_ && opcode != Opcode::br_if) return error_in_hint("invalid target", pending_offset_);
  return hint;
}

}  // namespace wasmc
