// Names from modules in messages to users.
#pragma once

#include <string>
#include <string_view>

namespace wasmc {

// In quotation marks, with '?' for control characters: a name must not be able to command a terminal.
[[nodiscard]] std::string quote(std::string_view name);

}  // namespace wasmc
