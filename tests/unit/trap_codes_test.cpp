#include "format/trap_codes.h"

#include <doctest/doctest.h>

#include <set>

using namespace wasmc;

namespace {

using Bytes = std::vector<uint8_t>;

Bytes codes_of(const TrapCounts& counts) {
  BitWriter bits;
  TrapWords(counts).write_codes(bits);
  return bits.bytes();
}

// Each context has numbers of its own.
TrapCounts uneven_counts() {
  TrapCounts counts;
  for (unsigned context = 0; context < trap_contexts; ++context) {
    for (int i = 0; i < 1000; ++i) counts[context].add(context + i % 3);
  }
  return counts;
}

}  // namespace

TEST_CASE("every distance of positions has a context") {
  std::set<unsigned> contexts;
  for (int64_t position = -200; position < 200; ++position) {
    for (bool is_common : {false, true}) contexts.insert(trap_context(position, is_common));
  }
  CHECK(contexts.size() == trap_contexts);
  CHECK(*contexts.rbegin() == trap_contexts - 1);
  CHECK(trap_context(INT64_MAX, true) == 11);
  CHECK(trap_context(INT64_MIN, true) == 12);
  CHECK(trap_context(UINT32_MAX, false) == 25);
}

TEST_CASE("numbers are read in the code of their context") {
  for (const TrapCounts& counts : {uneven_counts(), TrapCounts{}}) {
    const TrapWords words(counts);
    const bool has_numbers = counts[0].size() != 0;
    BitWriter bits;
    words.write_codes(bits);
    for (unsigned context = 0; has_numbers && context < trap_contexts; ++context)
      words.write(context, context + 1, bits);
    BitReader reader(bits.bytes());
    TrapCodes codes;
    REQUIRE(codes.read_codes(reader));
    for (unsigned context = 0; has_numbers && context < trap_contexts; ++context)
      CHECK(codes.in(context).read(reader) == context + 1);
    CHECK(reader.bytes_read() == bits.bytes().size());
  }
}

TEST_CASE("contexts whose numbers are alike share a code") {
  TrapCounts counts;
  for (NumberCounts& each : counts) {
    for (int i = 0; i < 1000; ++i) each.add(i % 30);
  }
  const size_t one = codes_of(counts).size();
  for (int i = 0; i < 1000; ++i) counts[trap_contexts - 1].add(100);
  CHECK(codes_of(counts).size() > one);
}

TEST_CASE("codes that are cut off are refused") {
  const Bytes bytes = codes_of(uneven_counts());
  const std::span<const uint8_t> whole = bytes;
  for (size_t length = 0; length < bytes.size(); ++length) {
    CAPTURE(length);
    BitReader cut(whole.first(length));
    TrapCodes codes;
    CHECK_FALSE(codes.read_codes(cut));
  }
}

TEST_CASE("a first context without a code, and more codes than there may be, are refused") {
  const Bytes nothing(100);
  BitReader none(nothing);
  TrapCodes codes;
  CHECK_FALSE(codes.read_codes(none));
  BitWriter bits;
  for (unsigned code = 0; code <= max_trap_codes; ++code) {
    bits.write(1, 1);
    write_lengths({}, bits);
  }
  bits.write(0, trap_contexts - max_trap_codes - 1);
  BitReader many(bits.bytes());
  CHECK_FALSE(codes.read_codes(many));
}
