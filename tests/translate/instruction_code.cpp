// Prints how many machine instructions each instruction of a proposal becomes, on each of the targets given, or the
// code itself. check_instruction_code.py compares that with a table.
//
//   instruction-code [--print NAME] FEATURE[,FEATURE...] TARGET:CPU...
//
// A library call counts as a hundred: there is none where the processor has an instruction.
#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/binary/encode.h"
#include "compiler/compile.h"
#include "compiler/validate/signature.h"
#include "format/read.h"
#include "format/write.h"
#include "tools/code_map.h"
#include "tools/disassembler.h"

namespace wasmc {

namespace {

struct Row {
  Opcode opcode;
  Feature feature;
  const char* text;
  const char* signature;
  uint32_t bytes;  // that it accesses, or 0
  void (*encode_immediate)(ByteVector& bytes, const Row& row);
};

unsigned log2_of(uint32_t bytes) { return static_cast<unsigned>(__builtin_ctz(bytes)); }

// An immediate that shows the general case.
template <typename Immediate>
Immediate sample(const Row& row) {
  if constexpr (std::is_same_v<Immediate, MemArg>) return {log2_of(row.bytes), 0, 16};
  if constexpr (std::is_same_v<Immediate, MemArgLane>) return {{0, 0, 16}, 1};
  if constexpr (std::is_same_v<Immediate, Lane>) return {1};
  if constexpr (std::is_same_v<Immediate, Shuffle>) return {{3, 30, 7, 0, 12, 19, 8, 1, 25, 6, 31, 16, 2, 9, 14, 21}};
  if constexpr (std::is_same_v<Immediate, V128Const>) return {{1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 3, 2}};
  return {};
}

template <typename Immediate>
void encode_sample(ByteVector& bytes, const Row& row) {
  encode(bytes, sample<Immediate>(row));
}

constexpr Row rows[] = {
#define SIMPLE(prefix, code, name, text, Immediate, signature, feature) \
  {Opcode::name, Feature::feature, text, #signature, 0, encode_sample<Immediate>},
#define ACCESS(prefix, code, name, text, Immediate, signature, bytes, feature) \
  {Opcode::name, Feature::feature, text, #signature, bytes, encode_sample<Immediate>},
#define SPECIAL(prefix, code, name, text, Immediate, feature)
#include "compiler/module/opcodes.def"
};

std::vector<Row> rows_of(std::string_view features) {
  std::vector<Row> chosen;
  for (const Row& row : rows) {
    const std::string flag = std::string(",") + row_of(row.feature).flag + ",";
    if ((std::string(",").append(features) + ",").find(flag) != std::string::npos) chosen.push_back(row);
  }
  return chosen;
}

FunctionType type_of(const Row& row) {
  const InstructionType signature = parse_signature(row.signature);
  FunctionType type;
  type.params.assign(signature.params, signature.params + signature.param_count);
  type.results.assign(signature.results, signature.results + signature.result_count);
  return type;
}

ByteVector body_of(const Row& row) {
  ByteVector body = {0};  // no locals
  for (uint32_t i = 0; i < parse_signature(row.signature).param_count; ++i) {
    encode_opcode(body, Opcode::local_get);
    encode(body, LocalIndex{i});
  }
  encode_opcode(body, row.opcode);
  row.encode_immediate(body, row);
  encode_opcode(body, Opcode::end);
  return body;
}

void add_section(ByteVector& bytes, uint8_t id, const ByteVector& contents) {
  bytes.push_back(id);
  encode_sized(bytes, contents);
}

// A module with a memory and a function for each row, of a type of its own.
ByteVector module_of(const std::vector<Row>& chosen) {
  ByteVector types, functions, bodies;
  for (ByteVector* section : {&types, &functions, &bodies}) {
    append_leb128(*section, static_cast<uint32_t>(chosen.size()));
  }
  for (uint32_t i = 0; i < chosen.size(); ++i) {
    encode_function_type(types, type_of(chosen[i]));
    append_leb128(functions, i);
    encode_sized(bodies, body_of(chosen[i]));
  }
  ByteVector bytes;
  encode_header(bytes);
  add_section(bytes, 1, types);
  add_section(bytes, 3, functions);
  add_section(bytes, 5, {1, 0, 1});
  add_section(bytes, 10, bodies);
  return bytes;
}

bool leaves_function(std::string_view instruction) {
  const std::string_view mnemonic = instruction.substr(0, instruction.find_first_of(" \t"));
  constexpr std::string_view mnemonics[] = {"call", "jmp", "bl", "blr", "br", "jalr", "jr"};
  return std::find(std::begin(mnemonics), std::end(mnemonics), mnemonic) != std::end(mnemonics);
}

bool is_filler(std::string_view instruction) {
  return instruction.starts_with("ret") || instruction.starts_with("nop") || instruction.starts_with("c.ret");
}

std::string_view trimmed(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

// One target's code.
class Code {
 public:
  static Result<Code> compile(const ByteVector& wasm, std::string_view machine) {
    CompileOptions options;
    options.target = machine.substr(0, machine.find(':'));
    options.cpu = machine.substr(machine.find(':') + 1);
    options.language = FeatureSet::all();
    TRY_ASSIGN(const Artifact artifact, wasmc::compile(wasm, options));
    TRY_ASSIGN(Disassembler disassembler,
               Disassembler::create(artifact.header.architecture, artifact.header.cpu_features));
    return Code(artifact, std::move(disassembler));
  }

  void print(uint32_t function) const {
    for (const std::string& line : lines(function)) std::printf("    %s\n", line.c_str());
  }

  [[nodiscard]] unsigned cost(uint32_t function) const {
    constexpr unsigned cost_of_call = 100;
    unsigned total = 0;
    for (const std::string& line : lines(function))
      total += leaves_function(line) ? cost_of_call : is_filler(line) ? 0 : 1;
    return total;
  }

 private:
  Code(const Artifact& artifact, Disassembler disassembler)
      : code_(artifact.code), functions_(artifact.functions), disassembler_(std::move(disassembler)) {}

  [[nodiscard]] std::vector<std::string> lines(uint32_t function) const {
    constexpr uint64_t longest_instruction = 16;
    std::vector<std::string> result;
    const uint64_t begin = functions_[function].code_offset;
    const uint64_t end = begin + functions_[function].code_length;
    for (uint64_t offset = begin; offset < end;) {
      const auto bytes = std::span(code_).subspan(offset, std::min(end - offset, longest_instruction));
      const Instruction instruction = disassembler_.decode(bytes, offset);
      result.emplace_back(trimmed(instruction.text));
      offset += instruction.length;
    }
    return result;
  }

  std::vector<uint8_t> code_;
  std::vector<FunctionRecord> functions_;
  Disassembler disassembler_;
};

int run(const std::vector<std::string>& words) {
  size_t next = 0;
  std::string printed;
  if (words.size() > 2 && words[0] == "--print") {
    printed = words[1];
    next = 2;
  }
  const std::vector<Row> chosen = rows_of(words.at(next++));
  const ByteVector wasm = module_of(chosen);
  std::vector<std::vector<unsigned>> costs(chosen.size());
  for (; next < words.size(); ++next) {
    const Result<Code> code = Code::compile(wasm, words[next]);
    if (!code.has_value()) {
      std::fprintf(stderr, "%s: %s\n", words[next].c_str(), code.error().message.c_str());
      return 1;
    }
    for (uint32_t i = 0; i < chosen.size(); ++i) {
      costs[i].push_back(code->cost(i));
      if (printed.empty() || std::string_view(chosen[i].text).find(printed) == std::string_view::npos) continue;
      std::printf("%s on %s:\n", chosen[i].text, words[next].c_str());
      code->print(i);
    }
  }
  if (!printed.empty()) return 0;
  for (uint32_t i = 0; i < chosen.size(); ++i) {
    std::printf("%-36s", chosen[i].text);
    for (unsigned cost : costs[i]) std::printf(" %3u", cost);
    std::printf("\n");
  }
  return 0;
}

}  // namespace

}  // namespace wasmc

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  return wasmc::run({argv + 1, argv + argc});
}
