#include "format/front.h"

#include <algorithm>
#include <cstring>

#include "format/artifact_file.h"
#include "format/checksum.h"
#include "format/version.h"

namespace wasmc {

namespace {

Status check_magic(std::span<const uint8_t> bytes) {
  if (is_artifact(bytes)) return {};
  constexpr std::array<uint8_t, 4> wasm_magic = {0x00, 'a', 's', 'm'};
  if (bytes.size() >= wasm_magic.size() && std::equal(wasm_magic.begin(), wasm_magic.end(), bytes.begin()))
    return Error{
        "this is a WebAssembly module, not an artifact; compile it first: wasmc compile app.wasm -o app.cwasm"};
  return Error{"not a cwasm artifact: wrong magic number", 0};
}

}  // namespace

Error truncated(uint64_t need, uint64_t have) {
  return {"truncated artifact: " + std::to_string(have) + " bytes of " + std::to_string(need), have};
}

bool is_artifact(std::span<const uint8_t> bytes) {
  return bytes.size() >= artifact_magic.size() &&
         std::equal(artifact_magic.begin(), artifact_magic.end(), bytes.begin());
}

Result<const FileHeader*> find_header(std::span<const uint8_t> bytes) {
  TRY(check_magic(bytes));
  // The version stands in the same place in all of them.
  if (bytes.size() < offsetof(FileHeader, abi)) return truncated(sizeof(FileHeader), bytes.size());
  const auto* header = reinterpret_cast<const FileHeader*>(bytes.data());
  TRY(check_format_version(header->format_major, header->format_minor));
  if (bytes.size() < sizeof(FileHeader)) return truncated(sizeof(FileHeader), bytes.size());
  return header;
}

Result<FileFront> read_front(std::span<const uint8_t> bytes) {
  TRY_ASSIGN(const FileHeader* header, find_header(bytes));
  if (header->section_count > section_kinds) return Error{"too many sections", offsetof(FileHeader, section_count)};
  if (bytes.size() < sections_begin(header->section_count))
    return truncated(sections_begin(header->section_count), bytes.size());
  const uint64_t end = table_end(header->section_count);
  if (*reinterpret_cast<const ule64*>(&bytes[end]) != checksum(bytes.first(end)))
    return Error{"checksum mismatch of the header and section table: the artifact is damaged", end};
  const auto* table = reinterpret_cast<const SectionEntry*>(&bytes[sizeof(FileHeader)]);
  return FileFront{header, {table, header->section_count}};
}

void update_front_checksum(std::span<uint8_t> bytes) {
  const uint64_t end = table_end(reinterpret_cast<const FileHeader*>(bytes.data())->section_count);
  const ule64 value = checksum(bytes.first(end));
  std::memcpy(&bytes[end], &value, sizeof(value));
}

}  // namespace wasmc
