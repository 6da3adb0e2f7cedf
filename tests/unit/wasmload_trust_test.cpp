#include "tools/wasmload_trust.h"

#include <doctest/doctest.h>

namespace wasmc {

namespace {

std::string trust_error(const WasmloadOptions& options, const char* variable) {
  const auto policy = trust_policy(options, variable);
  return policy ? "" : policy.error().message;
}

WasmloadOptions trusting(const std::string& file) {
  WasmloadOptions options;
  options.trusted_keys.push_back(file);
  return options;
}

}  // namespace

TEST_CASE("wasmload: without keys there is no policy") {
  const auto policy = trust_policy({}, nullptr);
  REQUIRE(policy);
  CHECK(!policy->has_value());
}

TEST_CASE("wasmload: what was asked for is never left out") {
  CHECK(trust_error({}, "") == "WASMLOAD_TRUST names no key file");
  CHECK(trust_error({}, "/nonexistent/a::/nonexistent/b") == "WASMLOAD_TRUST names no key file");
  WasmloadOptions without_keys;
  without_keys.min_release = 1;
  CHECK(trust_error(without_keys, nullptr).starts_with("--min-release and --release-state need --trust"));
  if (has_signatures()) {
    CHECK(trust_error(trusting("/nonexistent/key"), nullptr).starts_with("--trust /nonexistent/key: can't open"));
    CHECK(trust_error({}, "/nonexistent/key").starts_with("--trust /nonexistent/key: can't open"));
  } else {
    CHECK(trust_error(trusting("key"), nullptr).find("without libsodium") != std::string::npos);
  }
}

}  // namespace wasmc
