#include "format/read.h"

#include <doctest/doctest.h>

#include <string>

#include "format/compress.h"
#include "format/layout.h"
#include "format/version.h"
#include "format/write.h"
#include "tests/unit/sample_artifact.h"

using namespace wasmc;

namespace {

size_t entry_field(size_t n, size_t field) { return entry_offset(n) + field; }

// The sample with one integer replaced and all checksums right.
ByteVector changed(size_t offset, uint64_t value, size_t size) {
  ByteVector bytes = sample_bytes();
  put(bytes, offset, value, size);
  repair_checksums(bytes);
  return bytes;
}

std::string error_after(size_t offset, uint64_t value, size_t size) { return read_error(changed(offset, value, size)); }

// The same of a byte of any artifact.
ByteVector changed_bytes(ByteVector bytes, size_t offset, uint8_t value) {
  bytes.at(offset) = value;
  repair_checksums(bytes);
  return bytes;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

const SectionEntry& entry_of(const ByteVector& bytes, SectionId id) {
  size_t n = 0;
  while (reinterpret_cast<const SectionEntry*>(&bytes.at(entry_offset(n)))->id != static_cast<uint32_t>(id)) ++n;
  return *reinterpret_cast<const SectionEntry*>(&bytes.at(entry_offset(n)));
}

}  // namespace

TEST_CASE("bytes that begin with another magic number are not an artifact") {
  CHECK(read_error({}) == "not a cwasm artifact: wrong magic number");
  CHECK(contains(read_error(ByteVector{0x00, 'a', 's', 'm', 1, 0, 0, 0}),
                 "a WebAssembly module, not an artifact; compile it first"));
  ByteVector bytes = sample_bytes();
  CHECK(is_artifact(bytes));
  bytes[1] = 'C';
  CHECK_FALSE(is_artifact(bytes));
  CHECK(contains(read_error(bytes), "not a cwasm artifact"));
}

TEST_CASE("another format version is refused by name before anything else is looked at") {
  ByteVector bytes = sample_bytes();
  put(bytes, offsetof(FileHeader, format_major), format_major + 1, 2);
  CHECK(contains(read_error(bytes), "format version 5.0 is newer than 4.0"));
  put(bytes, offsetof(FileHeader, format_major), format_major - 1, 2);
  CHECK(contains(read_error(bytes), "format version 3.0 is older than 4.0"));
  CHECK(contains(error_after(offsetof(FileHeader, format_minor), format_minor + 1, 2), "format version 4.1 is newer"));
}

TEST_CASE("an ABI outside of the accepted range is refused with the range") {
  ArtifactHeader header;
  header.abi = 3;
  CHECK(check_abi(header, 3, 3));
  CHECK(check_abi(header, 1, 5));
  CHECK(check_abi(header, 1, 2).error().message == "ABI 3 is not one of those accepted, 1 to 2: use a newer loader");
  CHECK(contains(check_abi(header, 4, 5).error().message, "compile the module again"));
  CHECK(check_abi(header, 4, 5).error().offset == 12);
}

TEST_CASE("a header for a machine that nobody knows is refused") {
  CHECK(error_after(offsetof(FileHeader, architecture), 99, 1) == "unknown architecture");
  CHECK(error_after(offsetof(FileHeader, system), 99, 1) == "unknown operating system");
  CHECK(error_after(offsetof(FileHeader, memory_strategy), 0, 1) == "unknown memory strategy");
  CHECK(error_after(offsetof(FileHeader, pointer_bytes), 4, 1) == "unknown size of pointers");
  CHECK(error_after(offsetof(FileHeader, optimisation), 5, 1) == "unknown level of optimisation");
  CHECK(error_after(offsetof(FileHeader, signature_kind), 2, 4) == "unknown kind of signature");
  CHECK(error_after(offsetof(FileHeader, reserved_byte), 1, 1) == "reserved field is not zero");
  CHECK(error_after(offsetof(FileHeader, reserved) + 15, 1, 1) == "reserved field is not zero");
}

TEST_CASE("the header is read without the sections") {
  ByteVector bytes = sample_bytes();
  bytes.resize(sections_begin(section_kinds));
  auto header = read_header(bytes);
  REQUIRE(header);
  CHECK(header->abi == 1);
  CHECK(contains(read_error(bytes), "truncated artifact"));
}

TEST_CASE("an artifact of any other length than its header says is refused") {
  ByteVector bytes = sample_bytes();
  const size_t length = bytes.size();
  bytes.push_back(0);
  CHECK(read_error(bytes) == "trailing bytes after the artifact");
  bytes.resize(length - 1);
  CHECK(contains(read_error(bytes), "truncated artifact"));
}

TEST_CASE("bytes between the last section and the end are refused") {
  ByteVector bytes = sample_bytes();
  bytes.push_back(0);
  put(bytes, offsetof(FileHeader, file_length), bytes.size(), 8);
  repair_checksums(bytes);
  CHECK(read_error(bytes) == "bytes that belong to no section");
}

TEST_CASE("a damaged header or section table is refused") {
  ByteVector bytes = sample_bytes();
  bytes[offsetof(FileHeader, source_hash)] ^= 1;
  CHECK(contains(read_error(bytes), "checksum mismatch of the header and section table"));
  bytes = sample_bytes();
  bytes[entry_field(3, offsetof(SectionEntry, checksum))] ^= 1;
  CHECK(contains(read_error(bytes), "checksum mismatch of the header and section table"));
}

TEST_CASE("a damaged section is refused by name and place") {
  ByteVector bytes = sample_bytes();
  const uint64_t offset = entry_of(bytes, SectionId::strings).file_offset;
  bytes[offset] ^= 1;
  auto artifact = read_artifact(bytes);
  REQUIRE_FALSE(artifact);
  CHECK(artifact.error().message == "section 'strings': checksum mismatch: the artifact is damaged");
  CHECK(artifact.error().offset == offset);
}

TEST_CASE("more sections than there are kinds are refused before the table is read") {
  ByteVector bytes = sample_bytes();
  put(bytes, offsetof(FileHeader, section_count), 0xffffffff, 4);
  CHECK(read_error(bytes) == "too many sections");
}

TEST_CASE("a section of an unknown id is refused") {
  CHECK(error_after(entry_field(0, offsetof(SectionEntry, id)), 0, 4) == "unknown section id 0");
  CHECK(error_after(entry_field(20, offsetof(SectionEntry, id)), 4711, 4) == "unknown section id 4711");
}

TEST_CASE("a section that is present twice is refused") {
  CHECK(error_after(entry_field(1, offsetof(SectionEntry, id)), 1, 4) == "section 'code': present twice");
}

TEST_CASE("sections out of order are refused") {
  CHECK(error_after(entry_field(2, offsetof(SectionEntry, id)), 1, 4) == "section 'code': out of order");
}

TEST_CASE("an unknown compression is refused") {
  CHECK(error_after(entry_field(0, offsetof(SectionEntry, compression)), 2, 4) ==
        "section 'code': unknown compression");
}

TEST_CASE("sections that overlap or leave a gap are refused") {
  const ByteVector bytes = sample_bytes();
  const uint64_t offset = entry_of(bytes, SectionId::read_only_data).file_offset;
  for (uint64_t moved : {offset - 1, offset + 1, uint64_t{0}, ~uint64_t{0}})
    CHECK(contains(error_after(entry_field(1, offsetof(SectionEntry, file_offset)), moved, 8), "does not begin where"));
}

TEST_CASE("a section that reaches past the end of the file is refused") {
  for (uint64_t size : {uint64_t{1} << 32, ~uint64_t{0}, uint64_t{0}})
    CHECK(error_after(entry_field(0, offsetof(SectionEntry, stored_size)), size, 8) ==
          "section 'code': does not lie in the file");
}

TEST_CASE("a raw section whose two sizes differ, and an empty one, are refused") {
  for (uint64_t size : {uint64_t{0}, uint64_t{63}, uint64_t{65}, uint64_t{1} << 32})
    CHECK(error_after(entry_field(0, offsetof(SectionEntry, raw_size)), size, 8) == "section 'code': impossible size");
}

TEST_CASE("a section that claims to expand out of all proportion is refused before anything is allocated") {
  const ByteVector bytes = sample_bytes();
  const auto n = static_cast<size_t>(SectionId::data) - 1;
  CHECK(error_after(entry_field(n, offsetof(SectionEntry, raw_size)), 0xffffffff, 8) ==
        "the sections' sizes are out of proportion to the file's");
}

TEST_CASE("a compressed section of another size than declared is refused") {
  const auto n = static_cast<size_t>(SectionId::data) - 1;
  for (uint64_t size : {199, 201})
    CHECK(error_after(entry_field(n, offsetof(SectionEntry, raw_size)), size, 8) ==
          "section 'data': not a zstd frame of the declared size");
}

TEST_CASE("a raw section that is called compressed is refused") {
  CHECK(error_after(entry_field(0, offsetof(SectionEntry, compression)), 1, 4) ==
        "section 'code': not a zstd frame of the declared size");
}

TEST_CASE("a section that ends in the middle of a record is refused") {
  Artifact artifact;
  artifact.build_info = {1, 2, 3};
  ByteVector bytes = *write_artifact(artifact);
  put(bytes, entry_field(0, offsetof(SectionEntry, id)), static_cast<uint32_t>(SectionId::escaping_functions), 4);
  repair_checksums(bytes);
  CHECK(read_error(bytes) == "section 'escaping functions': ends in the middle of a record");
}

TEST_CASE("damaged functions are refused by name and place") {
  const ByteVector bytes = sample_bytes(Layout::fast);
  const uint64_t offset = entry_of(bytes, SectionId::functions).file_offset;
  auto artifact = read_artifact(changed_bytes(bytes, offset, 5));
  REQUIRE_FALSE(artifact);
  CHECK(artifact.error().message == "section 'functions': its head is damaged");
  CHECK(artifact.error().offset == offset);
  CHECK(read_error(changed_bytes(bytes, offset + 1, 1)) == "section 'functions': trailing bytes after the last record");
  CHECK(read_error(changed_bytes(bytes, offset + 3, 0xff)) == "section 'functions': record 1: damaged or cut off");
}

TEST_CASE("functions that unpack out of all proportion are refused before anything is allocated") {
  Artifact artifact;
  artifact.functions.resize(1'000'000);
  ByteVector bytes = *write_artifact(artifact);
  CHECK(read_error(bytes) == "section 'functions': record 0: type index out of range");
  const ByteVector frame = compress(pack_functions(artifact.functions), 1);
  bytes.resize(sections_begin(1));
  bytes.insert(bytes.end(), frame.begin(), frame.end());
  put(bytes, offsetof(FileHeader, file_length), bytes.size(), 8);
  put(bytes, entry_field(0, offsetof(SectionEntry, compression)), 1, 4);
  put(bytes, entry_field(0, offsetof(SectionEntry, stored_size)), frame.size(), 8);
  repair_checksums(bytes);
  CHECK(read_error(bytes) == "section 'functions': more functions than a file of this size may have");
}

TEST_CASE("errors carry the offset of what is wrong") {
  auto artifact = read_artifact(changed(entry_field(4, offsetof(SectionEntry, compression)), 9, 4));
  REQUIRE_FALSE(artifact);
  CHECK(artifact.error().offset == entry_field(4, offsetof(SectionEntry, compression)));
  CHECK(read_artifact(changed(offsetof(FileHeader, system), 9, 1)).error().offset == offsetof(FileHeader, system));
}

TEST_CASE("an alignment that is no page's, or of a compressed section, is refused") {
  for (uint32_t alignment : {0u, 2u, 2048u, 4097u, 131072u})
    CHECK(error_after(entry_field(0, offsetof(SectionEntry, alignment)), alignment, 4) ==
          "section 'code': impossible alignment");
  const auto n = static_cast<size_t>(SectionId::data) - 1;
  CHECK(error_after(entry_field(n, offsetof(SectionEntry, alignment)), 4096, 4) ==
        "section 'data': impossible alignment");
  CHECK(error_after(entry_field(n, offsetof(SectionEntry, reserved)), 1, 4) ==
        "section 'data': reserved field is not zero");
}

TEST_CASE("padding around aligned sections that is not zero is refused") {
  const ByteVector sample = sample_bytes(Layout::fast);
  for (const uint64_t offset : {sections_begin(section_kinds), uint64_t{4096 + 64}, uint64_t{8191}}) {
    ByteVector bytes = sample;
    bytes.at(offset) = 1;
    auto artifact = read_artifact(bytes);
    REQUIRE_FALSE(artifact);
    CHECK(artifact.error().message == "padding is not zero");
    CHECK(artifact.error().offset == offset);
  }
}
