// The items of one kind that a module or a function has, with the ids that stand for their indices (section 6.1.5).
// One space belongs to one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace wasmc {

// Indices with their names, in order.
using NameMap = std::vector<std::pair<uint32_t, std::string_view>>;

class IndexSpace {
 public:
  // The kind of item as messages call it when an id is there twice, and when it stands for nothing.
  IndexSpace(const char* word, const char* words) : word_(word), words_(words) {}

  // Appends an item, with an id and a name unless they are empty. False if another item has the id. Neither is copied.
  [[nodiscard]] bool declare(std::string_view id, std::string_view name);
  // Appends that many items without ids.
  void skip(uint32_t count) { size_ += count; }
  [[nodiscard]] std::optional<uint32_t> find(std::string_view id) const;

  [[nodiscard]] uint32_t size() const { return size_; }
  [[nodiscard]] const char* word() const { return word_; }
  [[nodiscard]] const char* words() const { return words_; }
  // The items that have a name, in order.
  [[nodiscard]] const NameMap& names() const { return names_; }

 private:
  const char* word_;
  const char* words_;
  uint32_t size_ = 0;
  std::unordered_map<std::string_view, uint32_t> indices_;
  NameMap names_;
};

}  // namespace wasmc
