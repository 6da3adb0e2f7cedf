// Artifact -> module, ready for instantiation. Usable from any thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "format/base/result.h"
#include "loader/module.h"
#include "loader/trust.h"

namespace wasmc {

struct LoadOptions {
  // Whose artifacts are accepted; null: anybody's. Not copied.
  const TrustPolicy* trust = nullptr;
};

// Refuses bytes that are no artifact, damaged ones, artifacts that are not trusted, and those that can't run on this
// machine; the message says what to do.
[[nodiscard]] Result<std::shared_ptr<const LoadedModule>> load_module(std::vector<uint8_t> bytes,
                                                                      const LoadOptions& options = {});

// The same, of a file.
[[nodiscard]] Result<std::shared_ptr<const LoadedModule>> load_file(const std::string& path,
                                                                    const LoadOptions& options = {});

}  // namespace wasmc
