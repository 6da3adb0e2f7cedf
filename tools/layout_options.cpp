#include "tools/layout_options.h"

namespace wasmc {

namespace po = boost::program_options;

void add_compression_option(po::options_description& description, WriteOptions& options) {
  description.add_options()("compression",
                            po::value(&options.zstd_level)->value_name("0..19")->default_value(options.zstd_level),
                            "how hard to compress the small layout; 0: not at all");
}

std::optional<Layout> find_layout(std::string_view name) {
  if (name == "small") return Layout::small;
  if (name == "fast") return Layout::fast;
  return std::nullopt;
}

std::optional<std::string> check_layout_options(const WriteOptions& options) {
  if (options.zstd_level >= 0 && options.zstd_level <= 19) return std::nullopt;
  return "--compression: use 0 to 19";
}

}  // namespace wasmc
