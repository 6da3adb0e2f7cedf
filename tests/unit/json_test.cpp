#include "format/base/json.h"

#include <doctest/doctest.h>

using namespace wasmc;

namespace {

std::string json_of(std::string_view text) {
  JsonWriter json;
  json.value(text);
  return json.take();
}

}  // namespace

TEST_CASE("JSON: members stand a line each, and empty containers stay together") {
  JsonWriter json;
  json.begin_object();
  json.member("number", uint64_t{18446744073709551615u});
  json.member("truth", false);
  json.key("nothing");
  json.null();
  json.key("list");
  json.begin_array();
  json.value("a");
  json.value(uint64_t{2});
  json.end();
  json.key("empty");
  json.begin_array();
  json.end();
  json.end();
  CHECK(json.take() ==
        "{\n  \"number\": 18446744073709551615,\n  \"truth\": false,\n  \"nothing\": null,\n"
        "  \"list\": [\n    \"a\",\n    2\n  ],\n  \"empty\": []\n}\n");
}

TEST_CASE("JSON: what is inside a container of one line is on that line") {
  JsonWriter json;
  json.begin_array();
  json.begin_object(JsonWriter::Layout::one_line);
  json.member("a", "b");
  json.key("c");
  json.begin_array();
  json.value(true);
  json.value(false);
  json.end();
  json.end();
  json.end();
  CHECK(json.take() == "[\n  {\"a\": \"b\", \"c\": [true, false]}\n]\n");
}

TEST_CASE("JSON: quotation marks, backslashes and control characters are escaped") {
  CHECK(json_of("a\"b\\c\n\x1f\x7f/") == "\"a\\\"b\\\\c\\u000a\\u001f\\u007f/\"\n");
  CHECK(json_of(std::string_view("\0", 1)) == "\"\\u0000\"\n");
}

TEST_CASE("JSON: characters beyond ASCII stay, and what is no UTF-8 is replaced") {
  CHECK(json_of("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80") == "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"\n");
  const std::string replaced = "\"\xef\xbf\xbd\"\n";
  CHECK(json_of("\xff") == replaced);
  CHECK(json_of("\xc3") == replaced);
  CHECK(json_of("\xc0\x80") == "\"\xef\xbf\xbd\xef\xbf\xbd\"\n");  // longer than need be
  CHECK(json_of("\xed\xa0\x80").size() == 3 * 3 + 3);              // a surrogate
  CHECK(json_of("\xf4\x90\x80\x80").size() == 4 * 3 + 3);          // past U+10FFFF
  CHECK(json_of("\xe2\x82"
                "a") ==
        "\"\xef\xbf\xbd\xef\xbf\xbd"
        "a\"\n");  // cut off
}
