#include "compiler/text/declare_fields.h"

#include <string>

#include "compiler/text/parse_type_definitions.h"
#include "compiler/text/parse_types.h"

namespace wasmc {
namespace {

class Declarer {
 public:
  Declarer(TextContext& context, std::vector<PlacedSection>& custom)
      : context_(context), cursor_(context.cursor), custom_(custom) {}

  Result<std::vector<size_t>> run() {
    std::vector<size_t> fields;
    TRY(parse_custom_annotations(context_, custom_));
    while (cursor_.at(Token::Kind::open)) {
      cursor_.advance();
      fields.push_back(cursor_.position());
      TRY(declare_field());
      cursor_.seek(fields.back());
      TRY(cursor_.skip_to_close());
      TRY(parse_custom_annotations(context_, custom_));
    }
    const size_t end = cursor_.position();
    TRY(define(fields));
    cursor_.seek(end);
    return fields;
  }

 private:
  Status declare_field() {
    if (cursor_.at_keyword("type") || cursor_.at_keyword("rec")) return declare_types(context_);
    if (cursor_.take_keyword("import")) return declare_import();
    if (cursor_.take_keyword("func")) return declare_definition(context_.functions);
    if (cursor_.take_keyword("table")) return declare_table();
    if (cursor_.take_keyword("memory")) return declare_memory();
    if (cursor_.take_keyword("global")) return declare_definition(context_.globals);
    if (cursor_.take_keyword("tag")) return declare_definition(context_.tags);
    if (cursor_.take_keyword("elem")) return declare_item(context_, context_.elements);
    if (cursor_.take_keyword("data")) return declare_item(context_, context_.data);
    if (cursor_.take_keyword("start")) return declare_start();
    if (cursor_.take_keyword("export")) return {};
    return cursor_.unexpected();
  }

  Status declare_import() {
    const uint32_t offset = cursor_.offset();
    TRY(parse_name(context_));
    TRY(check_import_order(offset));
    if (!cursor_.at(Token::Kind::string)) return declare_compact_imports();
    TRY(parse_name(context_));
    return declare_imported_item();
  }

  Status declare_imported_item() {
    TRY_ASSIGN(IndexSpace* const space, parse_imported_space());
    return declare_item(context_, *space);
  }

  Result<IndexSpace*> parse_imported_space() {
    TRY(cursor_.expect(Token::Kind::open));
    if (cursor_.take_keyword("func")) return &context_.functions;
    if (cursor_.take_keyword("table")) return &context_.tables;
    if (cursor_.take_keyword("memory")) return &context_.memories;
    if (cursor_.take_keyword("global")) return &context_.globals;
    if (cursor_.take_keyword("tag")) return &context_.tags;
    return cursor_.unexpected();
  }

  // Items that have a type each, or names alone and then one type for all of them.
  Status declare_compact_imports() {
    uint32_t names = 0;
    while (cursor_.take_open("item")) {
      const size_t item = cursor_.position();
      TRY(parse_name(context_));
      if (cursor_.at(Token::Kind::close)) {
        ++names;
      } else {
        TRY(declare_imported_item());
      }
      cursor_.seek(item);
      TRY(cursor_.skip_to_close());
    }
    if (cursor_.at(Token::Kind::close)) return {};
    TRY_ASSIGN(IndexSpace* const space, parse_imported_space());
    space->skip(names);
    return {};
  }

  Status check_import_order(uint32_t offset) {
    if (defined_ == nullptr) return {};
    return Error{std::string("import after ") + defined_, offset};
  }

  // An item with its exports and its import, if it has one.
  Status declare_definition(IndexSpace& space) {
    TRY(declare_item(context_, space));
    while (cursor_.take_open("export")) TRY(cursor_.skip_to_close());
    if (cursor_.at_open("import")) return check_import_order(cursor_.offset());
    defined_ = space.words();
    return {};
  }

  // A table or a memory with contents has a segment, too.
  Status declare_table() {
    TRY(declare_definition(context_.tables));
    take_address_type(cursor_);
    if (!at_reference_type(cursor_)) return {};
    if (cursor_.take(Token::Kind::open)) {
      TRY(cursor_.skip_to_close());
    } else {
      cursor_.advance();
    }
    if (cursor_.at_open("elem")) context_.elements.skip(1);
    return {};
  }

  Status declare_memory() {
    TRY(declare_definition(context_.memories));
    take_address_type(cursor_);
    if (cursor_.take_open("pagesize")) TRY(cursor_.skip_to_close());
    if (cursor_.at_open("data")) context_.data.skip(1);
    return {};
  }

  Status declare_start() {
    if (has_start_) return Error{"multiple start sections", cursor_.offset()};
    has_start_ = true;
    return {};
  }

  Status define(const std::vector<size_t>& fields) {
    for (const size_t field : fields) {
      cursor_.seek(field);
      if (cursor_.at_keyword("type") || cursor_.at_keyword("rec")) TRY(define_types(context_));
    }
    return {};
  }

  TextContext& context_;
  TokenCursor& cursor_;
  std::vector<PlacedSection>& custom_;
  const char* defined_ = nullptr;  // what kind of item has been defined
  bool has_start_ = false;
};

}  // namespace

Result<std::vector<size_t>> declare_fields(TextContext& context, std::vector<PlacedSection>& custom) {
  return Declarer(context, custom).run();
}

}  // namespace wasmc
