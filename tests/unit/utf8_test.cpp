#include "format/base/utf8.h"

#include <doctest/doctest.h>

#include "tests/unit/wasm_bytes.h"

namespace wasmc {

TEST_CASE("the shortest encodings of scalar values are UTF-8") {
  for (const Bytes& bytes : {Bytes{}, Bytes{0x00}, Bytes{'a', 0x7f}, Bytes{0xc2, 0x80}, Bytes{0xdf, 0xbf},
                             Bytes{0xe0, 0xa0, 0x80}, Bytes{0xed, 0x9f, 0xbf}, Bytes{0xee, 0x80, 0x80},
                             Bytes{0xf0, 0x90, 0x80, 0x80}, Bytes{0xf4, 0x8f, 0xbf, 0xbf}}) {
    CHECK(is_utf8(bytes));
  }
}

TEST_CASE("a stray or a missing continuation byte is not UTF-8") {
  for (const Bytes& bytes : {Bytes{0x80}, Bytes{0xc2}, Bytes{0xc2, 'a'}, Bytes{0xe1, 0x80}, Bytes{0xe1, 0x80, 'a'},
                             Bytes{0xf1, 0x80, 0x80}, Bytes{0xf1, 0x80, 0x80, 0xc0}}) {
    CHECK_FALSE(is_utf8(bytes));
  }
}

TEST_CASE("longer encodings, surrogates and values past U+10FFFF are not UTF-8") {
  for (const Bytes& bytes :
       {Bytes{0xc0, 0x80}, Bytes{0xc1, 0xbf}, Bytes{0xe0, 0x9f, 0xbf}, Bytes{0xed, 0xa0, 0x80},
        Bytes{0xf0, 0x8f, 0xbf, 0xbf}, Bytes{0xf4, 0x90, 0x80, 0x80}, Bytes{0xf5, 0x80, 0x80, 0x80}, Bytes{0xff}}) {
    CHECK_FALSE(is_utf8(bytes));
  }
}

}  // namespace wasmc
