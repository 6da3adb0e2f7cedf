// Bytes as an artifact, as they are and with their checksums made right: what the reader accepts can be used whole.
#include "format/read.h"
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
