#include "format/trap_table.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "format/layout.h"

using namespace wasmc;

namespace {

using ByteVector = std::vector<uint8_t>;

// Sites at every third byte of the code, of three kinds, whose wasm offsets jump to and fro.
std::vector<TrapSite> make_sites(uint32_t count) {
  std::vector<TrapSite> sites;
  for (uint32_t i = 0; i < count; ++i)
    sites.push_back(
        {i * 3 + 5, i % 7 == 0 ? 0xffff'fff0 - i : i * 2, static_cast<uint8_t>(i % 5 == 0 ? 1 + i % 3 : 2)});
  return sites;
}

constexpr uint64_t code_size = 100'000;

// Whatever the table's bytes are, nothing may be read outside of them (which the sanitizers watch).
void exercise(const ByteVector& table) {
  (void)decode_trap_table(table);
  for (uint32_t offset = 0; offset < 1000; offset += 7) (void)find_trap_site(table, offset);
  (void)find_trap_site(table, UINT32_MAX);
}

// Where the index begins, of sites from make_sites: behind the codes.
size_t index_of(const ByteVector& table) {
  const ByteVector first = {5, 0, 0, 0, 0, 0, 0, 0};
  const auto found = std::search(table.begin() + sizeof(TrapTableHead), table.end(), first.begin(), first.end());
  REQUIRE(found != table.end());
  return static_cast<size_t>(found - table.begin());
}

}  // namespace

TEST_CASE("trap tables of every number of sites around a block survive encoding") {
  for (uint32_t count : {0, 1, 2, 1023, 1024, 1025, 2047, 2048, 2049, 5000}) {
    CAPTURE(count);
    const std::vector<TrapSite> sites = make_sites(count);
    const ByteVector table = encode_trap_table(sites);
    CHECK(check_trap_table(table, code_size));
    auto decoded = decode_trap_table(table);
    REQUIRE(decoded);
    CHECK(*decoded == sites);
  }
}

TEST_CASE("each trap site is found, and nothing between them") {
  const std::vector<TrapSite> sites = make_sites(2100);
  const ByteVector table = encode_trap_table(sites);
  for (const TrapSite& site : sites) {
    CHECK(find_trap_site(table, site.code_offset) == site);
    CHECK_FALSE(find_trap_site(table, site.code_offset + 1));
    CHECK_FALSE(find_trap_site(table, site.code_offset - 1));
  }
  CHECK_FALSE(find_trap_site(table, 0));
  CHECK_FALSE(find_trap_site(table, UINT32_MAX));
}

TEST_CASE("the extremes of offsets survive in a trap table") {
  const std::vector<TrapSite> sites = {{0, UINT32_MAX, 255}, {1, 0, 255}, {UINT32_MAX, 0x8000'0000, 0}};
  const ByteVector table = encode_trap_table(sites);
  CHECK(*decode_trap_table(table) == sites);
  CHECK(find_trap_site(table, UINT32_MAX) == sites[2]);
}

TEST_CASE("an empty trap table has no sites") {
  CHECK(encode_trap_table({}).empty());
  CHECK(check_trap_table({}, 0));
  CHECK_FALSE(find_trap_site({}, 0));
}

TEST_CASE("a dense trap table needs less than two bytes a site") {
  std::vector<TrapSite> sites;
  for (uint32_t i = 0; i < 10'000; ++i)
    sites.push_back({(sites.empty() ? 0 : sites.back().code_offset) + 2 + i * i % 13,
                     (sites.empty() ? 0 : sites.back().wasm_offset) + 2 + i * i % 17, 2});
  CHECK(encode_trap_table(sites).size() < 2 * sites.size());
}

TEST_CASE("sites whose distances go together need less than those whose distances don't") {
  std::vector<TrapSite> together = {{0, 0, 2}};
  std::vector<TrapSite> apart = together;
  for (uint32_t i = 1; i < 4000; ++i) {
    const uint32_t step = 1 + i * i % 29;
    together.push_back({together.back().code_offset + step, together.back().wasm_offset + step, 2});
    apart.push_back({apart.back().code_offset + step, apart.back().wasm_offset + 1 + i * i * i % 29, 2});
  }
  CHECK(encode_trap_table(together).size() * 4 < encode_trap_table(apart).size() * 3);
}

TEST_CASE("kinds that alternate are cheap") {
  std::vector<TrapSite> sites;
  for (uint32_t i = 0; i < 4000; ++i) sites.push_back({i * 4, i * 5, static_cast<uint8_t>(i % 3 == 0 ? 7 : 2)});
  CHECK(encode_trap_table(sites).size() < sites.size() / 2);
  CHECK(*decode_trap_table(encode_trap_table(sites)) == sites);
}

TEST_CASE("a few trap sites need no large head") { CHECK(encode_trap_table(make_sites(1)).size() < 50); }

TEST_CASE("distances between instructions of four bytes are counted in fours") {
  std::vector<TrapSite> sites = make_sites(300);
  for (TrapSite& site : sites) site.code_offset *= 4;
  const ByteVector table = encode_trap_table(sites);
  CHECK(table[offsetof(TrapTableHead, unit_log2)] == 2);
  CHECK(*decode_trap_table(table) == sites);
  CHECK(find_trap_site(table, sites[299].code_offset) == sites[299]);
  CHECK_FALSE(find_trap_site(table, sites[299].code_offset - 1));
}

TEST_CASE("a trap site past the end of the code is refused") {
  const ByteVector table = encode_trap_table(make_sites(300));
  const uint64_t last = 299 * 3 + 5;
  CHECK(check_trap_table(table, last + 1));
  CHECK_FALSE(check_trap_table(table, last));
}

TEST_CASE("a trap table cut off anywhere is refused") {
  const ByteVector table = encode_trap_table(make_sites(150));
  for (size_t length = 1; length < table.size(); ++length) {
    CAPTURE(length);
    const ByteVector cut(table.begin(), table.begin() + static_cast<ptrdiff_t>(length));
    CHECK_FALSE(check_trap_table(cut, code_size));
    exercise(cut);
  }
}

TEST_CASE("a trap table with bytes after its last site is refused") {
  ByteVector table = encode_trap_table(make_sites(150));
  table.push_back(0);
  CHECK_FALSE(check_trap_table(table, code_size));
}

TEST_CASE("a trap table that counts no sites is refused") {
  CHECK_FALSE(check_trap_table(ByteVector(4, 0), code_size));
  CHECK_FALSE(check_trap_table(ByteVector(sizeof(TrapTableHead), 0), code_size));
}

TEST_CASE("a trap table that counts more sites than it has is refused without allocating them") {
  ByteVector table = encode_trap_table(make_sites(3));
  table[0] = table[1] = table[2] = table[3] = 0xff;
  CHECK_FALSE(check_trap_table(table, code_size));
  exercise(table);
}

TEST_CASE("a trap table whose head is damaged is refused") {
  const ByteVector table = encode_trap_table(make_sites(3));
  const auto refuses = [&](size_t byte, uint8_t value) {
    ByteVector changed = table;
    changed[byte] = value;
    exercise(changed);
    return !check_trap_table(changed, code_size) && !check_trap_index(changed, code_size) &&
           !find_trap_site(changed, 5);
  };
  CHECK(refuses(offsetof(TrapTableHead, unit_log2), 5));
  CHECK(refuses(offsetof(TrapTableHead, reserved), 1));
  // Kinds with words of one bit, four of them.
  ByteVector crowded = table;
  crowded[sizeof(TrapTableHead)] = crowded[sizeof(TrapTableHead) + 1] = 0x11;
  CHECK_FALSE(check_trap_index(crowded, code_size));
  CHECK_FALSE(find_trap_site(crowded, 5));
}

TEST_CASE("trap sites out of order are refused") {
  ByteVector table = encode_trap_table(make_sites(1025));
  const size_t first = index_of(table);
  const size_t second = first + sizeof(TrapBlock);
  // The second block's site at the last one of the first.
  table[second] = static_cast<uint8_t>(make_sites(1025)[1023].code_offset);
  CHECK_FALSE(check_trap_table(table, code_size));
  CHECK(check_trap_index(table, code_size));
  exercise(table);
  table[second] = table[first];
  table[second + 1] = table[first + 1];
  CHECK_FALSE(check_trap_index(table, code_size));
}

TEST_CASE("a block of trap sites with something in its padding is refused") {
  const ByteVector table = encode_trap_table(make_sites(2));
  ByteVector changed = table;
  changed.back() |= 1;
  REQUIRE(changed != table);
  CHECK_FALSE(check_trap_table(changed, code_size));
}

TEST_CASE("a trap table whose index points anywhere but to its blocks is refused") {
  const ByteVector table = encode_trap_table(make_sites(1100));
  for (size_t byte : {4, 5, 6, 7, 12, 13, 14, 15}) {
    CAPTURE(byte);
    ByteVector changed = table;
    changed[index_of(table) + byte] ^= 1;
    CHECK_FALSE(check_trap_table(changed, code_size));
    exercise(changed);
  }
}

TEST_CASE("no change of any bit of a trap table makes a look-up read outside of it") {
  const ByteVector table = encode_trap_table(make_sites(150));
  for (size_t bit = 0; bit < table.size() * 8; ++bit) {
    ByteVector changed = table;
    changed[bit / 8] = static_cast<uint8_t>(changed[bit / 8] ^ (1u << bit % 8));
    exercise(changed);
  }
}
