#include "tools/wasmload_options.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <initializer_list>

namespace wasmc {

namespace {

Result<WasmloadOptions> parse(std::initializer_list<const char*> words) {
  return parse_wasmload_options(static_cast<int>(words.size()), words.begin());
}

std::string parse_error(std::initializer_list<const char*> words) {
  const auto options = parse(words);
  return options ? "" : options.error().message;
}

}  // namespace

TEST_CASE("what follows the file belongs to the program") {
  const auto options = parse({"--bench", "app.cwasm", "--bench", "-x"});
  REQUIRE(options);
  CHECK(options->bench);
  CHECK(options->file == "app.cwasm");
  CHECK(options->arguments == std::vector<std::string>{"--bench", "-x"});
}

TEST_CASE("values may stand in the next word or behind an equals sign") {
  const auto options = parse({"--invoke", "f", "--env=A=B=C", "--stack-size=1000000", "--argv0", "x", "a"});
  REQUIRE(options);
  CHECK(options->invoke == "f");
  CHECK(options->environment == std::vector<std::string>{"A=B=C"});
  CHECK(options->stack_size == 1000000);
  CHECK(options->argv0 == "x");
}

TEST_CASE("directories have the host's name unless another is given") {
  const auto options = parse({"--dir", "a", "--dir", "b::/c", "x"});
  REQUIRE(options);
  CHECK(options->directories[0].host == "a");
  CHECK(options->directories[0].guest == "a");
  CHECK(options->directories[1].host == "b");
  CHECK(options->directories[1].guest == "/c");
}

TEST_CASE("a directory is read-only with :ro at its end, which is no part of a name") {
  const auto options = parse({"--dir", "a:ro", "--dir", "b::/c:ro", "--dir", "d::ro", "--dir", "e::f::ro", "x"});
  REQUIRE(options);
  const Preopen expected[] = {{"a", "a", true}, {"b", "/c", true}, {"d", "ro", false}, {"e", "f::ro", false}};
  for (size_t i = 0; i < std::size(expected); ++i) {
    CHECK(options->directories[i].host == expected[i].host);
    CHECK(options->directories[i].guest == expected[i].guest);
    CHECK(options->directories[i].read_only == expected[i].read_only);
  }
}

TEST_CASE("of a variable that is set twice the last value counts, and only what is inherited is inherited") {
  REQUIRE(setenv("WASMC_TEST_A", "inherited", 1) == 0);
  REQUIRE(setenv("WASMC_TEST_B", "inherited", 1) == 0);
  using Strings = std::vector<std::string>;
  CHECK(parse({"--env", "A=1", "--env", "AB=2", "--env", "A=3", "x"})->environment == Strings{"AB=2", "A=3"});
  CHECK(parse({"x"})->environment.empty());
  CHECK(parse({"--env-inherit=WASMC_TEST_A", "x"})->environment == Strings{"WASMC_TEST_A=inherited"});
  CHECK(parse({"--env-inherit=WASMC_TEST", "x"})->environment.empty());
  const auto all = parse({"--env-inherit", "--env", "WASMC_TEST_B=own", "x"})->environment;
  CHECK(std::count(all.begin(), all.end(), "WASMC_TEST_A=inherited") == 1);
  CHECK(std::count(all.begin(), all.end(), "WASMC_TEST_B=inherited") == 0);
  CHECK(all.back() == "WASMC_TEST_B=own");
}

TEST_CASE("what is to repeat can be fixed") {
  const auto options = parse({"--random-seed", "18446744073709551615", "--clock=frozen@12", "--max-files", "7", "x"});
  REQUIRE(options);
  CHECK(options->random_seed == UINT64_MAX);
  CHECK(options->frozen_time == 12'000'000'000);
  CHECK(options->most_files == 7);
  CHECK(parse({"--clock", "frozen", "x"})->frozen_time == 946'684'800'000'000'000);
}

TEST_CASE("a double dash ends the options") {
  const auto options = parse({"--", "--odd-name"});
  REQUIRE(options);
  CHECK(options->file == "--odd-name");
}

TEST_CASE("help and version need no file") {
  CHECK(parse({"--help"})->help);
  CHECK(parse({"--version"})->version);
  CHECK(wasmload_help().find("--preload NAME=FILE") != std::string::npos);
}

TEST_CASE("wrong words are named") {
  CHECK(parse_error({}) == "which artifact? usage: wasmload [options] app.cwasm [arguments]");
  CHECK(parse_error({"--bogus=1", "a"}) == "there is no option --bogus; see wasmload --help");
  CHECK(parse_error({"--invoke"}) == "--invoke needs a value: NAME");
  CHECK(parse_error({"--bench=1", "a"}) == "--bench takes no value");
  CHECK(parse_error({"--env", "A", "a"}) == "--env takes NAME=VALUE; to hand on a variable use --env-inherit=NAME");
  CHECK(parse_error({"--preload", "A", "a"}) == "--preload takes NAME=FILE.cwasm");
  CHECK(parse_error({"--dir", "::x", "a"}) == "--dir takes HOST, HOST::GUEST, and :ro behind either");
  CHECK(parse_error({"--random-seed", "-1", "a"}) == "--random-seed takes a number, 0 to 2^64 - 1");
  CHECK(parse_error({"--clock", "now", "a"}) == "--clock takes frozen or frozen@SECONDS");
  CHECK(parse_error({"--clock", "frozen@99999999999", "a"}) == "--clock frozen@ takes seconds since 1970");
  CHECK(parse_error({"--max-files", "x", "a"}) == "--max-files takes a number of descriptors, 0 to 1048576");
  CHECK(parse_error({"--stack-size", "1M", "a"}) == "--stack-size takes a number of bytes");
}

}  // namespace wasmc
