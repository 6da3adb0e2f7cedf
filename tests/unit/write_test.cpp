#include "format/write.h"

#include <doctest/doctest.h>

#include <cstring>

#include "format/layout.h"
#include "format/read.h"
#include "format/signature.h"
#include "tests/unit/sample_artifact.h"

using namespace wasmc;

namespace {

template <typename T>
bool same(const std::vector<T>& written, std::span<const T> read) {
  return written.size() == read.size() && std::memcmp(written.data(), read.data(), read.size_bytes()) == 0;
}

void check_same_sections(const Artifact& written, const ArtifactView& read) {
#define SECTION(id, name, element, text) \
  CAPTURE(text);                         \
  CHECK(same(written.name, read.name));
#include "format/sections.def"
#undef SECTION
}

}  // namespace

TEST_CASE("an artifact is read as it was written") {
  const Artifact written = sample_artifact();
  const ByteVector bytes = sample_bytes();
  auto read = read_artifact(bytes);
  REQUIRE_MESSAGE(read, read.error().message);
  check_same_sections(written, read->view());
  CHECK(read->sections().size() == section_kinds);

  const ArtifactHeader& header = read->view().header;
  CHECK(header.abi == 1);
  CHECK(header.architecture == Architecture::x86_64);
  CHECK(header.system == OperatingSystem::linux_);
  CHECK(header.memory_strategy == MemoryStrategy::guard);
  CHECK(header.pointer_bytes == 8);
  CHECK(header.cpu_features == 0x1f);
  CHECK(header.image_page_log2 == 16);
  CHECK(header.guard_log2 == 33);
  CHECK(header.optimisation == OptimisationLevel::O2);
  CHECK(header.wasm_features == 0x41);
  CHECK(header.compile_options == 1);
  CHECK(header.release == 7);
  CHECK(header.start_function == 1);
  CHECK(header.source_hash == written.header.source_hash);
}

TEST_CASE("an artifact without sections is read as it was written") {
  auto bytes = write_artifact(Artifact{});
  REQUIRE(bytes);
  CHECK(bytes->size() == sections_begin(0));
  auto read = read_artifact(*bytes);
  REQUIRE(read);
  CHECK(read->sections().empty());
  CHECK(read->view().code.empty());
}

TEST_CASE("the same artifact gives the same bytes") { CHECK(sample_bytes() == sample_bytes()); }

TEST_CASE("sections are compressed where that makes them smaller") {
  const ByteVector bytes = sample_bytes();
  auto read = read_artifact(bytes);
  REQUIRE(read);
  for (const SectionInfo& section : read->sections()) {
    CAPTURE(to_string(section.id));
    CHECK(section.compressed == (section.stored_size < section.raw_size));
    if (section.id == SectionId::data) CHECK(section.compressed);
    if (section.id == SectionId::read_only_data) CHECK_FALSE(section.compressed);
  }
}

TEST_CASE("an artifact that would expand beyond what readers accept is stored uncompressed") {
  Artifact artifact;
  artifact.data.resize(max_total_size(100'000));
  auto bytes = write_artifact(artifact, {.zstd_level = 1});
  REQUIRE(bytes);
  CHECK(bytes->size() > artifact.data.size());
  CHECK(read_error(*bytes).empty());
}

TEST_CASE("functions that would unpack beyond what readers accept are stored uncompressed") {
  Artifact artifact;
  artifact.code = {0};
  artifact.types = {{0u, 0u, 0u, none_index, none_index}};
  artifact.functions.resize(1'000'000, {0, 0, 1, 0, 0});
  auto bytes = write_artifact(artifact, {.zstd_level = 1});
  REQUIRE(bytes);
  auto read = read_artifact(*bytes);
  REQUIRE_MESSAGE(read, read.error().message);
  CHECK(read->view().functions.size() == 1'000'000);
  CHECK_FALSE(read->sections().back().compressed);
}

TEST_CASE("level 0 stores bytes as they are") {
  Artifact artifact = sample_artifact();
  artifact.data.assign(100'000, 7);
  auto bytes = write_artifact(artifact, {.zstd_level = 0});
  REQUIRE(bytes);
  CHECK(bytes->size() > artifact.data.size());
}

TEST_CASE("any level of compression is read back") {
  for (int level : {0, 1, 12, 19}) {
    auto bytes = write_artifact(sample_artifact(), {.zstd_level = level});
    REQUIRE(bytes);
    CHECK(read_error(*bytes).empty());
  }
}

TEST_CASE("in the fast layout nothing is compressed, and what is mapped has pages of its own") {
  const ByteVector bytes = sample_bytes(Layout::fast);
  auto read = read_artifact(bytes);
  REQUIRE_MESSAGE(read, read.error().message);
  check_same_sections(sample_artifact(), read->view());
  uint64_t end = 0;
  for (const SectionInfo& section : read->sections()) {
    CAPTURE(to_string(section.id));
    CHECK_FALSE(section.compressed);
    const bool mapped = section.id == SectionId::code || section.id == SectionId::read_only_data;
    CHECK(section.alignment == (mapped ? 4096 : 1));
    CHECK(section.file_offset % section.alignment == 0);
    CHECK(section.file_offset >= end);
    end = align_up(section.file_offset + section.raw_size, section.alignment);
  }
  CHECK(end == bytes.size());
}

TEST_CASE("on AArch64 the pages of the fast layout are as large as any of the architecture") {
  Artifact artifact = sample_artifact();
  artifact.header.architecture = Architecture::aarch64;
  const ByteVector bytes = *write_artifact(artifact, {.layout = Layout::fast});
  auto read = read_artifact(bytes);
  REQUIRE_MESSAGE(read, read.error().message);
  CHECK(read->sections()[0].alignment == 65536);
}

TEST_CASE("from one layout to the other and back gives the same bytes") {
  for (int level : {0, 1, 12}) {
    const WriteOptions small{.zstd_level = level};
    const WriteOptions fast{.layout = Layout::fast};
    const ByteVector packed = *write_artifact(sample_artifact(), small);
    const ByteVector unpacked = *repack(packed, fast);
    CHECK(unpacked == *write_artifact(sample_artifact(), fast));
    CHECK(*repack(unpacked, small) == packed);
    CHECK(*repack(unpacked, fast) == unpacked);
  }
}

TEST_CASE("in another layout an artifact has no signature") {
  const ByteVector bytes = append_signature(*bytes_to_sign(sample_bytes()), {});
  CHECK(*repack(bytes, {}) == sample_bytes());
}

TEST_CASE("what is no artifact has no other layout") { CHECK_FALSE(repack(ByteVector(100, 1), {})); }
