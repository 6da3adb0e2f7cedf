// The bytes of a .cwasm file, as structs that can be laid over them: what spec/cwasm.md describes. Private to format/
// and its tests; others use read.h and write.h.
//
//   FileHeader | SectionEntry x section_count | ule64 checksum of all bytes before it | the sections | FileSignature?
#pragma once

#include <cstddef>
#include <cstdint>

#include "format/base/bytes.h"

namespace wasmc {

struct FileHeader {
#define HEADER_FIELD(type, name, text) type name;
#define HEADER_BYTES(count, name, text) uint8_t name[count];
#include "format/layout.def"
};
static_assert(sizeof(FileHeader) == 128 && alignof(FileHeader) == 1);
static_assert(offsetof(FileHeader, format_major) == 8, "what readers of any version look at first");

enum class Compression : uint32_t { none = 0, zstd = 1 };

struct SectionEntry {
#define SECTION_ENTRY_FIELD(type, name, text) type name;
#include "format/layout.def"
};
static_assert(sizeof(SectionEntry) == 48 && alignof(SectionEntry) == 1);

struct FileSignature {
#define SIGNATURE_FIELD(type, name, text) type name;
#define SIGNATURE_BYTES(count, name, text) uint8_t name[count];
#include "format/layout.def"
};
static_assert(sizeof(FileSignature) == 104 && alignof(FileSignature) == 1);

// What the trap table begins with, and an entry of the index behind its codes.
struct TrapTableHead {
#define TRAP_TABLE_FIELD(type, name, text) type name;
#define TRAP_TABLE_BYTES(count, name, text) uint8_t name[count];
#include "format/layout.def"
};
static_assert(sizeof(TrapTableHead) == 8 && alignof(TrapTableHead) == 1);

struct TrapBlock {
#define TRAP_BLOCK_FIELD(type, name, text) type name;
#include "format/layout.def"
};
static_assert(sizeof(TrapBlock) == 8 && alignof(TrapBlock) == 1);

inline constexpr size_t trap_sites_per_block = 1024;
inline constexpr unsigned max_trap_unit_log2 = 4;

// How many kinds of section there are, and so the most that a file can have.
inline constexpr uint32_t section_kinds = 0
#define SECTION(id, name, element, text) +1
#include "format/sections.def"
#undef SECTION
    ;

// Offsets and lengths in records have 32 bits.
inline constexpr uint64_t max_section_size = 0xffffffff;

// A section is aligned in the file to 1 or to the pages of some machine.
constexpr bool is_section_alignment(uint32_t alignment) {
  return alignment == 1 || (alignment >= 4096 && alignment <= 65536 && (alignment & (alignment - 1)) == 0);
}

// The next multiple of a power of two.
constexpr uint64_t align_up(uint64_t offset, uint64_t alignment) { return (offset + alignment - 1) & ~(alignment - 1); }

// Where the checksum of header and table, and where the sections begin in a file with this many.
constexpr uint64_t table_end(uint64_t section_count) {
  return sizeof(FileHeader) + section_count * sizeof(SectionEntry);
}
constexpr uint64_t sections_begin(uint64_t section_count) { return table_end(section_count) + sizeof(ule64); }

// The most that the sections of a file may sum up to when decompressed, with the functions that are unpacked, so that a
// small file can't make its reader allocate without bound. The writer keeps to it as well.
constexpr uint64_t max_total_size(uint64_t file_length) { return (uint64_t{16} << 20) + file_length * 1024; }

}  // namespace wasmc
