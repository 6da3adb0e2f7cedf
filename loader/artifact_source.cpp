#include "loader/artifact_source.h"

#include "format/artifact_file.h"

namespace wasmc {

Result<ArtifactSource> ArtifactSource::open(const std::string& path, bool may_map) {
  TRY_ASSIGN(InputFile file, InputFile::open(path));
  if (may_map) {
    TRY_ASSIGN(const std::vector<uint8_t> front, file.read(most_front_bytes));
    const Result<uint32_t> alignment = mapped_alignment(front);
    // Whatever is wrong with it will be said when all of it is there.
    if (alignment && *alignment >= system_page_size()) {
      TRY_ASSIGN(Mapping mapping, Mapping::of_file(file));
      return ArtifactSource(std::move(file), std::move(mapping));
    }
  }
  TRY_ASSIGN(std::vector<uint8_t> bytes, file.read());
  return ArtifactSource(std::move(bytes));
}

void ArtifactSource::settle() {
  mapping_.forget();
  file_.reset();
}

}  // namespace wasmc
