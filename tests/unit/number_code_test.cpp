#include "format/number_code.h"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

using namespace wasmc;

namespace {

using Numbers = std::vector<int64_t>;

using Bytes = std::vector<uint8_t>;

Bytes write(const Numbers& numbers, const WordLengths& lengths) {
  const NumberWords words(lengths);
  BitWriter bits;
  for (int64_t number : numbers) words.write(number, bits);
  return bits.bytes();
}

WordLengths lengths_for(const Numbers& numbers) {
  NumberCounts counts;
  for (int64_t number : numbers) counts.add(number);
  return counts.word_lengths();
}

Bytes bytes_of(const WordLengths& lengths) {
  BitWriter bits;
  write_lengths(lengths, bits);
  return bits.bytes();
}

std::optional<NumberCode> code_of(const WordLengths& lengths) {
  const Bytes bytes = bytes_of(lengths);
  BitReader reader(bytes);
  auto code = NumberCode::read_code(reader);
  if (code) CHECK(reader.bytes_read() == bytes.size());
  return code;
}

Numbers read_back(const Numbers& numbers) {
  const WordLengths lengths = lengths_for(numbers);
  const Bytes bytes = write(numbers, lengths);
  const auto code = code_of(lengths);
  REQUIRE(code);
  BitReader bits(bytes);
  Numbers found;
  for (size_t i = 0; i < numbers.size(); ++i) found.push_back(code->read(bits).value_or(7777));
  CHECK(bits.bytes_read() == bytes.size());
  CHECK(bits.padding_is_zero());
  return found;
}

}  // namespace

TEST_CASE("numbers of every size survive in a number code") {
  Numbers numbers = {0, 1, 31, 32, 33, -1, -2, -3, UINT32_MAX, int64_t{INT32_MIN}, INT32_MAX, no_number};
  for (int bit = 0; bit < 32; ++bit) {
    numbers.push_back(int64_t{1} << bit);
    numbers.push_back((int64_t{2} << bit) - 1);
    numbers.push_back(-(int64_t{1} << bit));
  }
  CHECK(read_back(numbers) == numbers);
}

TEST_CASE("one symbol alone has a word") {
  const Numbers numbers = {7, 7, 7};
  CHECK(read_back(numbers) == numbers);
  CHECK(write(numbers, lengths_for(numbers)).size() == 1);
}

TEST_CASE("frequent numbers have short words") {
  Numbers numbers(100, 5);
  numbers.push_back(3);
  numbers.push_back(9);
  CHECK(write(numbers, lengths_for(numbers)).size() == (100 + 2 + 2 + 7) / 8);
}

TEST_CASE("words stay short where frequencies are as uneven as can be") {
  Numbers numbers;
  uint64_t count = 1;
  uint64_t next = 1;
  for (int64_t number = 0; number < 24; ++number) {
    numbers.insert(numbers.end(), count, number);
    count = std::exchange(next, next + count);
  }
  CHECK(read_back(numbers) == numbers);
}

TEST_CASE("words that there is no room for are refused") {
  WordLengths lengths{};
  lengths[3] = 1;
  lengths[4] = 1;
  CHECK(code_of(lengths));
  lengths[70] = 15;
  CHECK_FALSE(code_of(lengths));
}

TEST_CASE("a code without any word has none to read") {
  const auto code = code_of({});
  REQUIRE(code);
  const Bytes bytes(4);
  BitReader bits(bytes);
  CHECK_FALSE(code->read(bits));
}

TEST_CASE("lengths that are cut off, or of more symbols than there are, are refused") {
  WordLengths lengths{};
  lengths[number_symbols - 1] = 1;
  const Bytes bytes = bytes_of(lengths);
  const std::span<const uint8_t> whole = bytes;
  for (size_t length = 0; length < bytes.size(); ++length) {
    BitReader cut(whole.first(length));
    CHECK_FALSE(NumberCode::read_code(cut));
  }
  const Bytes zeros = bytes_of({});
  REQUIRE(zeros.size() == 6);
  Bytes more = zeros;
  ++more.back();
  BitReader longer(more);
  CHECK_FALSE(NumberCode::read_code(longer));
}

TEST_CASE("the size of counted numbers is that of their words and the code") {
  NumberCounts counts;
  CHECK(counts.size() == 0);
  const Numbers numbers = {1, 1, 1, 1, 2, 2, 40};
  for (int64_t number : numbers) counts.add(number);
  CHECK(counts.size() == bytes_of(counts.word_lengths()).size() * 8 + 4 * 1 + 2 * 2 + 2);
  NumberCounts twice = counts;
  twice.add(counts);
  CHECK(twice.word_lengths() == counts.word_lengths());
  CHECK(twice.size() == counts.size() + 10);
}

TEST_CASE("bits that are no word, or end within one, are no number") {
  WordLengths lengths{};
  lengths[40] = 2;
  const auto code = code_of(lengths);
  REQUIRE(code);
  const std::vector<uint8_t> other = {0xff, 0xff, 0xff};
  BitReader not_a_word(other);
  CHECK_FALSE(code->read(not_a_word));
  const std::vector<uint8_t> bytes = {0, 0};
  const std::span<const uint8_t> zeros = bytes;
  for (size_t length = 0; length < 2; ++length) {
    BitReader cut(zeros.first(length));
    CHECK_FALSE(code->read(cut));
  }
  BitReader whole(zeros);
  CHECK(code->read(whole) == 1 << 13);
}
