// The commands of wasmc, one source each. They get the arguments after their name and give the exit code: 0, or 1 with
// a message on standard error.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

namespace wasmc {

int run_compile(const std::vector<std::string>& arguments);
int run_inspect(const std::vector<std::string>& arguments);
int run_validate(const std::vector<std::string>& arguments);

// Parses a command's arguments: options, then positional ones by name. False, with a message, if they are wrong; throws
// nothing.
bool parse_arguments(const std::vector<std::string>& arguments,
                     const boost::program_options::options_description& options,
                     const boost::program_options::positional_options_description& positions,
                     boost::program_options::variables_map& values);

// Prints "wasmc: error: ..." and gives 1.
int fail(const std::string& message);

}  // namespace wasmc
