// The C++ library's containers, algorithms and strings; virtual calls; static initialisation.
// RUN: the quick brown fox jumps over the lazy dog the end
// STDOUT: before main: 3
// STDOUT: 11 words, 9 different
// STDOUT: the=3 brown=1 dog=1 end=1 fox=1 jumps=1 lazy=1 over=1 quick=1
// STDOUT: reversed: end the dog lazy the over jumps fox brown quick the
// STDOUT: areas: 12.00 7.07 12.00
// STDOUT: primes below 100: 25, last 97
// STDOUT: heap: 99 97 95 93
// STDOUT: joined 41 characters, hash table holds 9, deque front 99 back 0
#include <algorithm>
#include <cstdio>
#include <deque>
#include <map>
#include <memory>
#include <numeric>
#include <queue>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

const std::vector<int> initialised_before_main = {1, 2, 3};

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};

struct Rectangle : Shape {
  Rectangle(double width, double height) : width(width), height(height) {}
  double area() const override { return width * height; }
  double width, height;
};

struct Circle : Shape {
  explicit Circle(double radius) : radius(radius) {}
  double area() const override { return 3.14159265358979 * radius * radius; }
  double radius;
};

void count_words(const std::vector<std::string>& words) {
  std::map<std::string, int> counts;
  for (const std::string& word : words) ++counts[word];
  std::vector<std::pair<std::string, int>> ranked(counts.begin(), counts.end());
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::printf("%zu words, %zu different\n", words.size(), counts.size());
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    std::printf("%s%s=%d", i ? " " : "", ranked[i].first.c_str(), ranked[i].second);
  }
  std::printf("\n");
}

void reverse(std::vector<std::string> words) {
  std::reverse(words.begin(), words.end());
  std::printf("reversed:");
  for (std::string_view word : words) std::printf(" %.*s", static_cast<int>(word.size()), word.data());
  std::printf("\n");
}

void shapes() {
  std::vector<std::unique_ptr<Shape>> all;
  all.push_back(std::make_unique<Rectangle>(3, 4));
  all.push_back(std::make_unique<Circle>(1.5));
  all.push_back(std::make_unique<Rectangle>(6, 2));
  std::printf("areas:");
  for (const auto& shape : all) std::printf(" %.2f", shape->area());
  std::printf("\n");
}

void primes() {
  std::vector<bool> composite(100);
  std::set<int> found;
  for (int i = 2; i < 100; ++i) {
    if (composite[i]) continue;
    found.insert(i);
    for (int j = i * i; j < 100; j += i) composite[j] = true;
  }
  std::printf("primes below 100: %zu, last %d\n", found.size(), *found.rbegin());
}

void heap() {
  std::priority_queue<int> queue;
  for (int i = 0; i < 50; ++i) queue.push((i * 37 % 50) * 2 + 1);
  std::printf("heap:");
  for (int i = 0; i < 4; ++i, queue.pop()) std::printf(" %d", queue.top());
  std::printf("\n");
}

void joined(const std::vector<std::string>& words) {
  std::string text = std::accumulate(words.begin(), words.end(), std::string());
  std::unordered_map<std::string, std::size_t> lengths;
  for (const std::string& word : words) lengths.emplace(word, word.size());
  std::deque<int> ends;
  for (int i = 0; i < 100; ++i) ends.push_front(i);
  std::printf("joined %zu characters, hash table holds %zu, deque front %d back %d\n", text.size(), lengths.size(),
              ends.front(), ends.back());
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  std::printf("before main: %zu\n", initialised_before_main.size());
  count_words(words);
  reverse(words);
  shapes();
  primes();
  heap();
  joined(words);
}
