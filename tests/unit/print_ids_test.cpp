#include "compiler/text/print_ids.h"

#include <set>
#include <string>

#include <doctest/doctest.h>

namespace wasmc {

TEST_CASE("a name is its item's id") {
  const IdSpace ids(NameList{"a", "", "b"});
  CHECK(ids[0] == "a");
  CHECK(ids[1].empty());
  CHECK(ids[2] == "b");
  CHECK(ids[3].empty());
}

TEST_CASE("names that are repeated become different, even from names that look so already") {
  const IdSpace ids(NameList{"a", "a", "a#1", "a", "a#3"});
  const std::set<std::string_view> different = {ids[0], ids[1], ids[2], ids[3], ids[4]};
  CHECK(different.size() == 5);
  CHECK(ids[0] == "a");
  CHECK(ids[1] == "a#1");
  CHECK(ids.name_behind(1) == "a");
  CHECK(ids.name_behind(0).empty());
}

TEST_CASE("ids that are different already stay") {
  const NameList names = {"a", "a#1", "a#1#2"};
  const IdSpace ids(names);
  for (uint32_t i = 0; i < 3; ++i) CHECK(ids[i] == names[i]);
}

TEST_CASE("ids outlive being moved") {
  IdSpace ids(NameList{"a", "a"});
  const IdSpace moved = std::move(ids);
  CHECK(moved[1] == "a#1");
}

}  // namespace wasmc
