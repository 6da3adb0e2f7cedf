// wasmc features
#include <iomanip>
#include <iostream>

#include "tools/commands.h"

namespace wasmc {

namespace {

namespace po = boost::program_options;

constexpr CommandHelp features_help = {
    "features", "[--json]",
    "Lists the features of the language that modules may use: since which version of the specification it has\n"
    "them, whether they are accepted by default (on), only with --enable-FEATURE (off) or not at all (never),\n"
    "and whether wasmc compile can translate modules that use them; wasmc validate can check all but the last."};

const char* state_name(FeatureState state) {
  switch (state) {
    case FeatureState::on: return "on";
    case FeatureState::off: return "off";
    case FeatureState::never: return "never";
  }
  return nullptr;
}

// Of a feature that no version has yet: a word.
std::string version_name(const FeatureRow& row) {
  return row.version == 0 ? "proposal" : std::to_string(row.version) + ".0";
}

void print_row(const char* flag, const std::string& version, const char* state, const char* compiled,
               const char* words) {
  std::cout << std::left << std::setw(25) << flag << std::setw(10) << version << std::setw(9) << state << std::setw(10)
            << compiled << words << "\n";
}

void print_table() {
  print_row("feature", "version", "default", "compiled", "what it is");
  for (const FeatureRow& row : all_features()) {
    print_row(row.flag, version_name(row), state_name(row.state), is_compiled(row.feature) ? "yes" : "no", row.words);
  }
}

// Nothing in the table needs an escape in JSON.
void print_json() {
  const char* separator = "[\n";
  for (const FeatureRow& row : all_features()) {
    std::cout << separator << "  {\"feature\": \"" << row.flag << "\", \"version\": \"" << version_name(row)
              << "\", \"default\": \"" << state_name(row.state)
              << "\", \"compiled\": " << (is_compiled(row.feature) ? "true" : "false") << ", \"words\": \"" << row.words
              << "\"}";
    separator = ",\n";
  }
  std::cout << "\n]\n";
}

}  // namespace

int run_features(const std::vector<std::string>& words) {
  po::options_description visible("Options");
  auto add = visible.add_options();
  add("json", "print an array of objects instead of a table");
  add("help,h", "print this");
  po::variables_map values;
  if (const auto exit_code = parse_command(words, features_help, visible, values)) return *exit_code;
  values.contains("json") ? print_json() : print_table();
  return 0;
}

}  // namespace wasmc
