#include "format/trap_codes.h"

namespace wasmc {

namespace {

// Contexts side by side that share a code.
struct Group {
  size_t contexts;  // how many
  NumberCounts counts;
  uint64_t size;     // of the numbers' words and their code
  int64_t loss = 0;  // what sharing a code with the next group would add to both
};

int64_t loss_of(const Group& group, const Group& next) {
  NumberCounts counts = group.counts;
  counts.add(next.counts);
  return static_cast<int64_t>(counts.size()) - static_cast<int64_t>(group.size + next.size);
}

class Groups {
 public:
  explicit Groups(const TrapCounts& counts) {
    for (const NumberCounts& each : counts) groups_.push_back({1, each, each.size()});
    for (size_t i = 0; i + 1 < groups_.size(); ++i) groups_[i].loss = loss_of(groups_[i], groups_[i + 1]);
  }

  // Until there are few enough, and none that would be shorter as one.
  std::vector<Group> join() && {
    while (groups_.size() > 1) {
      const auto least = std::min_element(groups_.begin(), groups_.end() - 1,
                                          [](const Group& a, const Group& b) { return a.loss < b.loss; });
      if (least->loss > 0 && groups_.size() <= max_trap_codes) break;
      join_with_next(static_cast<size_t>(least - groups_.begin()));
    }
    return std::move(groups_);
  }

 private:
  void join_with_next(size_t i) {
    Group& group = groups_[i];
    group.contexts += groups_[i + 1].contexts;
    group.counts.add(groups_[i + 1].counts);
    group.size = group.counts.size();
    groups_.erase(groups_.begin() + static_cast<ptrdiff_t>(i) + 1);
    if (i + 1 < groups_.size()) group.loss = loss_of(group, groups_[i + 1]);
    if (i > 0) groups_[i - 1].loss = loss_of(groups_[i - 1], group);
  }

  std::vector<Group> groups_;
};

}  // namespace

TrapWords::TrapWords(const TrapCounts& counts) {
  size_t context = 0;
  for (const Group& group : Groups(counts).join()) {
    for (size_t end = context + group.contexts; context < end; ++context) code_of_[context] = lengths_.size();
    lengths_.push_back(group.counts.word_lengths());
    words_.emplace_back(lengths_.back());
  }
}

void TrapWords::write_codes(BitWriter& bits) const {
  size_t next = 0;  // code
  for (size_t code : code_of_) {
    bits.write(code == next ? 1 : 0, 1);
    if (code == next) write_lengths(lengths_[next++], bits);
  }
}

void TrapWords::write(unsigned context, int64_t number, BitWriter& bits) const {
  words_[code_of_[context]].write(number, bits);
}

}  // namespace wasmc
