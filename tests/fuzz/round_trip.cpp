#include "tests/fuzz/round_trip.h"

#include "compiler/text/print_module.h"
#include "compiler/text/round_trip.h"
#include "tests/fuzz/fuzz_target.h"

namespace wasmc {

void expect_text(const Module& module, bool valid) {
  if (valid) {
    const Status same = check_round_trip(module);
    expect(same.has_value(), same ? "" : same.error().message.c_str());
    return;
  }
  StringSink sink;
  const Status printed = print_module(module, sink);
  expect(printed.has_value() || printed.error().has_offset(), "an error has an offset in the module");
}

}  // namespace wasmc
