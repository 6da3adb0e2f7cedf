// What a script says about modules, without running them. Usable from any thread.
#pragma once

#include "tools/wast/build.h"
#include "tools/wast/report.h"
#include "tools/wast/script_file.h"

namespace wasmc {

// True of the commands that check_command() is for: assertions that a module is refused by validation.
[[nodiscard]] bool is_about_validation(ScriptCommand::Kind kind);

// Reports whether the module is refused as such a command says.
void check_command(const ScriptFile& file, const ScriptCommand& command, const FeatureSet& features,
                   ScriptReport& report);

// Does so for all of the script's; modules that are there for other purposes have to be valid.
void check_script(const ScriptFile& file, const ScriptOptions& options, ScriptReport& report);

}  // namespace wasmc
