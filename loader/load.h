// Artifact -> module, ready for instantiation. Usable from any thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "format/base/result.h"
#include "loader/module.h"

namespace wasmc {

// Refuses bytes that are no artifact, damaged ones, and artifacts that can't run on this machine; the message says what
// to do.
[[nodiscard]] Result<std::shared_ptr<const LoadedModule>> load_module(std::vector<uint8_t> bytes);

// The same, of a file.
[[nodiscard]] Result<std::shared_ptr<const LoadedModule>> load_file(const std::string& path);

}  // namespace wasmc
