#include "format/trap_codes.h"

namespace wasmc {

// Of each context a bit, whether a code follows that is its own; otherwise it has that of the context before.
bool TrapCodes::read_codes(BitReader& bits) {
  unsigned count = 0;
  for (uint8_t& code : code_of_) {
    const std::optional<uint32_t> is_new = bits.read(1);
    if (!is_new || (*is_new == 0 && count == 0)) return false;
    if (*is_new != 0) {
      const auto read = count < max_trap_codes ? NumberCode::read_code(bits) : std::nullopt;
      if (!read) return false;
      codes_[count++] = *read;
    }
    code = static_cast<uint8_t>(count - 1);
  }
  return true;
}

}  // namespace wasmc
