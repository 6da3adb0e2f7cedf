// The compiler's pipeline: a module's bytes -> an artifact. Usable from any thread; compiles on several itself.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "compiler/object_cache.h"
#include "compiler/options.h"
#include "format/artifact.h"
#include "format/base/result.h"

namespace wasmc {

// Told how many bytes of function bodies are compiled, of how many in all; called from one thread at a time.
using Progress = std::function<void(uint64_t done, uint64_t total)>;

// Fails if the module is malformed, invalid or uses what is not supported (with the offset in it), or if an option
// names something that does not exist. The result depends on the bytes and the options alone, but not on the number of
// threads. Partitions that the cache has are not compiled again, which changes nothing of the result.
[[nodiscard]] Result<Artifact> compile(std::span<const uint8_t> wasm, const CompileOptions& options,
                                       const Progress& progress = {}, ObjectCache* cache = nullptr);

}  // namespace wasmc
