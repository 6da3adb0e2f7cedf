#include "loader/load.h"

#include <algorithm>
#include <array>

#include "format/version.h"
#include "loader/platform/cpu_features.h"
#include "loader/platform/read_file.h"
#include "runtime-support/code_image.h"
#include "runtime-support/cpu_features.h"
#include "runtime-support/memory_strategy.h"
#include "runtime-support/vmctx.h"

namespace wasmc {

namespace {

Status check_is_no_source(std::span<const uint8_t> bytes) {
  constexpr std::array<uint8_t, 4> wasm_magic = {0x00, 'a', 's', 'm'};
  if (bytes.size() < wasm_magic.size() || !std::equal(wasm_magic.begin(), wasm_magic.end(), bytes.begin())) return {};
  return Error{"this is a WebAssembly module, not an artifact; compile it first: wasmc compile app.wasm -o app.cwasm"};
}

Status check_architecture(const ArtifactHeader& header) {
  if (header.architecture == host_architecture && header.pointer_bytes == sizeof(void*)) return {};
  return Error{std::string("compiled for ") + to_string(header.architecture) + ", but this machine is " +
               to_string(host_architecture) + ": compile again with --target " + to_string(host_architecture) +
               "-linux-gnu"};
}

Status check_system(const ArtifactHeader& header) {
  if (header.system == OperatingSystem::linux_) return {};
  return Error{"compiled for another operating system: compile again for linux"};
}

// What code takes for granted of the places of its parts, and of what lies behind guarded memories.
Status check_distances(const ArtifactHeader& header) {
  if (header.image_page_log2 == code_image_page_log2 && header.guard_log2 == guard_log2(header.memory_strategy))
    return {};
  return Error{"compiled for other distances between code, data and memories than this loader makes: compile again"};
}

Status check_cpu_features(const ArtifactHeader& header) {
  const uint64_t missing = header.cpu_features & ~host_cpu_features();
  if (missing == 0) return {};
  const auto bit = static_cast<unsigned>(__builtin_ctzll(missing));
  const std::string_view name = cpu_feature_name(header.architecture, bit);
  const std::string feature = name.empty() ? "number " + std::to_string(bit) : std::string(name);
  return Error{"needs the CPU feature " + feature + ", which this machine lacks: compile again with a lower --cpu"};
}

Status check_runs_here(const ArtifactHeader& header) {
  TRY(check_abi(header, oldest_abi, abi_version));
  TRY(check_architecture(header));
  TRY(check_system(header));
  TRY(check_distances(header));
  return check_cpu_features(header);
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

Result<std::shared_ptr<const LoadedModule>> load_module(std::vector<uint8_t> bytes) {
  TRY(check_is_no_source(bytes));
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

Result<std::shared_ptr<const LoadedModule>> load_file(const std::string& path) {
  TRY_ASSIGN(std::vector<uint8_t> bytes, read_whole_file(path));
  return load_module(std::move(bytes));
}

}  // namespace wasmc
