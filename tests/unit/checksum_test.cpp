#include "format/checksum.h"

#include <doctest/doctest.h>

#include <string_view>

using namespace wasmc;

namespace {

uint64_t checksum_of(std::string_view text) {
  return checksum({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

}  // namespace

// The expected values are those of the reference implementation's xxhsum.
TEST_CASE("checksums are XXH64 with seed 0") {
  CHECK(checksum_of("") == 0xef46db3751d8e999);
  CHECK(checksum_of("a") == 0xd24ec4f1a98c6e5b);
  CHECK(checksum_of("abc") == 0x44bc2cf5ad770999);
  CHECK(checksum_of("0123456789abcdef0123456789abcde") == 0x1fdfc63febacfde7);
  CHECK(checksum_of("0123456789abcdef0123456789abcdef") == 0x642a94958e71e6c5);
  CHECK(checksum_of("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abc") ==
        0xd0a6b2fd482e7746);
}
