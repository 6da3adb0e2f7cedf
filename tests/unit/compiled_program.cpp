#include "tests/unit/compiled_program.h"

#include <doctest/doctest.h>

#include "compiler/compile.h"
#include "compiler/text/text_module.h"
#include "format/write.h"
#include "loader/load.h"

namespace wasmc {

CompileOptions options_at(OptimisationLevel level) {
  CompileOptions options;
  options.level = level;
  options.threads = 1;
  options.language = FeatureSet::all();
  return options;
}

std::shared_ptr<const LoadedModule> compile_text(std::string_view source, const CompileOptions& options) {
  const Result<TextModule> text = parse_text_module(source);
  REQUIRE_MESSAGE(text.has_value(), text.error().message);
  const Result<Artifact> artifact = compile(text->bytes, options);
  REQUIRE_MESSAGE(artifact.has_value(), artifact.error().message);
  Result<std::vector<uint8_t>> bytes = write_artifact(*artifact, {});
  REQUIRE_MESSAGE(bytes.has_value(), bytes.error().message);
  auto module = load_module(std::move(*bytes));
  REQUIRE_MESSAGE(module.has_value(), module.error().message);
  return std::move(*module);
}

CompiledProgram::CompiledProgram(std::shared_ptr<const LoadedModule> module, std::vector<ImportResolver*> resolvers) {
  auto store = Store::create();
  REQUIRE(store.has_value());
  store_ = std::move(*store);
  const auto imports = link_imports(*store_, *module, resolvers);
  REQUIRE_MESSAGE(imports.has_value(), imports.error().message);
  const auto made = instantiate(*store_, std::move(module), *imports);
  REQUIRE_MESSAGE(made.has_value(), made.error().message);
  REQUIRE_MESSAGE(made->outcome.is_ok(), made->outcome.trap.message);
  instance_ = made->instance;
}

CallOutcome CompiledProgram::call(std::string_view name, std::vector<Value>& values) {
  const auto exported = instance_->find_export(name);
  REQUIRE(exported.has_value());
  constexpr size_t most_results = 16;
  if (values.size() < most_results) values.resize(most_results);
  return invoke(*store_, *std::get<const FuncRef*>(*exported), values.data());
}

std::vector<Value> CompiledProgram::results(std::string_view name, std::vector<Value> arguments, size_t count) {
  const CallOutcome outcome = call(name, arguments);
  REQUIRE_MESSAGE(outcome.is_ok(), outcome.trap.message);
  arguments.resize(count);
  return arguments;
}

Value value_of(uint32_t number) {
  Value value{};
  value.i32 = number;
  return value;
}

Value value_of(uint64_t number) {
  Value value{};
  value.i64 = number;
  return value;
}

}  // namespace wasmc
