#include "compiler/text/script.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "compiler/text/cursor.h"
#include "compiler/text/lexer.h"

namespace wasmc {
namespace {

using Kind = ScriptCommand::Kind;

enum class Subject : uint8_t { none, module, action, either };
enum class Expectation : uint8_t { nothing, results, message };

struct CommandRow {
  Kind kind;
  std::string_view word;
  Subject subject;
  Expectation expectation;
  const char* words;
};

constexpr CommandRow rows[] = {
#define COMMAND(kind, word, subject, expectation, words) \
  {Kind::kind, word, Subject::subject, Expectation::expectation, words},
#include "compiler/text/script_commands.def"
};

const CommandRow* find_assertion(const TokenCursor& cursor) {
  const auto row = std::find_if(std::begin(rows), std::end(rows), [&](const CommandRow& candidate) {
    return candidate.subject != Subject::none && cursor.at_keyword(candidate.word, 1);
  });
  return row == std::end(rows) ? nullptr : row;
}

bool at_field(const TokenCursor& cursor) {
  constexpr std::string_view words[] = {"type",   "rec",   "import", "func", "table", "memory",
                                        "global", "start", "export", "elem", "data",  "tag"};
  return std::any_of(std::begin(words), std::end(words), [&](std::string_view word) { return cursor.at_open(word); });
}

// The id that is next, without the `$`, or nothing.
std::string take_id(TokenCursor& cursor) {
  if (!cursor.at(Token::Kind::id)) return {};
  const std::string_view text = cursor.text().substr(1);
  cursor.advance();
  return text.starts_with('"') ? unescape(text) : std::string(text);
}

Result<std::string> take_string(TokenCursor& cursor) {
  if (!cursor.at(Token::Kind::string)) return cursor.unexpected();
  std::string text = unescape(cursor.text());
  cursor.advance();
  return text;
}

class ScriptParser {
 public:
  ScriptParser(std::string_view source, std::span<const Token> tokens) : cursor_(source, tokens) {}

  Result<std::vector<ScriptCommand>> run() {
    while (!threads_.empty() || !cursor_.at(Token::Kind::end)) {
      if (threads_.empty() || !cursor_.take(Token::Kind::close)) {
        TRY(parse_command());
      } else {
        commands_[threads_.back()].body_end = commands_.size();
        threads_.pop_back();
      }
    }
    return std::move(commands_);
  }

 private:
  Status parse_command() {
    ScriptCommand command;
    command.offset = cursor_.offset();
    if (cursor_.at_open("thread")) return begin_thread(std::move(command));
    TRY(parse_into(command));
    commands_.push_back(std::move(command));
    return {};
  }

  Status parse_into(ScriptCommand& command) {
    if (at_field(cursor_)) return parse_fields(command);
    if (cursor_.at_open("module")) return parse_module_command(command);
    if (at_action()) return parse_action_command(command);
    if (cursor_.at_open("register")) return parse_register(command);
    if (cursor_.at_open("wait")) return parse_wait(command);
    const CommandRow* row = cursor_.at(Token::Kind::open) ? find_assertion(cursor_) : nullptr;
    if (row == nullptr || !is_subject_known(*row)) return parse_unknown(command);
    return parse_assertion(*row, command);
  }

  Status parse_unknown(ScriptCommand& command) {
    TRY(cursor_.expect(Token::Kind::open));
    if (!cursor_.at(Token::Kind::keyword)) return cursor_.unexpected();
    command.name = cursor_.text();
    return cursor_.skip_to_close();
  }

  // The body's commands are parsed as all others are, up to the parenthesis that closes the thread.
  Status begin_thread(ScriptCommand command) {
    command.kind = Kind::thread;
    cursor_.advance(2);
    command.name = take_id(cursor_);
    while (cursor_.take_open("shared")) {
      TRY(cursor_.expect_open("module"));
      command.shared.push_back(take_id(cursor_));
      TRY(cursor_.expect_close());
      TRY(cursor_.expect_close());
    }
    threads_.push_back(commands_.size());
    commands_.push_back(std::move(command));
    return {};
  }

  Status parse_wait(ScriptCommand& command) {
    command.kind = Kind::wait;
    cursor_.advance(2);
    command.name = take_id(cursor_);
    return cursor_.expect_close();
  }

