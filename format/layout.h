// The bytes of a .cwasm file, as structs that can be laid over them: what spec/cwasm.md describes. Private to format/
// and its tests; others use read.h and write.h.
//
//   FileHeader | SectionEntry x section_count | ule64 checksum of all bytes before it | the sections, without gaps
#pragma once

#include <cstddef>
#include <cstdint>

#include "format/base/bytes.h"

namespace wasmc {

struct FileHeader {
  uint8_t magic[8];
  ule16 format_major;
  ule16 format_minor;
  ule32 abi;
  uint8_t architecture;
  uint8_t system;
  uint8_t memory_strategy;
  uint8_t pointer_bytes;
  ule32 start_function;
  ule64 cpu_features;
  uint8_t source_hash[32];
  ule64 file_length;
  ule32 section_count;
  ule32 reserved;  // 0
};
static_assert(sizeof(FileHeader) == 80 && alignof(FileHeader) == 1);
static_assert(offsetof(FileHeader, format_major) == 8 && offsetof(FileHeader, start_function) == 20);
static_assert(offsetof(FileHeader, source_hash) == 32 && offsetof(FileHeader, section_count) == 72);

enum class Compression : uint32_t { none = 0, zstd = 1 };

struct SectionEntry {
  ule32 id;
  ule32 compression;
  ule64 file_offset;
  ule64 stored_size;
  ule64 raw_size;
  ule64 checksum;  // of the stored bytes
};
static_assert(sizeof(SectionEntry) == 40 && alignof(SectionEntry) == 1);

// How many kinds of section there are, and so the most that a file can have.
inline constexpr uint32_t section_kinds = 0
#define SECTION(id, name, element, text) +1
#include "format/sections.def"
#undef SECTION
    ;

// Offsets and lengths in records have 32 bits.
inline constexpr uint64_t max_section_size = 0xffffffff;

// Where the sections begin in a file with this many.
constexpr uint64_t sections_begin(uint64_t section_count) {
  return sizeof(FileHeader) + section_count * sizeof(SectionEntry) + sizeof(ule64);
}

// The most that the sections of a file may sum up to when decompressed, so that a small file can't make its reader
// allocate without bound. The writer keeps to it as well.
constexpr uint64_t max_total_raw_size(uint64_t file_length) { return (uint64_t{16} << 20) + file_length * 1024; }

}  // namespace wasmc
