// The options by which commands are told what a module may use. Usable from any thread.
//
//   --wasm=VERSION                              what that version of the specification has, instead of the defaults
//   --enable-FEATURE, --disable-FEATURE         one row of features.def more or less
//   --enable-all                                all that can be validated
#pragma once

#include <string>
#include <vector>

#include "compiler/module/feature.h"
#include "format/base/result.h"

namespace wasmc {

// Takes these options out of a command line, as far as a "--", and gives the features that they leave: of a version, or
// of the defaults, those that are enabled; of several options for one feature the last one counts, of several versions
// too. Fails for words that no feature or version has, and for what can't be enabled or disabled, with what to do.
[[nodiscard]] Result<FeatureSet> take_feature_options(std::vector<std::string>& words);

// "--wasm" takes a value; the help of commands describes these three.
inline constexpr const char* wasm_option_help =
    "accept what this version of the specification has (1.0, 2.0, 3.0), instead of the default";
inline constexpr const char* enable_option_help =
    "accept this feature, too; `wasmc features` lists them; all: all of them";
inline constexpr const char* disable_option_help = "refuse modules that use this feature";

}  // namespace wasmc
