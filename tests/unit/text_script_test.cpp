#include "compiler/text/script.h"

#include <string>

#include <doctest/doctest.h>

namespace wasmc {
namespace {

using Kind = ScriptCommand::Kind;

std::vector<ScriptCommand> commands_of(std::string_view source) {
  Result<Script> script = parse_script(source);
  if (!script.has_value()) FAIL(script.error().message);
  return std::move(script->commands);
}

ScriptCommand command_of(std::string_view source) {
  std::vector<ScriptCommand> commands = commands_of(source);
  REQUIRE(commands.size() == 1);
  return std::move(commands[0]);
}

std::vector<Kind> kinds_of(std::string_view source) {
  std::vector<Kind> kinds;
  for (const ScriptCommand& command : commands_of(source)) kinds.push_back(command.kind);
  return kinds;
}

std::string refusal(std::string_view source) {
  const Result<Script> script = parse_script(source);
  return script.has_value() ? "" : script.error().message;
}

// From its first token to its last.
std::string text_of(std::string_view source, size_t command) {
  const Script script = parse_script(source).value();
  const ScriptModule& module = *script.commands[command].module;
  const Token& last = script.tokens[module.first_token + module.token_count - 1];
  const uint32_t begin = script.tokens[module.first_token].offset;
  return std::string(source.substr(begin, last.offset + last.length - begin));
}

TEST_CASE("a script may be empty") { CHECK(commands_of(";; nothing").empty()); }

TEST_CASE("a module is its part of the source") {
  const std::string source = "(register \"a\") (module $m (func (nop)) (memory 1)) (register \"b\")";
  const ScriptCommand command = commands_of(source)[1];
  CHECK(command.kind == Kind::module);
  CHECK(command.offset == 15);
  CHECK(command.module->name == "m");
  CHECK(text_of(source, 1) == "(module $m (func (nop)) (memory 1))");
}

TEST_CASE("fields that follow each other are a module") {
  const std::string source = "(func) (memory 1 ) (module) (type (func))";
  const std::vector<ScriptCommand> commands = commands_of(source);
  REQUIRE(commands.size() == 3);
  CHECK(text_of(source, 0) == "(func) (memory 1 )");
  CHECK(text_of(source, 2) == "(type (func))");
}

TEST_CASE("modules have names in all forms") {
  CHECK(command_of("(module $b binary \"\\00a\" \"sm\")").module->name == "b");
  CHECK(command_of("(module $\"a b\" quote)").module->name == "a b");
  const ScriptCommand definition = command_of("(module definition $d (func))");
  CHECK(definition.kind == Kind::module_definition);
  CHECK(definition.module->name == "d");
}

TEST_CASE("instances name themselves first, then their definition") {
  const ScriptCommand both = command_of("(module instance $i $d)");
  CHECK(both.kind == Kind::module_instance);
  CHECK(both.name == "i");
  CHECK(both.other_name == "d");
  CHECK(command_of("(module instance)").name.empty());
  const ScriptCommand registered = command_of("(register \"n\" $i)");
  CHECK(registered.kind == Kind::register_instance);
  CHECK(registered.other_name == "n");
  CHECK(registered.name == "i");
}

TEST_CASE("actions name an instance, an export and arguments") {
  const ScriptCommand call = command_of("(invoke $\"a b\" \"f\" (i32.const 1) (ref.null func))");
  CHECK(call.kind == Kind::action);
  CHECK(call.action->is_call);
  CHECK(call.action->module == "a b");
  CHECK(call.action->field == "f");
  CHECK(call.action->arguments.size() == 2);
  CHECK(!command_of("(get \"g\")").action->is_call);
}

TEST_CASE("assertions have the kind of their word") {
  CHECK(kinds_of("(assert_return (get \"g\")) (assert_trap (invoke \"f\") \"m\") (assert_trap (module) \"m\")") ==
        std::vector{Kind::assert_return, Kind::assert_trap, Kind::assert_trap_module});
  CHECK(kinds_of("(assert_exhaustion (invoke \"f\") \"m\") (assert_exception (invoke \"f\"))"
                 "(assert_suspension (invoke \"f\") \"m\")") ==
        std::vector{Kind::assert_exhaustion, Kind::assert_exception, Kind::assert_suspension});
  CHECK(kinds_of("(assert_malformed (module quote \"x\") \"m\") (assert_invalid (module) \"m\")"
                 "(assert_unlinkable (module) \"m\") (assert_malformed_custom (module) \"m\")"
                 "(assert_invalid_custom (module) \"m\")") ==
        std::vector{Kind::assert_malformed, Kind::assert_invalid, Kind::assert_unlinkable,
                    Kind::assert_malformed_custom, Kind::assert_invalid_custom});
}

TEST_CASE("assertions expect messages or results") {
  CHECK(command_of("(assert_invalid (module) \"type mismatch\")").message == "type mismatch");
  CHECK(command_of("(assert_return (invoke \"f\"))").results.empty());
  CHECK(
      command_of("(assert_return (invoke \"f\") (i32.const 1) (either (i32.const 2) (i32.const 3)))").results.size() ==
      2);
}

TEST_CASE("the commands of a thread follow it") {
  const std::vector<ScriptCommand> commands =
      commands_of("(thread $t (shared (module $m)) (invoke \"f\") (thread $u (wait $x)) (module)) (wait $t)");
  REQUIRE(commands.size() == 6);
  CHECK(commands[0].kind == Kind::thread);
  CHECK(commands[0].name == "t");
  CHECK(commands[0].shared == std::vector<std::string>{"m"});
  CHECK(commands[0].body_end == 5);
  CHECK(commands[2].name == "u");
  CHECK(commands[2].body_end == 4);
  CHECK(commands[5].kind == Kind::wait);
}

TEST_CASE("commands that are not known are there by name") {
  const std::vector<ScriptCommand> commands =
      commands_of("(component $c (x)) (assert_invalid (component (y)) \"m\") (module)");
  REQUIRE(commands.size() == 3);
  CHECK(commands[0].kind == Kind::unknown);
  CHECK(commands[0].name == "component");
  CHECK(commands[1].kind == Kind::unknown);
  CHECK(commands[1].name == "assert_invalid");
}

TEST_CASE("malformed scripts are refused") {
  CHECK(refusal("(module") == "unexpected token: the text ends here");
  CHECK(refusal("(thread $t (module)") == "unexpected token: the text ends here");
  CHECK(refusal("module") != "");
  CHECK(refusal("(\"x\")") != "");
  CHECK(refusal("(assert_invalid (module) \"a\" \"b\")") != "");
  CHECK(refusal("(invoke f)") != "");
}

TEST_CASE("threads nest without recursion") {
  std::string source;
  for (int i = 0; i < 100000; ++i) source += "(thread ";
  CHECK(commands_of(source + std::string(100000, ')')).size() == 100000);
}

TEST_CASE("a module's errors are at their place in the script") {
  const std::string source = "(module) (module (func i32.con))";
  const Script script = parse_script(source).value();
  const Result<TextModule> module = parse_script_module(script, *script.commands[1].module);
  REQUIRE(!module.has_value());
  CHECK(module.error().offset == source.find("i32.con"));
}

TEST_CASE("a module is read in each of its forms") {
  const std::string source = "(module (func)) (module definition (func)) (module quote \"(func)\") (func)";
  const Script script = parse_script(source).value();
  REQUIRE(script.commands.size() == 4);
  const std::vector<uint8_t> bytes = parse_script_module(script, *script.commands[0].module).value().bytes;
  for (const ScriptCommand& command : script.commands)
    CHECK(parse_script_module(script, *command.module).value().bytes == bytes);
  const Script binary = parse_script("(module binary \"\\00as\")").value();
  CHECK(parse_script_module(binary, *binary.commands[0].module).value().bytes == std::vector<uint8_t>{0, 'a', 's'});
}

}  // namespace
}  // namespace wasmc
