#include "loader/load.h"

#include <algorithm>
#include <array>

#include "loader/host_check.h"
#include "loader/platform/read_file.h"

namespace wasmc {

namespace {

Status check_is_no_source(std::span<const uint8_t> bytes) {
  constexpr std::array<uint8_t, 4> wasm_magic = {0x00, 'a', 's', 'm'};
  if (bytes.size() < wasm_magic.size() || !std::equal(wasm_magic.begin(), wasm_magic.end(), bytes.begin())) return {};
  return Error{"this is a WebAssembly module, not an artifact; compile it first: wasmc compile app.wasm -o app.cwasm"};
}

bool refers_to_known(ule32 bits, uint32_t type_index) {
  const ValueType type = ValueType::from_bits(bits);
  return !type.is_reference() || static_cast<int32_t>(type.heap_type()) <= static_cast<int32_t>(type_index);
}

// Ids are given to types in their order.
Status check_types(const ArtifactView& artifact) {
  for (uint32_t i = 0; i < artifact.types.size(); ++i) {
    const TypeRecord& type = artifact.types[i];
    const auto values = artifact.value_types.subspan(type.first_value_type, size_t{type.params} + type.results);
    for (ule32 value : values) {
      if (!refers_to_known(value, i))
        return Error{"mutually recursive types are not supported: type " + std::to_string(i)};
    }
  }
  return {};
}

}  // namespace

Result<std::shared_ptr<const LoadedModule>> load_module(std::vector<uint8_t> bytes, const LoadOptions& options) {
  TRY(check_is_no_source(bytes));
  if (options.trust != nullptr) TRY(check_trust(bytes, *options.trust));
  // What follows was signed by somebody who is trusted, if anybody has to be.

  TRY_ASSIGN(const ArtifactHeader header, read_header(bytes));
  TRY(check_runs_here(header));
  // Whatever the sections say, the code is for this machine and this loader.

  TRY_ASSIGN(LoadedArtifact artifact, read_artifact(bytes));
  TRY(check_types(artifact.view()));
  // All indices and ranges in the records are valid.

  TRY_ASSIGN(CodeImage code, CodeImage::create(artifact.view()));
  // The code can be called.

  return std::shared_ptr<const LoadedModule>(
      std::make_shared<LoadedModule>(std::move(bytes), std::move(artifact), std::move(code)));
}

Result<std::shared_ptr<const LoadedModule>> load_file(const std::string& path, const LoadOptions& options) {
  TRY_ASSIGN(std::vector<uint8_t> bytes, read_whole_file(path));
  return load_module(std::move(bytes), options);
}

}  // namespace wasmc
