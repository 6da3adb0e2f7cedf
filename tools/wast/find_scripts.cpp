#include "tools/wast/find_scripts.h"

#include <algorithm>
#include <filesystem>

namespace wasmc {
namespace {

namespace fs = std::filesystem;

Status add_scripts_of(const fs::path& folder, std::vector<std::string>& scripts) {
  const size_t before = scripts.size();
  std::error_code error;
  for (fs::recursive_directory_iterator i(folder, error), end; !error && i != end; i.increment(error)) {
    if (i->path().extension() == ".wast") scripts.push_back(i->path().string());
  }
  if (error) return Error{folder.string() + ": " + error.message()};
  if (scripts.size() == before) return Error{folder.string() + ": there is no .wast file"};
  std::sort(scripts.begin() + static_cast<ptrdiff_t>(before), scripts.end());
  return {};
}

}  // namespace

Result<std::vector<std::string>> find_scripts(const std::vector<std::string>& names) {
  std::vector<std::string> scripts;
  for (const std::string& name : names) {
    std::error_code error;
    if (fs::is_directory(name, error)) {
      TRY(add_scripts_of(name, scripts));
    } else {
      scripts.push_back(name);
    }
  }
  return scripts;
}

}  // namespace wasmc
