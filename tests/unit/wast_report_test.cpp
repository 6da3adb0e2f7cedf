#include "tools/wast/report.h"

#include <sstream>

#include <doctest/doctest.h>

namespace wasmc {
namespace {

using Kind = ScriptCommand::Kind;

ScriptReport sample() {
  ScriptReport report;
  report.pass(Kind::module);
  report.pass(Kind::assert_invalid);
  report.fail(Kind::assert_return, 7, "expected\n1");
  report.skip(Kind::module, "garbage collection");
  report.skip(Kind::module, "garbage collection");
  report.check_message(Kind::assert_invalid, 9, "type mismatch", "unknown type");
  return report;
}

bool is_right(std::string_view expected, std::string_view actual) {
  ScriptReport report;
  report.check_message(Kind::assert_trap, 1, expected, actual);
  return report.counts(Kind::assert_trap).messages_right == 1;
}

void check_is_sample(const ScriptReport& report) {
  const CommandCounts total = report.total();
  CHECK(total.passed == 2);
  CHECK(total.failed == 1);
  CHECK(total.skipped == 2);
  CHECK(total.messages_wrong == 1);
  REQUIRE(report.failures().size() == 1);
  CHECK(report.failures()[0].line == 7);
  CHECK(report.failures()[0].text == "assert_return: expected 1");
  REQUIRE(report.wrong_messages().size() == 1);
  CHECK(report.wrong_messages()[0].text == "assert_invalid: expected \"type mismatch\", got \"unknown type\"");
  CHECK(report.skipped().at("garbage collection") == 2);
}

TEST_CASE("a report counts by kind and keeps what went wrong") { check_is_sample(sample()); }

TEST_CASE("a report is read as it was written") {
  ScriptReport copy;
  REQUIRE(copy.deserialize(sample().serialize()));
  check_is_sample(copy);
}

TEST_CASE("a report that is broken off is none") {
  const std::string text = sample().serialize();
  for (size_t length = 0; length + 1 < text.size(); ++length)
    CHECK(!ScriptReport().deserialize(text.substr(0, length)));
}

TEST_CASE("reports add up") {
  ScriptReport report;
  report.add(sample());
  report.add(sample());
  CHECK(report.total().passed == 4);
  CHECK(report.failures().size() == 2);
  CHECK(report.skipped().at("garbage collection") == 4);
}

TEST_CASE("a message is right if it begins as expected") {
  CHECK(is_right("unknown type", "unknown type 3"));
  CHECK(is_right("", "anything"));
  CHECK(!is_right("unknown type", "unknown"));
}

TEST_CASE("a message needs no number of an element") {
  CHECK(is_right("uninitialized element 2", "uninitialized element"));
  CHECK(!is_right("uninitialized element 2", "undefined element"));
  CHECK(!is_right("uninitialized element 2", ""));
}

TEST_CASE("the table has a row for each kind that occurred") {
  std::ostringstream out;
  print_counts(sample(), out);
  CHECK(out.str().find("assert_return ") != std::string::npos);
  CHECK(out.str().find("assert_trap ") == std::string::npos);
  CHECK(out.str().find("skipped: 2 for garbage collection\n") != std::string::npos);
}

}  // namespace
}  // namespace wasmc
