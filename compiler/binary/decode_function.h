// Decodes function bodies and constant expressions (sections 5.4.9 and 5.5.13) for a visitor
// (compiler/module/visitor.h). Usable from any thread, each with a reader and a visitor of its own.
#pragma once

#include <type_traits>
#include <utility>
#include <vector>

#include "compiler/binary/read_immediates.h"
#include "compiler/binary/reader.h"
#include "compiler/module/immediates.h"
#include "compiler/module/opcode.h"
#include "format/base/result.h"
#include "format/types.h"

namespace wasmc {

struct LocalRun {
  uint32_t count = 0;
  ValueType type;
};

// Reads the locals that a body starts with, of a function with that many parameters. Fails if there are more than
// limits::locals of both.
[[nodiscard]] Result<std::vector<LocalRun>> decode_locals(ByteReader& reader, const FeatureSet& features,
                                                          size_t params);

// Reads instructions up to the `end` that closes the first of them, which is the last one visited. Fails on the first
// malformed instruction, on one of a feature that is not in the set, and where the visitor returns false.
template <class Visitor>
[[nodiscard]] Status decode_instructions(ByteReader& reader, const FeatureSet& features, Visitor& visitor);

// Reads one instruction. Fails as above.
template <class Visitor>
[[nodiscard]] Status decode_instruction(ByteReader& reader, ImmediateContext& context, Visitor& visitor);

namespace decode_detail {

// Calls a visitor's method. False if it returns false.
template <class Method, class... Immediates>
bool accepted(Method&& method, const Immediates&... immediate) {
  if constexpr (std::is_void_v<decltype(method(immediate...))>) {
    method(immediate...);
    return true;
  } else {
    return method(immediate...);
  }
}

// Reads the immediate, if there is one, and calls the method with it.
template <class Immediate, class Method>
bool read_and_visit(ByteReader& reader, ImmediateContext& context, Method&& method) {
  if constexpr (std::is_same_v<Immediate, NoImmediate>) {
    return accepted(method);
  } else {
    Immediate immediate;
    return read(reader, context, immediate) && accepted(method, immediate);
  }
}

template <class Visitor>
Status stopped(const ByteReader& reader, ImmediateContext& context, Visitor& visitor) {
  if (!reader.ok()) return reader.error();
  if (context.refusal) return std::move(*context.refusal);
  if constexpr (requires { visitor.take_error(); }) return visitor.take_error();
  return Error{"stopped", reader.offset()};
}

// Reads prefix and code. False if the reader failed.
inline bool read_opcode(ByteReader& reader, uint32_t& prefix, uint32_t& code) {
  uint8_t byte = 0;
  if (!reader.read_byte(byte, "instruction")) return false;
  if (!is_opcode_prefix(byte)) {
    prefix = 0;
    code = byte;
    return true;
  }
  prefix = byte;
  return reader.read_u32(code, "instruction");
}

// What an instruction without prefix adds to the number of open blocks, modulo 2^64.
constexpr size_t depth_change(uint32_t code) {
  // All instructions that open and close blocks have codes of five bits.
  constexpr uint32_t last = 0x1f;
  if (code > last) return 0;
  const auto opcode = static_cast<Opcode>(code);
  return size_t{opens_block(opcode)} - size_t{closes_block(opcode)};
}

// Reads the immediate of one instruction and visits it.
template <class Visitor>
bool decode_one(ByteReader& reader, ImmediateContext& context, Visitor& visitor, uint32_t prefix, uint32_t code,
                uint64_t start) {
  if (code > 0xffff) return context.refuse(refuse_opcode(prefix, code, start));
  switch (static_cast<Opcode>(opcode_key(prefix, code))) {
#define OPCODE(prefix, code, name, text, Immediate, feature)                           \
  case Opcode::name:                                                                   \
    if (Feature::feature != Feature::mvp && !context.features.has(Feature::feature)) { \
      return context.refuse(context.features.refusal(Feature::feature, start));        \
    }                                                                                  \
    return read_and_visit<Immediate>(reader, context,                                  \
                                     [&](const auto&... immediate) { return visitor.name(immediate...); });
#include "compiler/module/opcodes.def"
  }
  return context.refuse(refuse_opcode(prefix, code, start));
}

}  // namespace decode_detail

template <class Visitor>
Status decode_instructions(ByteReader& reader, const FeatureSet& features, Visitor& visitor) {
  ImmediateContext context(features);
  size_t depth = 1;
  while (depth > 0) {
    const uint64_t start = reader.offset();
    uint32_t prefix = 0;
    uint32_t code = 0;
    if (!decode_detail::read_opcode(reader, prefix, code)) return reader.error();
    visitor.at(start);
    if (!decode_detail::decode_one(reader, context, visitor, prefix, code, start)) {
      return decode_detail::stopped(reader, context, visitor);
    }
    if (prefix == 0) depth += decode_detail::depth_change(code);
  }
  return {};
}

template <class Visitor>
Status decode_instruction(ByteReader& reader, ImmediateContext& context, Visitor& visitor) {
  const uint64_t start = reader.offset();
  uint32_t prefix = 0;
  uint32_t code = 0;
  if (!decode_detail::read_opcode(reader, prefix, code)) return reader.error();
  visitor.at(start);
  if (decode_detail::decode_one(reader, context, visitor, prefix, code, start)) return {};
  return decode_detail::stopped(reader, context, visitor);
}

}  // namespace wasmc
