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
  // Read files that could be mapped: then what changes or shortens them later changes nothing for the module.
  bool copy = false;
};

// Refuses bytes that are no artifact, damaged ones, artifacts that are not trusted, and those that can't run on this
// machine; the message says what to do.
[[nodiscard]] Result<std::shared_ptr<const LoadedModule>> load_module(std::vector<uint8_t> bytes,
                                                                      const LoadOptions& options = {});

// The same, of a file. One in the fast layout is mapped, so that processes share its pages: it may be replaced by
// another of its name, but nobody may write to it while the module lives. Whoever can could as well have put other code
// into it before; but one who shortens the file ends this process (SIGBUS). With a key to trust it is read instead, so
// that what was verified is what runs.
[[nodiscard]] Result<std::shared_ptr<const LoadedModule>> load_file(const std::string& path,
                                                                    const LoadOptions& options = {});

// One that is linked into this program: `wasmc compile --emit=obj`. It runs where it is, and is believed to be what the
// linker was given; refused is what can't run on this machine.
[[nodiscard]] Result<std::shared_ptr<const LoadedModule>> load_linked(const LinkedModule& module);

// A module to look at, without code: for what can't be loaded, too. It can't be instantiated. `artifact` was read from
// `bytes`. Fails for types that can't be loaded.
[[nodiscard]] Result<std::shared_ptr<const LoadedModule>> load_types(LoadedArtifact artifact,
                                                                     std::vector<uint8_t> bytes);

}  // namespace wasmc
