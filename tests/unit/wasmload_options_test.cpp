#include "tools/wasmload_options.h"

#include <doctest/doctest.h>

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
  CHECK(parse_error({"--env", "A", "a"}) == "--env takes NAME=VALUE");
  CHECK(parse_error({"--preload", "A", "a"}) == "--preload takes NAME=FILE.cwasm");
  CHECK(parse_error({"--dir", "::x", "a"}) == "--dir takes HOST or HOST::GUEST");
  CHECK(parse_error({"--stack-size", "1M", "a"}) == "--stack-size takes a number of bytes");
}

}  // namespace wasmc
