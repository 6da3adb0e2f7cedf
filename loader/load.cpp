#include "loader/load.h"

#include <cassert>

#include "loader/artifact_source.h"
#include "loader/host_check.h"

namespace wasmc {

namespace {

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

// Signatures are made for the bytes as they are, and hold for what nobody can change any more.
Status check_signer(const ArtifactSource& source, const LoadOptions& options) {
  if (options.trust == nullptr) return {};
  assert(source.file() == nullptr);
  return check_trust(source.bytes(), *options.trust);
}

Result<std::shared_ptr<const LoadedModule>> load(ArtifactSource source, const LoadOptions& load_options) {
  TRY(check_signer(source, load_options));
  // What follows was signed by somebody who is trusted, if anybody has to be.

  TRY_ASSIGN(const ArtifactHeader header, read_header(source.bytes()));
  TRY(check_runs_here(header));
  // Whatever the sections say, the code is for this machine and this loader.

  TRY_ASSIGN(const ArtifactFile file, ArtifactFile::open(source.bytes()));
  TRY_ASSIGN(CodeImage code, CodeImage::create(file, source.file()));
  // Code and read-only data are where they stay.

  const ReadOptions options{.code = code.code_bytes(),
                            .read_only_data = code.read_only_data(),
                            .copy = file.is_compressed(),
                            .whole_trap_table = false};
  TRY_ASSIGN(LoadedArtifact artifact, read_sections(file, options));
  TRY(check_types(artifact.view()));
  // All indices and ranges in the records are valid.

  TRY(code.link(artifact.view().import_slots));
  // The code can be called.

  if (options.copy) source = ArtifactSource({});
  source.settle();
  return std::shared_ptr<const LoadedModule>(
      std::make_shared<LoadedModule>(std::move(source), std::move(artifact), std::move(code)));
}

}  // namespace

Result<std::shared_ptr<const LoadedModule>> load_module(std::vector<uint8_t> bytes, const LoadOptions& options) {
  return load(ArtifactSource(std::move(bytes)), options);
}

Result<std::shared_ptr<const LoadedModule>> load_file(const std::string& path, const LoadOptions& options) {
  const bool may_map = !options.copy && options.trust == nullptr;
  TRY_ASSIGN(ArtifactSource source, ArtifactSource::open(path, may_map));
  return load(std::move(source), options);
}

Result<std::shared_ptr<const LoadedModule>> load_linked(const LinkedModule& module) {
  const std::span<const uint8_t> description(module.description, module.description_size);
  TRY_ASSIGN(const ArtifactHeader header, read_header(description));
  TRY(check_runs_here(header));
  TRY_ASSIGN(const ArtifactFile file, ArtifactFile::open(description));
  CodeImage code = CodeImage::in_place(module);
  const ReadOptions options{
      .code = code.code_bytes(), .read_only_data = code.read_only_data(), .whole_trap_table = false};
  TRY_ASSIGN(LoadedArtifact artifact, read_sections(file, options));
  TRY(check_types(artifact.view()));
  return std::shared_ptr<const LoadedModule>(
      std::make_shared<LoadedModule>(ArtifactSource({}), std::move(artifact), std::move(code)));
}

Result<std::shared_ptr<const LoadedModule>> load_types(LoadedArtifact artifact, std::vector<uint8_t> bytes) {
  TRY(check_types(artifact.view()));
  TRY_ASSIGN(CodeImage code, CodeImage::reserve(artifact.view().code.size()));
  return std::shared_ptr<const LoadedModule>(
      std::make_shared<LoadedModule>(ArtifactSource(std::move(bytes)), std::move(artifact), std::move(code)));
}

}  // namespace wasmc
