// What a visitor of instructions is. binary/decode_function.h decodes a body and calls, for each instruction in turn,
//
//   visitor.at(offset)         the module offset of its first byte
//   visitor.name(immediate)    its row's name in opcodes.def; without the argument where the immediate is NoImmediate
//
// A method returns nothing, or bool: false stops the decoding, and the visitor's `Error take_error()` says why.
#pragma once

#include <cstdint>

#include "compiler/module/immediates.h"
#include "compiler/module/opcode.h"

namespace wasmc {

// The base of visitors that are interested in a few instructions: these they define, and `other(Opcode)` for the rest.
// Methods of Derived hide those here; nothing is virtual.
template <class Derived>
class PartialVisitor {
 public:
  void at(uint64_t) {}

#define OPCODE(prefix, code, name, text, Immediate, feature) \
  template <class... Immediates>                             \
  auto name(const Immediates&...) {                          \
    return static_cast<Derived*>(this)->other(Opcode::name); \
  }
#include "compiler/module/opcodes.def"
};

}  // namespace wasmc
