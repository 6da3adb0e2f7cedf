// PEM (RFC 7468): bytes in base64 between lines that name what they are. Usable from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "format/base/result.h"

namespace wasmc {

struct PemBlock {
  std::string label;  // "PUBLIC KEY"
  std::vector<uint8_t> bytes;
};

// The first block of the text, and the text is what follows it; nothing if there is none. Lines before it are
// skipped. Fails if it has no end or is no base64.
[[nodiscard]] Result<std::optional<PemBlock>> take_pem_block(std::string_view& text);

[[nodiscard]] std::string write_pem(std::string_view label, std::span<const uint8_t> bytes);

}  // namespace wasmc
