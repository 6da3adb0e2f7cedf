// The annotations of a module that have a meaning (appendix "Custom Annotations"). What an annotation is about is told
// by the token that it stands before; whoever parses there takes it, and those that are left are misplaced. One list
// belongs to one thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/text/cursor.h"
#include "compiler/text/lexer.h"
#include "format/base/result.h"

namespace wasmc {

struct Annotation {
  enum class Kind : uint8_t { custom, name, branch_hint } kind = Kind::custom;
  uint32_t offset = 0;          // in the source
  size_t position = 0;          // among the tokens: what it stands before
  std::vector<Token> contents;  // up to the parenthesis that closes it
  bool taken = false;
};

class AnnotationList {
 public:
  AnnotationList() = default;
  // Those among the tokens, and those before the first one from `begin` on.
  AnnotationList(std::string_view source, std::span<const Token> tokens, uint32_t begin);

  // Those of that kind that stand before the cursor's next token and have not been taken.
  [[nodiscard]] std::vector<const Annotation*> take(const TokenCursor& cursor, Annotation::Kind kind);
  // Fails if one was not taken.
  [[nodiscard]] Status check_all_taken() const;

 private:
  void add(std::string_view source, std::span<const Token> found, size_t position);

  std::vector<Annotation> annotations_;
};

}  // namespace wasmc
