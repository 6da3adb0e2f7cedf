// Runs scripts in processes of their own, several at a time, so that one that crashes or hangs is one failure.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "tools/wast/report.h"
#include "tools/wast/script_file.h"

namespace wasmc {

struct RunOptions {
  ScriptOptions script;
  unsigned jobs = 1;                // 0: in this process, for debuggers
  std::chrono::seconds limit{600};  // for each script
};

// Told of each file, in the order given, as soon as it and all before it are done.
using FileDone = std::function<void(const std::string& path, const ScriptReport& report)>;

// Must be called from the only thread of the process.
void run_files(const std::vector<std::string>& paths, const RunOptions& options, const FileDone& done);

}  // namespace wasmc
