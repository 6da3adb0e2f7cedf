#include "tools/inspect.h"

#include <cassert>
#include <iomanip>
#include <string_view>

#include "format/key_file.h"
#include "format/read.h"
#include "format/signature.h"
#include "runtime-support/cpu_features.h"
#include "tools/inspect_parts.h"

namespace wasmc {

namespace {

std::ostream& field(std::ostream& out, const char* name) { return out << "  " << std::left << std::setw(18) << name; }

void print_features(const ArtifactHeader& header, std::ostream& out) {
  field(out, "CPU features");
  if (header.cpu_features == 0) out << " none";
  for (unsigned bit = 0; bit < 64; ++bit) {
    if ((header.cpu_features >> bit & 1) == 0) continue;
    const std::string_view name = cpu_feature_name(header.architecture, bit);
    if (name.empty()) {
      out << " unknown:" << bit;
    } else {
      out << ' ' << name;
    }
  }
  out << '\n';
}

// The names of a set's bits, of those that have one.
template <typename Name>
void print_names(const char* title, uint64_t bits, Name name_of, std::ostream& out) {
  field(out, title);
  if (bits == 0) out << " none";
  for (unsigned bit = 0; bit < 64; ++bit) {
    if ((bits >> bit & 1) == 0) continue;
    const char* name = name_of(bit);
    out << ' ' << (name != nullptr ? name : "unknown:" + std::to_string(bit));
  }
  out << '\n';
}

void print_hash(const ArtifactHeader& header, std::ostream& out) {
  field(out, "source SHA-256") << ' ' << std::hex << std::right << std::setfill('0');
  for (unsigned byte : header.source_hash) out << std::setw(2) << byte;
  out << std::dec << std::setfill(' ') << '\n';
}

void print_header(const ArtifactView& view, const CodeMap& map, uint64_t size, const PublicKey* signer,
                  std::ostream& out) {
  const ArtifactHeader& header = view.header;
  out << "cwasm artifact, format " << format_major << '.' << format_minor << ", ABI " << header.abi << '\n';
  field(out, "target") << ' ' << to_string(header.architecture) << '-' << to_string(header.system) << ", "
                       << header.pointer_bytes * 8 << "-bit pointers\n";
  field(out, "memory strategy") << ' ' << to_string(header.memory_strategy) << '\n';
  print_features(header, out);
  print_names("wasm features", header.wasm_features, wasm_feature_name, out);
  field(out, "optimisation") << ' ' << to_string(header.optimisation) << '\n';
  print_names("options", header.compile_options, compile_option_name, out);
  field(out, "start function") << ' ';
  if (header.start_function == none_index) {
    out << "none\n";
  } else {
    out << header.start_function << ' ' << map.function_name(header.start_function) << '\n';
  }
  print_hash(header, out);
  field(out, "signed by") << ' ' << (signer ? to_hex(*signer) : "nobody") << '\n';
  field(out, "release") << ' ' << header.release << '\n';
  field(out, "size") << ' ' << size << " bytes\n";
}

void print_sections(std::span<const SectionInfo> sections, std::ostream& out) {
  out << "\nsections\n  id  name                   offset      stored         raw  compression\n";
  for (const SectionInfo& section : sections) {
    out << std::right << std::setw(4) << static_cast<uint32_t>(section.id) << "  " << std::left << std::setw(20)
        << to_string(section.id) << std::right << std::setw(9) << section.file_offset << std::setw(12)
        << section.stored_size << std::setw(12) << section.raw_size << "  " << (section.compressed ? "zstd" : "none")
        << '\n';
  }
}

// Text, whose lines stay lines.
void print_build_info(std::span<const uint8_t> info, std::ostream& out) {
  out << "\nbuild information\n";
  while (!info.empty()) {
    const size_t length = std::string_view(reinterpret_cast<const char*>(info.data()), info.size()).find('\n');
    const auto line = info.first(std::min(length, info.size()));
    out << "  " << escape(line) << '\n';
    info = info.subspan(std::min(line.size() + 1, info.size()));
  }
}

}  // namespace

InspectOptions InspectOptions::overview() {
  InspectOptions options = all();
  options.traps = false;
  options.disassembly = false;
  return options;
}

InspectOptions InspectOptions::all() {
  InspectOptions options;
  options.header = options.sections = options.imports = options.exports = options.definitions = true;
  options.relocations = options.trap_counts = options.traps = options.build_info = options.disassembly = true;
  return options;
}

Status inspect_artifact(std::span<const uint8_t> bytes, const InspectOptions& options, PrintDisassembly disassemble,
                        std::ostream& out) {
  assert(!options.disassembly || disassemble != nullptr);
  TRY_ASSIGN(const LoadedArtifact artifact, read_artifact(bytes));
  TRY_ASSIGN(const std::optional<SignedBytes> signature, find_signature(bytes));
  const ArtifactView& view = artifact.view();
  const CodeMap map(view);
  const CodeSymbol* only = options.function ? map.find_function(*options.function) : nullptr;
  if (options.function && only == nullptr) return Error{"no function '" + *options.function + "' with code"};

  const PublicKey* signer = signature ? &signature->signature.public_key : nullptr;
  if (options.header) print_header(view, map, bytes.size(), signer, out);
  if (options.sections) print_sections(artifact.sections(), out);
  if (options.imports) print_imports(view, out);
  if (options.exports) print_exports(view, map, out);
  if (options.definitions) print_definitions(view, out);
  if (options.relocations) print_relocations(view, out);
  if (options.trap_counts) print_trap_counts(view, out);
  if (options.build_info) print_build_info(view.build_info, out);
  if (options.traps) print_traps(view, map, out);
  if (options.disassembly) TRY(disassemble(view, map, only, out));
  return {};
}

}  // namespace wasmc
