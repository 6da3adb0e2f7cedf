#include "tools/wast/report.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace wasmc {
namespace {

// Messages may quote what is in a module.
std::string on_one_line(std::string text) {
  std::replace_if(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; }, ' ');
  return text;
}

// Suites name the element that a trap is about; our messages don't.
bool begins_as_expected(std::string_view expected, std::string_view actual) {
  if (actual.starts_with(expected)) return true;
  const bool has_number = !expected.empty() && expected.back() >= '0' && expected.back() <= '9';
  return has_number && !actual.empty() && expected.starts_with(actual);
}

// The lines of a serialized report begin with one of these.
constexpr char counts_tag = 'c';
constexpr char failure_tag = 'f';
constexpr char message_tag = 'm';
constexpr char skipped_tag = 's';
constexpr std::string_view end_line = "end";

void write_counts(std::ostream& out, size_t kind, const CommandCounts& counts) {
  out << counts_tag << ' ' << kind << ' ' << counts.passed << ' ' << counts.failed << ' ' << counts.skipped << ' '
      << counts.messages_right << ' ' << counts.messages_wrong << '\n';
}

std::string rest_of(std::istream& in) {
  std::string text;
  in.get();
  std::getline(in, text);
  return text;
}

void print_row(std::ostream& out, const char* name, const CommandCounts& counts) {
  out << std::left << std::setw(26) << name << std::right << std::setw(9) << counts.passed << std::setw(9)
      << counts.failed << std::setw(9) << counts.skipped;
  const uint64_t messages = counts.messages_right + counts.messages_wrong;
  if (messages != 0) out << std::setw(11) << counts.messages_right << " of " << messages;
  out << '\n';
}

}  // namespace

CommandCounts& CommandCounts::operator+=(const CommandCounts& other) {
  passed += other.passed;
  failed += other.failed;
  skipped += other.skipped;
  messages_right += other.messages_right;
  messages_wrong += other.messages_wrong;
  return *this;
}

void ScriptReport::fail(ScriptCommand::Kind kind, uint32_t line, std::string why) {
  ++counts_of(kind).failed;
  failures_.push_back({line, to_string(kind) + (": " + on_one_line(std::move(why)))});
}

void ScriptReport::skip(ScriptCommand::Kind kind, const std::string& reason) {
  ++counts_of(kind).skipped;
  ++skipped_[on_one_line(reason)];
}

void ScriptReport::check_message(ScriptCommand::Kind kind, uint32_t line, std::string_view expected,
                                 std::string_view actual) {
  if (begins_as_expected(expected, actual)) {
    ++counts_of(kind).messages_right;
    return;
  }
  ++counts_of(kind).messages_wrong;
  const std::string text = "expected \"" + std::string(expected) + "\", got \"" + std::string(actual) + "\"";
  wrong_messages_.push_back({line, to_string(kind) + (": " + on_one_line(text))});
}

void ScriptReport::add(const ScriptReport& other) {
  for (size_t kind = 0; kind < command_kinds; ++kind) counts_[kind] += other.counts_[kind];
  failures_.insert(failures_.end(), other.failures_.begin(), other.failures_.end());
  wrong_messages_.insert(wrong_messages_.end(), other.wrong_messages_.begin(), other.wrong_messages_.end());
  for (const auto& [reason, count] : other.skipped_) skipped_[reason] += count;
}

CommandCounts ScriptReport::total() const {
  CommandCounts total;
  for (const CommandCounts& counts : counts_) total += counts;
  return total;
}

std::string ScriptReport::serialize() const {
  std::ostringstream out;
  for (size_t kind = 0; kind < command_kinds; ++kind) write_counts(out, kind, counts_[kind]);
  for (const ScriptNote& note : failures_) out << failure_tag << ' ' << note.line << ' ' << note.text << '\n';
  for (const ScriptNote& note : wrong_messages_) out << message_tag << ' ' << note.line << ' ' << note.text << '\n';
  for (const auto& [reason, count] : skipped_) out << skipped_tag << ' ' << count << ' ' << reason << '\n';
  out << end_line << '\n';
  return out.str();
}

bool ScriptReport::deserialize(std::string_view text) {
  std::istringstream lines{std::string(text)};
  std::string line;
  while (std::getline(lines, line) && line != end_line) {
    std::istringstream in(line);
    char tag = 0;
    uint64_t number = 0;
    in >> tag >> number;
    if (tag == counts_tag && number < command_kinds) {
      CommandCounts& counts = counts_[number];
      in >> counts.passed >> counts.failed >> counts.skipped >> counts.messages_right >> counts.messages_wrong;
    } else if (tag == failure_tag) {
      failures_.push_back({static_cast<uint32_t>(number), rest_of(in)});
    } else if (tag == message_tag) {
      wrong_messages_.push_back({static_cast<uint32_t>(number), rest_of(in)});
    } else if (tag == skipped_tag) {
      skipped_[rest_of(in)] += number;
    }
  }
  return line == end_line;
}

void print_counts(const ScriptReport& report, std::ostream& out) {
  out << "command                      passed   failed  skipped   messages as expected\n";
  for (size_t i = 0; i < command_kinds; ++i) {
    const auto kind = static_cast<ScriptCommand::Kind>(i);
    const CommandCounts& counts = report.counts(kind);
    if (counts.passed + counts.failed + counts.skipped != 0) print_row(out, to_string(kind), counts);
  }
  print_row(out, "all", report.total());
  for (const auto& [reason, count] : report.skipped()) out << "skipped: " << count << " for " << reason << '\n';
}

}  // namespace wasmc
