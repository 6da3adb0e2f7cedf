#include "tools/compare_artifacts.h"

#include <doctest/doctest.h>

#include "format/read.h"
#include "format/write.h"
#include "tests/unit/sample_artifact.h"

using namespace wasmc;

namespace {

std::vector<std::string> compare(const Artifact& expected, const Artifact& actual, const WriteOptions& storing = {}) {
  const auto left = write_artifact(expected);
  const auto right = write_artifact(actual, storing);
  REQUIRE(left);
  REQUIRE(right);
  const auto one = read_artifact(*left);
  const auto other = read_artifact(*right);
  REQUIRE(one);
  REQUIRE(other);
  return differences(one->view(), other->view());
}

}  // namespace

TEST_CASE("artifacts are the same whatever their layout, compression and release number") {
  Artifact released = sample_artifact();
  released.header.release = 7;
  CHECK(compare(sample_artifact(), released).empty());
  CHECK(compare(sample_artifact(), released, {.layout = Layout::fast}).empty());
  CHECK(compare(sample_artifact(), released, {.zstd_level = 0}).empty());
}

TEST_CASE("each difference of artifacts is named, with the place of the first byte") {
  Artifact changed = sample_artifact();
  changed.header.cpu_features ^= 1;
  changed.code[3] ^= 1;
  changed.build_info.push_back('x');
  const auto lines = compare(sample_artifact(), changed);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == "header: another set of CPU features");
  CHECK(lines[1].starts_with("section 'code': "));
  CHECK(lines[1].ends_with("other ones from byte 3"));
  CHECK(lines[2].starts_with("section 'build information': "));
}
