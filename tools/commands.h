// The commands of wasmc, one source each. They get the arguments after their name and give the exit code: 0, or 1 with
// a message on standard error. wasmc runs those that need LLVM in another program (tools/llvm_program.h).
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "compiler/module/feature.h"
#include "tools/inspect.h"

namespace wasmc {

int run_compile(const std::vector<std::string>& arguments);  // needs LLVM
int run_features(const std::vector<std::string>& arguments);
// Without a disassembler, it has the code printed by the program that has one.
int run_inspect(const std::vector<std::string>& arguments, PrintDisassembly disassemble);
int run_keygen(const std::vector<std::string>& arguments);
int run_pack(const std::vector<std::string>& arguments);
int run_print(const std::vector<std::string>& arguments);
int run_sign(const std::vector<std::string>& arguments);
int run_unpack(const std::vector<std::string>& arguments);
int run_validate(const std::vector<std::string>& arguments);
int run_verify(const std::vector<std::string>& arguments);  // needs LLVM

// What `wasmc COMMAND --help` prints before the options.
struct CommandHelp {
  const char* name;
  const char* usage;
  const char* text;
};

// Parses the arguments of a command that takes no file. Gives the exit code if the command is over then: 0 with its
// help printed, 1 with a message. Throws nothing.
std::optional<int> parse_command(const std::vector<std::string>& arguments, const CommandHelp& help,
                                 const boost::program_options::options_description& options,
                                 boost::program_options::variables_map& values);

// The same of a command that takes one input file.
std::optional<int> parse_command(const std::vector<std::string>& arguments, const CommandHelp& help,
                                 const boost::program_options::options_description& options,
                                 boost::program_options::variables_map& values, std::string& input);

// The same of a command that takes several, no more than `most`.
std::optional<int> parse_command(const std::vector<std::string>& arguments, const CommandHelp& help,
                                 const boost::program_options::options_description& options,
                                 boost::program_options::variables_map& values, std::vector<std::string>& inputs,
                                 int most);

// The same of a command that reads a module: with the options that say what it may use (tools/feature_options.h).
std::optional<int> parse_command(const std::vector<std::string>& arguments, const CommandHelp& help,
                                 const boost::program_options::options_description& options,
                                 boost::program_options::variables_map& values, std::string& input,
                                 FeatureSet& features);

// The value of -j: a number of threads, from 1 to 1024. Without the option the variable keeps what it has.
boost::program_options::typed_value<std::string>* jobs_value(unsigned& threads);

// Prints "wasmc: error: ..." and gives 1.
int fail(const std::string& message);

}  // namespace wasmc
