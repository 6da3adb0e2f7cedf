#include "tools/wast/run_script.h"

#include "tools/wast/check_script.h"
#include "tools/wast/runner.h"

namespace wasmc {
namespace {

ScriptReport failure(uint32_t line, const std::string& why) {
  ScriptReport report;
  report.fail(ScriptCommand::Kind::script, line, why);
  return report;
}

ScriptReport execute(const ScriptFile& file, const ScriptOptions& options) {
  auto store = Store::create();
  if (!store.has_value()) return failure(1, store.error().message);
  ScriptRunner runner(file, options, std::move(*store));
  runner.run(0, file.commands().size());
  return runner.report();
}

}  // namespace

ScriptReport run_script(std::string_view source, const ScriptOptions& options) {
  const Result<ScriptFile> file = ScriptFile::parse(source);
  if (!file.has_value()) return failure(static_cast<uint32_t>(file.error().offset), file.error().message);
  if (!options.validate_only) return execute(*file, options);
  ScriptReport report;
  check_script(*file, options, report);
  return report;
}

}  // namespace wasmc
