// One instruction after the other, from bytes to text, through LLVM's MC layer. Not for several threads at once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "format/base/result.h"
#include "format/target.h"

namespace wasmc {

struct Instruction {
  uint32_t length;                 // bytes; at least 1
  std::string text;                // ".byte 0x.." for bytes that are no instruction
  std::optional<uint64_t> target;  // the address that it jumps to, calls, or reads relative to itself
};

class Disassembler {
 public:
  // `cpu_features` as in ArtifactHeader. Fails if this LLVM was built without the architecture.
  [[nodiscard]] static Result<Disassembler> create(Architecture architecture, uint64_t cpu_features);
  Disassembler(Disassembler&&) noexcept;
  ~Disassembler();

  // The instruction that the bytes, of which there is at least one, begin with.
  [[nodiscard]] Instruction decode(std::span<const uint8_t> bytes, uint64_t address) const;

 private:
  struct Impl;
  explicit Disassembler(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace wasmc
