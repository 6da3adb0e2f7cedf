#include "compiler/validate/initialised_locals.h"

#include <doctest/doctest.h>

namespace wasmc {

TEST_CASE("a function starts without initialised locals") {
  InitialisedLocals locals;
  locals.start_function();
  CHECK_FALSE(locals.contains(0));
  locals.insert(3);
  CHECK(locals.contains(3));
  CHECK_FALSE(locals.contains(2));
  CHECK_FALSE(locals.contains(4));
  locals.start_function();
  CHECK_FALSE(locals.contains(3));
}

TEST_CASE("what was initialised in a block is forgotten behind it, what was before is not") {
  InitialisedLocals locals;
  locals.start_function();
  locals.insert(1);
  const size_t before = locals.size();
  locals.insert(1);
  locals.insert(2);
  locals.shrink(before);
  CHECK(locals.contains(1));
  CHECK_FALSE(locals.contains(2));
  locals.insert(2);
  CHECK(locals.contains(2));
}

}  // namespace wasmc
