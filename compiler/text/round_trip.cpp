#include "compiler/text/round_trip.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "compiler/binary/decode.h"
#include "compiler/text/compare_modules.h"
#include "compiler/text/print_module.h"
#include "compiler/text/text_error.h"
#include "compiler/text/text_module.h"

namespace wasmc {
namespace {

// The line with that offset in it, shortened.
std::string line_at(std::string_view text, size_t offset) {
  constexpr size_t most = 200;
  const size_t start = text.substr(0, offset).rfind('\n') + 1;
  const size_t end = std::min(text.find('\n', offset), text.size());
  return std::string(text.substr(start, std::min(end - start, most)));
}

// Compares what is written with a text.
class ComparingSink : public TextSink {
 public:
  explicit ComparingSink(std::string_view expected) : expected_(expected) {}

  Status write(std::string_view text) override {
    const std::string_view expected = expected_.substr(std::min(position_, expected_.size()), text.size());
    if (text == expected) {
      position_ += text.size();
      return {};
    }
    const auto difference = std::mismatch(text.begin(), text.end(), expected.begin(), expected.end());
    const auto offset = static_cast<size_t>(difference.first - text.begin());
    return Error{"printed differently the second time: " + line_at(text, offset) + "\n  instead of " +
                 line_at(expected_, position_ + offset)};
  }
  [[nodiscard]] bool is_complete() const { return position_ == expected_.size(); }

 private:
  std::string_view expected_;
  size_t position_ = 0;
};

Error in_text(std::string_view text, Error error) {
  if (!error.has_offset()) return error;
  const TextPosition position = text_position(text, error.offset);
  return Error{format_text_error("printed", text, position, error.message)};
}

Status check_text(const Module& module, const PrintOptions& options) {
  StringSink printed;
  TRY(print_module(module, printed, options));
  const std::string& text = printed.text();
  Result<TextModule> parsed = parse_text_module(text);
  if (!parsed) return in_text(text, std::move(parsed.error()));
  TRY_ASSIGN(const Module again, decode_module(parsed->bytes, module.features));
  TRY(compare_modules(module, again));
  ComparingSink second(text);
  TRY(print_module(again, second, options));
  if (!second.is_complete()) return Error{"printed shorter the second time"};
  return {};
}

}  // namespace

Status check_round_trip(const Module& module) {
  TRY(check_text(module, {}));
  return check_text(module, {.fold = true});
}

}  // namespace wasmc
