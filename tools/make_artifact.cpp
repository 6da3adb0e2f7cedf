#include "tools/make_artifact.h"

#include "compiler/compile.h"
#include "format/write.h"

namespace wasmc {

Result<std::vector<uint8_t>> make_artifact(std::span<const uint8_t> wasm, const CompileOptions& options) {
  TRY_ASSIGN(const Artifact artifact, compile(wasm, options));
  return write_artifact(artifact, {.zstd_level = 0});
}

}  // namespace wasmc
