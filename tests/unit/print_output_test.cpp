#include "compiler/text/print_output.h"

#include <string>

#include <doctest/doctest.h>

namespace wasmc {
namespace {

class FailingSink : public TextSink {
 public:
  Status write(std::string_view) override {
    ++writes;
    return Error{"full"};
  }
  int writes = 0;
};

}  // namespace

TEST_CASE("text of any length arrives in order") {
  StringSink sink;
  TextOutput out(sink);
  std::string expected;
  for (int i = 0; i < 40000; ++i) {
    out.put_number(i);
    out.put(',');
    expected += std::to_string(i) + ',';
  }
  const std::string longer(100000, 'x');
  out.put(longer);
  CHECK(out.finish().has_value());
  CHECK(sink.text() == expected + longer);
}

TEST_CASE("levels are set in up to a column that the deepest share") {
  StringSink sink;
  TextOutput out(sink);
  out.new_line(0);
  out.new_line(2);
  out.new_line(1'000'000);
  CHECK(out.finish().has_value());
  CHECK(sink.text() == "\n\n    \n" + std::string(80, ' '));
}

TEST_CASE("a sink that fails gets nothing more, and its error is the output's") {
  FailingSink sink;
  TextOutput out(sink);
  const std::string text(100000, 'x');
  out.put(text);
  CHECK(out.failed());
  out.put(text);
  const Status status = out.finish();
  REQUIRE(!status.has_value());
  CHECK(status.error().message == "full");
  CHECK(sink.writes == 1);
}

}  // namespace wasmc
