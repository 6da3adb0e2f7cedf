// Damages artifacts and has them read and loaded: whatever the damage, that is an error or a module, within the memory
// that the format promises. To be run with the sanitizers.
//
//   mutate_artifacts [--mutations N] [--seed N] app.cwasm...
//
// Each artifact is tried in both layouts: cut off at every byte (at every 4096th and around the sections' ends where
// it is large), with every bit of header and section table flipped as it is and with its checksum made right (every
// 16th of a large one), and with N mutations in all, shared among the artifacts so that large ones take no longer than
// small ones.
#include <algorithm>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "format/read.h"
#include "format/trap_table.h"
#include "format/write.h"
#include "loader/load.h"
#include "tests/fuzz/artifact_parts.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/malformed/peak_memory.h"
#include "tests/unit/sample_artifact.h"

using namespace wasmc;

namespace {

struct Counts {
  uint64_t refused = 0;
  uint64_t loaded = 0;
  size_t peak = 0;  // bytes
};

// Enough to be cut off at each byte.
constexpr size_t small_file = 256 << 10;

// The bytes in memory of exactly their size, so that the sanitizers see each step over their end.
bool loads(std::span<const uint8_t> bytes, Counts& counts) {
  const PeakMemory memory;
  ByteVector exact(bytes.begin(), bytes.end());
  const auto module = load_module(std::move(exact));
  expect(module.has_value() || !module.error().message.empty(), "an error says what is wrong");
  // The file itself, its sections, and what is made of them: type ids, and what text errors have.
  const size_t bound = bytes.size() + max_total_size(bytes.size()) + bytes.size() * 16;
  expect(memory.bytes() <= bound, "loading takes no more memory than the format promises");
  counts.peak = std::max(counts.peak, memory.bytes());
  ++(module ? counts.loaded : counts.refused);
  return module.has_value();
}

// What was loaded without being read whole can be read.
void use(std::span<const uint8_t> bytes, Random& random) {
  const auto artifact = read_artifact(bytes);
  const auto file = ArtifactFile::open(bytes);
  if (!file) return;
  const SectionInfo* section = file->find(SectionId::trap_sites);
  if (section == nullptr) return;
  ByteVector table(section->raw_size);
  if (!file->read(*section, table.data())) return;
  expect(!artifact || decode_trap_table(table).has_value(),
         "the trap table of an artifact that was read can be decoded");
  const uint64_t code = file->raw_size(SectionId::code) + 1;
  for (int i = 0; i < 16; ++i) (void)find_trap_site(table, static_cast<uint32_t>(random() % code));
}

void cut_off(const ByteVector& bytes, Counts& counts) {
  const auto file = ArtifactFile::open(bytes);
  std::vector<size_t> edges;
  for (const SectionInfo& section : file->sections()) {
    for (size_t around = 0; around < 9; ++around) {
      edges.push_back(section.file_offset - 4 + around);
      edges.push_back(section.file_offset + section.stored_size - 4 + around);
    }
  }
  for (size_t length = 0; length < bytes.size(); length += bytes.size() <= small_file || length < 4096 ? 1 : 4096)
    edges.push_back(length);
  for (size_t length : edges) {
    if (length < bytes.size()) expect(!loads(std::span(bytes).first(length), counts), "what is cut off is refused");
  }
}

void flip_bits(const ByteVector& sample, Counts& counts) {
  const size_t front = sections_begin(reinterpret_cast<const FileHeader*>(sample.data())->section_count);
  for (size_t bit = 0; bit < front * 8; ++bit) {
    ByteVector bytes = sample;
    bytes[bit / 8] = static_cast<uint8_t>(bytes[bit / 8] ^ 1u << bit % 8);
    expect(!loads(bytes, counts), "a flipped bit of header and table is found");
    if (sample.size() > small_file && bit % 16 != 0) continue;
    repair_checksums(bytes);
    (void)loads(bytes, counts);
  }
}

void mutate_many(const ByteVector& sample, uint64_t mutations, Random& random, Counts& counts) {
  const auto parts = take_apart(sample);
  expect(parts.has_value(), "an artifact can be taken apart");
  for (uint64_t n = 0; n < mutations; ++n) {
    const ByteVector bytes = mutate(*parts, random);
    if (loads(bytes, counts)) use(bytes, random);
  }
}

void report(const char* file, const char* layout, const char* what, const Counts& counts) {
  std::printf("%s, %s: %s: %llu refused, %llu loaded, at most %zu KiB\n", file, layout, what,
              static_cast<unsigned long long>(counts.refused), static_cast<unsigned long long>(counts.loaded),
              counts.peak >> 10);
  std::fflush(stdout);
}

struct Input {
  const char* name;
  ByteVector bytes;
  uint64_t mutations = 0;  // in each layout
};

void try_layout(const Input& input, const char* name, Layout layout, Random& random) {
  const ByteVector bytes = *repack(input.bytes, {.layout = layout});
  Counts counts;
  expect(loads(bytes, counts), "the artifact itself can be loaded here");
  expect(put_together(*take_apart(bytes)) == bytes, "what is taken apart can be put together");
  cut_off(bytes, counts = {});
  report(input.name, name, "cut off", counts);
  flip_bits(bytes, counts = {});
  report(input.name, name, "bits flipped", counts);
  mutate_many(bytes, input.mutations, random, counts = {});
  report(input.name, name, "mutated", counts);
}

std::optional<uint64_t> number_after(const char* option, int argc, char** argv) {
  for (int i = 1; i + 1 < argc; ++i) {
    uint64_t value = 0;
    const char* end = argv[i + 1] + std::strlen(argv[i + 1]);
    if (std::strcmp(argv[i], option) == 0 && std::from_chars(argv[i + 1], end, value).ptr == end) return value;
  }
  return std::nullopt;
}

std::vector<Input> read_inputs(int argc, char** argv) {
  std::vector<Input> inputs;
  for (int i = 1; i < argc; ++i) {
    if (std::strncmp(argv[i], "--", 2) == 0) {
      ++i;
      continue;
    }
    std::ifstream file(argv[i], std::ios::binary);
    inputs.push_back({argv[i], ByteVector{std::istreambuf_iterator<char>(file), {}}, 0});
    expect(repack(inputs.back().bytes, {}).has_value(), "the files are artifacts");
  }
  return inputs;
}

// Each artifact gets time: the larger it is, the fewer mutations.
void share(std::vector<Input>& inputs, uint64_t mutations) {
  double whole = 0;
  const auto weight = [](const Input& input) { return 1.0 / (static_cast<double>(input.bytes.size()) + 20000); };
  for (const Input& input : inputs) whole += weight(input);
  for (Input& input : inputs)
    input.mutations = static_cast<uint64_t>(static_cast<double>(mutations) * weight(input) / whole / 2) + 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Input> inputs = read_inputs(argc, argv);
  share(inputs, number_after("--mutations", argc, argv).value_or(10'000));
  Random random(number_after("--seed", argc, argv).value_or(1));
  for (const Input& input : inputs) {
    try_layout(input, "small", Layout::small, random);
    try_layout(input, "fast", Layout::fast, random);
  }
  std::printf("%zu passed, 0 failed, 0 skipped\n", inputs.size() * 2);
  return 0;
}
