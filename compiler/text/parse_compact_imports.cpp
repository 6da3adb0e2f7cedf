// Several imports of one module together (proposal "compact import section"): items with a type each, or with names
// alone and one type for all of them.
#include "compiler/binary/encode.h"
#include "compiler/text/parse_fields.h"

namespace wasmc {

// The module's name is gone.
Status FieldParser::parse_compact_imports(const std::string& module) {
  constexpr uint8_t named_items = 0x7f;
  constexpr uint8_t items_of_one_type = 0x7e;
  ByteVector& bytes = sections_.imports.begin_item(source_);
  encode_name(bytes, module);
  encode_name(bytes, "");
  const size_t start = cursor_.position();
  uint32_t count = 0;
  ByteVector items;
  TRY(parse_named_items(count, items));
  if (cursor_.at(Token::Kind::close)) {
    bytes.push_back(named_items);
    append_leb128(bytes, count);
    bytes.insert(bytes.end(), items.begin(), items.end());
    return {};
  }
  if (count != 0) return cursor_.unexpected();
  cursor_.seek(start);
  bytes.push_back(items_of_one_type);
  return parse_items_of_one_type(bytes);
}

// As far as items have types.
Status FieldParser::parse_named_items(uint32_t& count, ByteVector& items) {
  while (cursor_.at_open("item") && !cursor_.at(Token::Kind::close, 3)) {
    cursor_.advance(2);
    TRY_ASSIGN(const std::string name, parse_name(context_));
    TRY(cursor_.expect(Token::Kind::open));
    const auto kind = take_kind();
    if (!kind) return cursor_.unexpected();
    parse_optional_id(context_);
    encode_name(items, name);
    items.push_back(static_cast<uint8_t>(*kind));
    TRY(parse_external_type(*kind, items));
    TRY(cursor_.expect_close());
    TRY(cursor_.expect_close());
    ++next_index(*kind);
    ++count;
  }
  return {};
}

Status FieldParser::parse_items_of_one_type(ByteVector& bytes) {
  uint32_t count = 0;
  ByteVector names;
  while (cursor_.take_open("item")) {
    TRY_ASSIGN(const std::string name, parse_name(context_));
    TRY(cursor_.expect_close());
    encode_name(names, name);
    ++count;
  }
  TRY(cursor_.expect(Token::Kind::open));
  const auto kind = take_kind();
  if (!kind) return cursor_.unexpected();
  bytes.push_back(static_cast<uint8_t>(*kind));
  TRY(parse_external_type(*kind, bytes));
  append_leb128(bytes, count);
  bytes.insert(bytes.end(), names.begin(), names.end());
  next_index(*kind) += count;
  return cursor_.expect_close();
}

}  // namespace wasmc
