// Bytes as an artifact, as they are and with their checksums made right: what the reader accepts can be used whole.
// The mutator takes artifacts apart, damages parts in ways that could deceive a reader, and puts them together again
// with the right places, sizes and checksums.
#include <algorithm>

#include "format/read.h"
#include "tests/fuzz/artifact_parts.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/unit/sample_artifact.h"

using namespace wasmc;

namespace {

void read(std::span<const uint8_t> bytes) {
  const Result<ArtifactHeader> header = read_header(bytes);
  const Result<LoadedArtifact> artifact = read_artifact(bytes);
  if (artifact) {
    expect(header.has_value(), "an artifact that can be read has a header that can be read");
    touch(artifact->view());
  } else {
    expect(!artifact.error().message.empty(), "an error says what is wrong");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteVector bytes(data, data + size);
  read(bytes);
  repair_checksums(bytes);
  read(bytes);
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  Random random(seed);
  const auto parts = take_apart({data, size});
  // What is broken already is given up for a whole one.
  const ByteVector bytes =
      parts ? mutate(*parts, random) : sample_bytes(random() % 2 == 0 ? Layout::small : Layout::fast);
  const size_t length = std::min(bytes.size(), max_size);
  std::copy_n(bytes.begin(), length, data);
  return length;
}
