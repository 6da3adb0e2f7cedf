// The labels that are in scope at an instruction, innermost last. One stack belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wasmc {

class LabelStack {
 public:
  // Ids are empty where there is none, and hide outer ones that are equal.
  void push(std::string_view id) {
    if (!id.empty()) levels_[id].push_back(static_cast<uint32_t>(ids_.size()));
    ids_.push_back(id);
  }
  void pop() {
    if (!ids_.back().empty()) levels_[ids_.back()].pop_back();
    ids_.pop_back();
  }

  [[nodiscard]] size_t size() const { return ids_.size(); }
  [[nodiscard]] std::string_view innermost() const { return ids_.back(); }
  // The id of the label with that many labels between it and this place. Empty if it has none or is hidden.
  [[nodiscard]] std::string_view id_at(uint32_t depth) const {
    if (depth >= ids_.size()) return {};
    const std::string_view id = ids_[ids_.size() - 1 - depth];
    return !id.empty() && depth_of(id) == depth ? id : std::string_view();
  }
  // How many labels are between this place and that label.
  [[nodiscard]] std::optional<uint32_t> depth_of(std::string_view id) const {
    const auto levels = levels_.find(id);
    if (levels == levels_.end() || levels->second.empty()) return std::nullopt;
    return static_cast<uint32_t>(ids_.size()) - 1 - levels->second.back();
  }

 private:
  std::vector<std::string_view> ids_;
  std::unordered_map<std::string_view, std::vector<uint32_t>> levels_;
};

}  // namespace wasmc
