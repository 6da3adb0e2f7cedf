#include "compiler/text/parse_data_contents.h"

#include <algorithm>

#include "compiler/text/parse_immediates.h"

namespace wasmc {
namespace {

struct NumberKind {
  std::string_view word;
  size_t bytes;
  ParsedNumber (*read)(std::string_view);
};

constexpr NumberKind number_kinds[] = {
    {"i8", 1, parse_integer_of<8>},
    {"i16", 2, parse_integer_of<16>},
    {"i32", 4, parse_integer_of<32>},
    {"i64", 8, parse_integer_of<64>},
    {"f32", 4, parse_f32},
    {"f64", 8, parse_f64},
};

// The word is gone.
Status parse_numbers(TextContext& context, const NumberKind& kind, std::string& bytes) {
  while (!context.cursor.take(Token::Kind::close)) {
    TRY_ASSIGN(const uint64_t number, parse_constant(context, kind.read));
    for (size_t i = 0; i < kind.bytes; ++i) bytes.push_back(static_cast<char>(number >> (8 * i)));
  }
  return {};
}

Status parse_vectors(TextContext& context, std::string& bytes) {
  while (!context.cursor.take(Token::Kind::close)) {
    TRY_ASSIGN(const V128Const vector, parse_vector(context));
    bytes.append(vector.bytes.begin(), vector.bytes.end());
  }
  return {};
}

// The parenthesis is gone.
Status parse_list(TextContext& context, std::string& bytes) {
  if (context.cursor.take_keyword("v128")) return parse_vectors(context, bytes);
  for (const NumberKind& kind : number_kinds) {
    if (context.cursor.take_keyword(kind.word)) return parse_numbers(context, kind, bytes);
  }
  return context.cursor.unexpected();
}

}  // namespace

bool at_number_list(const TokenCursor& cursor) {
  if (cursor.at_open("v128")) return true;
  return std::any_of(std::begin(number_kinds), std::end(number_kinds),
                     [&](const NumberKind& kind) { return cursor.at_open(kind.word); });
}

Result<std::string> parse_data_contents(TextContext& context) {
  std::string bytes = parse_strings(context);
  while (context.cursor.take(Token::Kind::open)) {
    TRY(parse_list(context, bytes));
    bytes += parse_strings(context);
  }
  return bytes;
}

}  // namespace wasmc
