#include "compiler/binary/decode_function.h"

#include <string>

#include "compiler/binary/read_types.h"
#include "compiler/module/limits.h"

namespace wasmc {

Result<std::vector<LocalRun>> decode_locals(ByteReader& reader, const FeatureSet& features, size_t params) {
  TRY_ASSIGN(const uint32_t count, reader.u32("local declarations"));
  std::vector<LocalRun> runs;
  uint64_t total = params;
  for (uint32_t i = 0; i < count; ++i) {
    const uint64_t start = reader.offset();
    LocalRun run;
    TRY_ASSIGN(run.count, reader.u32("local count"));
    TRY_ASSIGN(run.type, read_value_type(reader, features, "local type"));
    total += run.count;
    if (total > limits::locals) {
      return Error{"too many locals: " + std::to_string(total) + ", at most " + std::to_string(limits::locals), start};
    }
    if (run.count != 0) runs.push_back(run);
  }
  return runs;
}

}  // namespace wasmc
