#include "tools/llvm_program.h"

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

#include "tools/commands.h"

namespace wasmc {

namespace {

// With a slash at the end. Empty, so that it stands for the working directory, where /proc is not there.
std::string own_folder() {
  std::array<char, PATH_MAX> path{};
  const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
  const std::string_view text(path.data(), length > 0 ? static_cast<size_t>(length) : 0);
  return std::string(text.substr(0, text.rfind('/') + 1));
}

// As in a folder where wasmc is built, and as installed: WASMC_LLVM_FOLDER is relative, so that the whole can be moved.
std::vector<std::string> places() {
  if (const char* chosen = std::getenv("WASMC_LLVM")) return {chosen};
  const std::string folder = own_folder();
  return {folder + "wasmc-llvm", folder + WASMC_LLVM_FOLDER + "/wasmc-llvm"};
}

std::vector<char*> argument_vector(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

int fail_to_find(const std::string& command, const std::vector<std::string>& places) {
  std::string message = command + " needs LLVM, which is in a program of its own, and this is not there:";
  for (const std::string& place : places) message += (&place == places.data() ? " " : ", ") + place;
  return fail(message + "; set WASMC_LLVM to its path, or build and install wasmc with LLVM");
}

}  // namespace

int run_llvm_program(const std::string& command, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {"wasmc", command};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const std::vector<char*> pointers = argument_vector(words);
  const std::vector<std::string> candidates = places();
  for (const std::string& path : candidates) {
    ::execv(path.c_str(), pointers.data());
    if (errno != ENOENT && errno != ENOTDIR) return fail("can't run " + path + ": " + std::strerror(errno));
  }
  return fail_to_find(command, candidates);
}

}  // namespace wasmc
