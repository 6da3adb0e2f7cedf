#include <charconv>
#include <iostream>

#include "tools/commands.h"
#include "tools/feature_options.h"

namespace wasmc {

namespace {

namespace po = boost::program_options;

constexpr unsigned most_threads = 1024;

// The files that a command takes, and how many at most.
struct Inputs {
  std::vector<std::string>* files = nullptr;
  int most = 0;
};

void parse_words(const std::vector<std::string>& words, const po::options_description& visible,
                 po::variables_map& values, const Inputs& inputs) {
  po::options_description all;
  all.add(visible);
  po::positional_options_description positions;
  if (inputs.most != 0) {
    all.add_options()("input", po::value(inputs.files));
    positions.add("input", inputs.most);
  }
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  po::store(po::command_line_parser(words).options(all).positional(positions).style(style).run(), values);
  po::notify(values);
}

std::optional<int> parse(const std::vector<std::string>& words, const CommandHelp& help,
                         const po::options_description& visible, po::variables_map& values, const Inputs& inputs) {
  try {
    parse_words(words, visible, values, inputs);
  } catch (const po::error& error) {
    return fail(error.what());
  }
  if (values.contains("help")) {
    std::cout << "Usage: wasmc " << help.name << " " << help.usage << "\n\n" << help.text << "\n\n" << visible;
    return 0;
  }
  if (inputs.most != 0 && (inputs.files->empty() || inputs.files->front().empty())) {
    return fail(std::string("no input file; see wasmc ") + help.name + " --help");
  }
  return std::nullopt;
}

std::optional<int> parse_one(const std::vector<std::string>& words, const CommandHelp& help,
                             const po::options_description& visible, po::variables_map& values, std::string& input) {
  std::vector<std::string> files;
  const std::optional<int> exit_code = parse(words, help, visible, values, {&files, 1});
  if (!files.empty()) input = files.front();
  return exit_code;
}

// For the help alone: take_feature_options() has taken them out before.
po::options_description describe_feature_options() {
  po::options_description description("What the module may use");
  auto add = description.add_options();
  add("wasm", po::value<std::string>()->value_name("VERSION"), wasm_option_help);
  add("enable-FEATURE", enable_option_help);
  add("disable-FEATURE", disable_option_help);
  return description;
}

std::optional<unsigned> parse_threads(std::string_view text) {
  unsigned threads = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), threads);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (threads < 1 || threads > most_threads) return std::nullopt;
  return threads;
}

}  // namespace

int fail(const std::string& message) {
  std::cerr << "wasmc: error: " << message << "\n";
  return 1;
}

std::optional<int> parse_command(const std::vector<std::string>& arguments, const CommandHelp& help,
                                 const po::options_description& options, po::variables_map& values) {
  return parse(arguments, help, options, values, {});
}

std::optional<int> parse_command(const std::vector<std::string>& arguments, const CommandHelp& help,
                                 const po::options_description& options, po::variables_map& values,
                                 std::vector<std::string>& inputs, int most) {
  return parse(arguments, help, options, values, {&inputs, most});
}

std::optional<int> parse_command(const std::vector<std::string>& arguments, const CommandHelp& help,
                                 const po::options_description& options, po::variables_map& values,
                                 std::string& input) {
  return parse_one(arguments, help, options, values, input);
}

std::optional<int> parse_command(const std::vector<std::string>& arguments, const CommandHelp& help,
                                 const po::options_description& options, po::variables_map& values, std::string& input,
                                 FeatureSet& features) {
  std::vector<std::string> words = arguments;
  Result<FeatureSet> chosen = take_feature_options(words);
  if (!chosen.has_value()) return fail(chosen.error().message);
  features = *chosen;
  po::options_description all = options;
  all.add(describe_feature_options());
  return parse_one(words, help, all, values, input);
}

po::typed_value<std::string>* jobs_value(unsigned& threads) {
  const auto store = [&threads](const std::string& text) {
    const std::optional<unsigned> parsed = parse_threads(text);
    if (!parsed) throw po::error("-j " + text + ": use a number of threads, 1 to " + std::to_string(most_threads));
    threads = *parsed;
  };
  return po::value<std::string>()->value_name("N")->notifier(store);
}

}  // namespace wasmc
