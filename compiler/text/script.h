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

struct ScriptModule {
  enum class Form : uint8_t { text, binary, quote };

  Form form = Form::text;
  std::string name;  // its id without the `$`; empty if it has none
  // What a module in the text format is written in: the module in its parentheses, or fields that stand without it.
  uint32_t begin = 0;
  uint32_t end = 0;
  // The strings of the other forms, one after the other: the bytes, or the text, a line for each string.
  std::string content;
};

// The module in the binary format. Fails if its text is malformed, with the offset in the script's source.
[[nodiscard]] Result<TextModule> parse_script_module(std::string_view source, const ScriptModule& module);

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

// What the counts of a run call commands of the kind.
[[nodiscard]] const char* to_string(ScriptCommand::Kind kind);

// The commands in the order of the source. A command whose word is unknown, or that is about something else than core
// modules, is there by its name only. Fails if the script is malformed, with the offset in the source; the texts of its
// modules are not looked at.
[[nodiscard]] Result<std::vector<ScriptCommand>> parse_script(std::string_view source);

}  // namespace wasmc
