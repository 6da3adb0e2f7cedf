// What became of the commands of scripts. One report belongs to one thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/text/script.h"

namespace wasmc {

inline constexpr size_t command_kinds = 0
#define COMMAND(kind, word, subject, expectation, words) +1
#include "compiler/text/script_commands.def"
    ;

struct CommandCounts {
  uint64_t passed = 0;
  uint64_t failed = 0;
  uint64_t skipped = 0;
  // Of the messages that scripts expect: how many begin as expected, and how many don't.
  uint64_t messages_right = 0;
  uint64_t messages_wrong = 0;

  CommandCounts& operator+=(const CommandCounts& other);
};

// Something to say about a line of a script.
struct ScriptNote {
  uint32_t line = 0;
  std::string text;
};

class ScriptReport {
 public:
  void pass(ScriptCommand::Kind kind) { ++counts_of(kind).passed; }
  void fail(ScriptCommand::Kind kind, uint32_t line, std::string why);
  // `reason` is what the command needs and is not there.
  void skip(ScriptCommand::Kind kind, const std::string& reason);
  // Compares a message with what the script expects it to begin with.
  void check_message(ScriptCommand::Kind kind, uint32_t line, std::string_view expected, std::string_view actual);

  // Adds what another report counts and says.
  void add(const ScriptReport& other);

  [[nodiscard]] const CommandCounts& counts(ScriptCommand::Kind kind) const {
    return counts_[static_cast<size_t>(kind)];
  }
  [[nodiscard]] CommandCounts total() const;
  [[nodiscard]] const std::vector<ScriptNote>& failures() const { return failures_; }
  // The messages that are not as expected.
  [[nodiscard]] const std::vector<ScriptNote>& wrong_messages() const { return wrong_messages_; }
  // How many commands were skipped, by reason.
  [[nodiscard]] const std::map<std::string, uint64_t>& skipped() const { return skipped_; }

  // In a form that another process can read.
  [[nodiscard]] std::string serialize() const;
  // False if the text is not all of what serialize() gave.
  [[nodiscard]] bool deserialize(std::string_view text);

 private:
  CommandCounts& counts_of(ScriptCommand::Kind kind) { return counts_[static_cast<size_t>(kind)]; }

  std::array<CommandCounts, command_kinds> counts_;
  std::vector<ScriptNote> failures_;
  std::vector<ScriptNote> wrong_messages_;
  std::map<std::string, uint64_t> skipped_;
};

// A table of the counts with a row for each kind of command that occurred, and a line for each reason to skip.
void print_counts(const ScriptReport& report, std::ostream& out);

}  // namespace wasmc
