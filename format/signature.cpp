#include "format/signature.h"

#include <algorithm>
#include <cstring>

#include "format/checksum.h"
#include "format/front.h"
#include "format/layout.h"

namespace wasmc {

namespace {

constexpr size_t checked_size = offsetof(FileSignature, checksum);

Error misplaced() {
  return Error{"the signature is not where the header says: the artifact is damaged",
               offsetof(FileHeader, signature_offset)};
}

// Whether the header announces a signature, and has it right.
Result<bool> has_signature(const FileHeader& header, uint64_t file_length) {
  if (header.signature_kind == static_cast<uint32_t>(SignatureKind::none)) {
    if (header.signature_offset != 0) return misplaced();
    return false;
  }
  if (header.signature_kind != static_cast<uint32_t>(SignatureKind::ed25519))
    return Error{"unknown kind of signature", offsetof(FileHeader, signature_kind)};
  const uint64_t least = sizeof(FileHeader) + sizeof(FileSignature);
  if (file_length < least) return truncated(least, file_length);
  if (header.file_length != file_length || header.signature_offset != file_length - sizeof(FileSignature))
    return misplaced();
  return true;
}

std::span<const uint8_t> without_signature(const FileHeader& header, std::span<const uint8_t> file) {
  return header.signature_offset == 0 ? file : file.first(header.signature_offset);
}

// The file without its signature, with a header that announces one of that kind.
std::vector<uint8_t> with_kind(const FileHeader& header, std::span<const uint8_t> file, SignatureKind kind) {
  const std::span<const uint8_t> contents = without_signature(header, file);
  std::vector<uint8_t> bytes(contents.begin(), contents.end());
  auto* changed = reinterpret_cast<FileHeader*>(bytes.data());
  const bool is_signed = kind != SignatureKind::none;
  changed->signature_kind = static_cast<uint32_t>(kind);
  changed->signature_offset = is_signed ? bytes.size() : 0;
  changed->file_length = bytes.size() + (is_signed ? sizeof(FileSignature) : 0);
  update_front_checksum(bytes);
  return bytes;
}

// The front of a file that can be signed: it ends before the signature, if there is one.
Result<FileFront> checked_front(std::span<const uint8_t> file) {
  TRY_ASSIGN(const FileFront front, read_front(file));
  TRY_ASSIGN(const bool is_signed, has_signature(*front.header, file.size()));
  if (is_signed && front.header->signature_offset < sections_begin(front.table.size())) return misplaced();
  return front;
}

}  // namespace

Result<std::optional<SignedBytes>> find_signature(std::span<const uint8_t> file) {
  TRY_ASSIGN(const FileHeader* header, find_header(file));
  TRY_ASSIGN(const bool is_signed, has_signature(*header, file.size()));
  if (!is_signed) return std::optional<SignedBytes>();
  const std::span<const uint8_t> end = file.subspan(header->signature_offset);
  const auto* stored = reinterpret_cast<const FileSignature*>(end.data());
  if (stored->checksum != checksum(end.first(checked_size)))
    return Error{"checksum mismatch of the signature: the artifact is damaged", header->signature_offset};
  SignedBytes found{.message = file.first(header->signature_offset), .signature = {}};
  std::copy(std::begin(stored->public_key), std::end(stored->public_key), found.signature.public_key.begin());
  std::copy(std::begin(stored->signature), std::end(stored->signature), found.signature.signature.begin());
  return std::optional(found);
}

Result<std::vector<uint8_t>> bytes_to_sign(std::span<const uint8_t> file, std::optional<uint64_t> release) {
  TRY_ASSIGN(const FileFront front, checked_front(file));
  std::vector<uint8_t> bytes = with_kind(*front.header, file, SignatureKind::ed25519);
  if (release) {
    reinterpret_cast<FileHeader*>(bytes.data())->release = *release;
    update_front_checksum(bytes);
  }
  return bytes;
}

std::vector<uint8_t> append_signature(std::vector<uint8_t> message, const ArtifactSignature& signature) {
  FileSignature stored;
  std::copy(signature.public_key.begin(), signature.public_key.end(), stored.public_key);
  std::copy(signature.signature.begin(), signature.signature.end(), stored.signature);
  const auto* bytes = reinterpret_cast<const uint8_t*>(&stored);
  stored.checksum = checksum({bytes, checked_size});
  message.insert(message.end(), bytes, bytes + sizeof(stored));
  return message;
}

Result<std::vector<uint8_t>> remove_signature(std::span<const uint8_t> file) {
  TRY_ASSIGN(const FileFront front, checked_front(file));
  if (front.header->signature_offset == 0) return std::vector<uint8_t>(file.begin(), file.end());
  return with_kind(*front.header, file, SignatureKind::none);
}

}  // namespace wasmc
