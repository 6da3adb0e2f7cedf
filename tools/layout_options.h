// The options that say how an artifact is stored, for each command that writes one.
#pragma once

#include <optional>
#include <string>

#include <boost/program_options.hpp>

#include "format/write.h"

namespace wasmc {

// Adds --compression, whose value goes to the options.
void add_compression_option(boost::program_options::options_description& description, WriteOptions& options);

// The layout of that name; nothing if there is none.
[[nodiscard]] std::optional<Layout> find_layout(std::string_view name);

// What is wrong with the values, if anything is.
[[nodiscard]] std::optional<std::string> check_layout_options(const WriteOptions& options);

}  // namespace wasmc
