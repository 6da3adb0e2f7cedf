// Test scripts (.wast): modules in the text format, and commands that say what must become of them. The format is that
// of the specification's reference interpreter, with the threads of the threads proposal. Usable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/text/script_values.h"
#include "compiler/text/text_module.h"
#include "format/base/result.h"

namespace wasmc {

// A module in the text format: its id without the `$`, empty if it has none, and its tokens. These are those of its
// parentheses and what is between them, or of fields that stand without.
struct ScriptModule {
  std::string name;
  size_t first_token = 0;
  size_t token_count = 0;
};

// A call of an exported function, or a look at an exported global.
struct ScriptAction {
  bool is_call = true;
  std::string module;  // the instance's name; empty for the latest one
  std::string field;
  std::vector<ScriptValue> arguments;
};

struct ScriptCommand {
  enum class Kind : uint8_t {
#define COMMAND(kind, word, subject, expectation, words) kind,
#include "compiler/text/script_commands.def"
  };

  Kind kind = Kind::unknown;
  uint32_t offset = 0;  // of its parenthesis in the source
  std::optional<ScriptModule> module;
  std::optional<ScriptAction> action;
  std::vector<ScriptResult> results;  // of assert_return
  std::string message;                // that an assertion expects
  // Of module_instance and register_instance: the instance, empty for the latest one. Of thread and wait: the thread.
  // Of an unknown command: its word.
  std::string name;
  // Of module_instance: the definition, empty for the latest one. Of register_instance: the name for imports.
  std::string other_name;
  std::vector<std::string> shared;  // of thread: the instances that it is given
  // Of thread: the index of the command behind its body. The commands of the body follow the thread's own.
  size_t body_end = 0;
};

struct Script {
  std::string_view source;
  std::vector<Token> tokens;
  std::vector<ScriptCommand> commands;  // in the order of the source
};

// What the counts of a run call commands of the kind.
[[nodiscard]] const char* to_string(ScriptCommand::Kind kind);

// The script in a source, which has to outlive it. A command whose word is unknown, or that is about something else
// than core modules, is there by its name only. Fails if the script is malformed, with the offset in the source; what
// is in its modules is not looked at.
[[nodiscard]] Result<Script> parse_script(std::string_view source);

// A module of the script in the binary format. Fails if its text is malformed, with the offset in the source.
[[nodiscard]] Result<TextModule> parse_script_module(const Script& script, const ScriptModule& module);

}  // namespace wasmc