  Status parse_register(ScriptCommand& command) {
    command.kind = Kind::register_instance;
    cursor_.advance(2);
    TRY_ASSIGN(command.other_name, take_string(cursor_));
    command.name = take_id(cursor_);
    return cursor_.expect_close();
  }

  // The fields that follow each other are one module.
  Status parse_fields(ScriptCommand& command) {
    command.kind = Kind::module;
    ScriptModule& module = command.module.emplace();
    module.first_token = cursor_.position();
    while (at_field(cursor_)) {
      cursor_.advance();
      TRY(cursor_.skip_to_close());
    }
    module.token_count = cursor_.position() - module.first_token;
    return {};
  }

  Status parse_module_command(ScriptCommand& command) {
    command.kind = cursor_.at_keyword("definition", 2) ? Kind::module_definition : Kind::module;
    if (cursor_.at_keyword("instance", 2)) return parse_instance(command);
    return parse_module(command.module.emplace());
  }

  Status parse_instance(ScriptCommand& command) {
    command.kind = Kind::module_instance;
    cursor_.advance(3);
    command.name = take_id(cursor_);
    command.other_name = take_id(cursor_);
    return cursor_.expect_close();
  }

  Status parse_module(ScriptModule& module) {
    module.first_token = cursor_.position();
    cursor_.advance(2);
    cursor_.take_keyword("definition");
    module.name = take_id(cursor_);
    TRY(cursor_.skip_to_close());
    module.token_count = cursor_.position() - module.first_token;
    return {};
  }

  [[nodiscard]] bool at_action() const { return cursor_.at_open("invoke") || cursor_.at_open("get"); }

  Status parse_action_command(ScriptCommand& command) {
    command.kind = Kind::action;
    return parse_action(command.action.emplace());
  }

  Status parse_action(ScriptAction& action) {
    action.is_call = cursor_.at_keyword("invoke", 1);
    cursor_.advance(2);
    action.module = take_id(cursor_);
    TRY_ASSIGN(action.field, take_string(cursor_));
    while (!cursor_.take(Token::Kind::close)) {
      TRY_ASSIGN(ScriptValue argument, parse_script_value(cursor_));
      action.arguments.push_back(std::move(argument));
    }
    return {};
  }

  // Whether an assertion is about what the row says, and not, for instance, about a component.
  [[nodiscard]] bool is_subject_known(const CommandRow& row) {
    const size_t start = cursor_.position();
    cursor_.advance(2);
    const bool is_known = (row.subject != Subject::action && cursor_.at_open("module")) ||
                          (row.subject != Subject::module && at_action());
    cursor_.seek(start);
    return is_known;
  }

  Status parse_assertion(const CommandRow& row, ScriptCommand& command) {
    command.kind = row.kind;
    cursor_.advance(2);
    if (at_action()) {
      TRY(parse_action(command.action.emplace()));
    } else {
      TRY(parse_module(command.module.emplace()));
      if (row.subject == Subject::either) command.kind = (&row + 1)->kind;
    }
    TRY(parse_expectation(row.expectation, command));
    return cursor_.expect_close();
  }

  Status parse_expectation(Expectation expectation, ScriptCommand& command) {
    if (expectation == Expectation::message) {
      TRY_ASSIGN(command.message, take_string(cursor_));
    }
    while (expectation == Expectation::results && !cursor_.at(Token::Kind::close)) {
      TRY_ASSIGN(ScriptResult result, parse_script_result(cursor_));
      command.results.push_back(std::move(result));
    }
    return {};
  }

  TokenCursor cursor_;
  std::vector<ScriptCommand> commands_;
  std::vector<size_t> threads_;  // the threads whose bodies are open
};

}  // namespace

const char* to_string(ScriptCommand::Kind kind) { return rows[static_cast<size_t>(kind)].words; }

Result<Script> parse_script(std::string_view source) {
  TRY_ASSIGN(std::vector<Token> tokens, tokenize(source));
  TRY_ASSIGN(std::vector<ScriptCommand> commands, ScriptParser(source, tokens).run());
  return Script{source, std::move(tokens), std::move(commands)};
}

Result<TextModule> parse_script_module(const Script& script, const ScriptModule& module) {
  return parse_text_module(script.source, std::span(script.tokens).subspan(module.first_token, module.token_count));
}

}  // namespace wasmc
