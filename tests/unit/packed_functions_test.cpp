#include "format/packed_functions.h"

#include <doctest/doctest.h>

#include <random>

#include "format/records.h"

using namespace wasmc;

namespace {

using ByteVector = std::vector<uint8_t>;
using Functions = std::vector<FunctionRecord>;

bool same(const FunctionRecord& a, const FunctionRecord& b) {
  return a.type == b.type && a.code_offset == b.code_offset && a.code_length == b.code_length &&
         a.wasm_offset == b.wasm_offset && a.entry == b.entry;
}

std::string error_of(const ByteVector& packed) {
  const auto count = count_functions(packed);
  if (!count) return count.error().message;
  Functions functions(*count);
  const Status status = unpack_functions(packed, functions);
  return status ? "" : status.error().message;
}

bool survives(const Functions& functions) {
  const ByteVector packed = pack_functions(functions);
  Functions unpacked(functions.size());
  return *count_functions(packed) == functions.size() && unpack_functions(packed, unpacked) &&
         std::equal(functions.begin(), functions.end(), unpacked.begin(), unpacked.end(), same);
}

// Two side by side; one at the next multiple of 16; one somewhere else, with a thunk; and one that can't be entered.
Functions sample() {
  return {{1, 32, 10, 100, 32},
          {0, 44, 300, 120, 44},
          {0, 352, 5, 500, 352},
          {2, 16, 16, 501, 1024},
          {1, 32, 5, 780, none_index}};
}

}  // namespace

TEST_CASE("functions are packed as the specification says") {
  const ByteVector bytes = {
      2,    5,                                   // units of 4 bytes; as many functions
      0x06, 8,    10,   100,                     // eight units in, 100 bytes
      0x00, 0xac, 0x02, 20,                      // behind it
      0x01, 5,    0xfc, 0x02,                    // behind it, aligned
      0x0b, 0xaa, 0x7f, 16,   1,    0x81, 0x08,  // 86 units back
      0x07, 0,    5,    0x97, 0x02, 0,           // behind it, without an entry
  };
  CHECK(pack_functions(sample()) == bytes);
  CHECK(error_of(bytes).empty());
}

TEST_CASE("functions survive packing") { CHECK(survives(sample())); }

TEST_CASE("no functions take no bytes") { CHECK(pack_functions({}).empty()); }

TEST_CASE("records that mean nothing survive packing") {
  constexpr uint32_t numbers[] = {0, 1, 15, 16, 0x7fffffff, 0x80000000, 0xfffffff0, 0xfffffffe, 0xffffffff};
  std::mt19937 random(1);
  const auto number = [&] { return random() % 3 == 0 ? static_cast<uint32_t>(random()) : numbers[random() % 9]; };
  for (int round = 0; round < 2000; ++round) {
    Functions functions;
    for (size_t i = 0; i <= random() % 4; ++i) functions.push_back({number(), number(), number(), number(), number()});
    CHECK(survives(functions));
  }
}

TEST_CASE("functions that are cut off or go on are refused") {
  const ByteVector packed = pack_functions(sample());
  for (size_t length = 0; length < packed.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(error_of(ByteVector(packed.begin(), packed.begin() + static_cast<ptrdiff_t>(length))).empty());
  }
  ByteVector longer = packed;
  longer.push_back(0);
  CHECK(error_of(longer) == "trailing bytes after the last record");
  ByteVector shorter = packed;
  shorter.pop_back();
  CHECK(error_of(shorter) == "record 4: damaged or cut off");
}

TEST_CASE("a head that can't be is refused") {
  CHECK(error_of({}) == "its head is damaged");
  CHECK(error_of({5, 1, 0, 1, 0}) == "its head is damaged");
  CHECK(error_of({0, 0}) == "its head is damaged");
  CHECK(error_of({0, 0xff, 0xff, 0xff, 0xff, 0x1f, 0, 1, 0}) == "its head is damaged");
}

TEST_CASE("more functions than there are bytes are refused before there is memory for them") {
  CHECK(error_of({0, 2, 0, 1, 0, 0, 1}) == "more functions than it has bytes for");
  CHECK(error_of({0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 1, 0}) == "more functions than it has bytes for");
}

TEST_CASE("numbers of functions beyond 32 bits are refused") {
  const char* damaged = "record 0: damaged or cut off";
  CHECK(error_of({0, 1, 0xfc, 0xff, 0xff, 0xff, 0x3f, 1, 0}).empty());                    // the greatest type
  CHECK(error_of({0, 1, 0xfc, 0xff, 0xff, 0xff, 0x7f, 1, 0}) == damaged);                 // a greater one
  CHECK(error_of({0, 1, 0x02, 0xff, 0xff, 0xff, 0xff, 0x10, 1, 0}) == damaged);           // a distance
  CHECK(error_of({0, 1, 0x00, 0xff, 0xff, 0xff, 0xff, 0x1f, 0}) == damaged);              // a length
  CHECK(error_of({0, 1, 0x00, 1, 0xff, 0xff, 0xff, 0xff, 0x1f}) == damaged);              // a body before it
  CHECK(error_of({0, 1, 0x03, 0, 1, 0, 0xff, 0xff, 0xff, 0xff, 0x1f}) == damaged);        // an entry
  CHECK(error_of({0, 1, 0x03, 0, 1, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00}) == damaged);  // more bytes than it needs
}

TEST_CASE("no change of any bit makes unpacking read outside of the bytes") {
  const ByteVector packed = pack_functions(sample());
  for (size_t bit = 0; bit < packed.size() * 8; ++bit) {
    ByteVector changed = packed;
    changed[bit / 8] = static_cast<uint8_t>(changed[bit / 8] ^ (1u << bit % 8));
    changed.shrink_to_fit();
    (void)error_of(changed);
  }
}
