// A small artifact with something in every section, for the tests of the format and the fuzz targets; and the means to
// damage it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "format/artifact.h"
#include "format/write.h"

namespace wasmc {

using ByteVector = std::vector<uint8_t>;

// Functions 0 (imported) to 2, one more import of each kind, three element segments, two data segments.
[[nodiscard]] Artifact sample_artifact();

// What write_artifact makes of it.
[[nodiscard]] ByteVector sample_bytes(Layout layout = Layout::small);

// Overwrites a little-endian integer.
void put(ByteVector& bytes, size_t offset, uint64_t value, size_t size);

// Where the n-th entry of the section table begins.
[[nodiscard]] size_t entry_offset(size_t n);

// Makes the checksums right again, of the sections (those that lie in the file) and of the header, so that the damage
// is found for what it is. Bytes that end before their section table does stay as they are.
void repair_checksums(ByteVector& bytes);

// What read_artifact says of the bytes: the message, or "" if it accepts them.
[[nodiscard]] std::string read_error(std::span<const uint8_t> bytes);

// Uses what was accepted: every byte of every section can be read, and every name. Returns a sum of the bytes.
uint64_t touch(const ArtifactView& view);

}  // namespace wasmc
