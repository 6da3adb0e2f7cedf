#include "compiler/object/assemble.h"

#include <doctest/doctest.h>
#include <llvm/BinaryFormat/ELF.h>

#include "compiler/object/relocs.h"
#include "runtime-support/code_image.h"

using namespace wasmc;
using namespace llvm::ELF;

namespace {

// An object with one function of nops that ends in a call of `callee`.
ObjectCode caller_of(const std::string& name, const std::string& callee, uint32_t type = R_X86_64_PLT32) {
  ObjectCode object;
  ObjectSection text;
  text.is_code = true;
  text.alignment = 16;
  text.bytes.assign(20, 0x90);
  ObjectRelocation call;
  call.offset = 16;
  call.type = type;
  call.addend = -4;
  call.name = callee;
  text.relocations.push_back(call);
  object.sections.push_back(text);
  object.functions.push_back({name, 0, 0, 20});
  object.trap_sites.push_back({0, {8, 100, 1}});
  return object;
}

Result<AssembledCode> assemble_two(ObjectCode first, ObjectCode second) {
  std::vector<ObjectCode> objects;
  objects.push_back(std::move(first));
  objects.push_back(std::move(second));
  return assemble(Architecture::x86_64, std::move(objects));
}

}  // namespace

TEST_CASE("calls between objects are resolved") {
  const auto assembled = assemble_two(caller_of("f0", "f1"), caller_of("f1", "f0"));
  REQUIRE(assembled.has_value());
  CHECK(assembled->functions.at("f0").offset == 0);
  CHECK(assembled->functions.at("f1").offset == 32);
  CHECK(read32(assembled->code.data() + 16) == 32 - 16 - 4);
  CHECK(static_cast<int32_t>(read32(assembled->code.data() + 48)) == 0 - 48 - 4);
  CHECK(assembled->import_slots.empty());
}

TEST_CASE("trap sites move with their sections and are sorted") {
  const auto assembled = assemble_two(caller_of("f0", "f1"), caller_of("f1", "f0"));
  REQUIRE(assembled.has_value());
  REQUIRE(assembled->trap_sites.size() == 2);
  CHECK(assembled->trap_sites[0].code_offset == 8);
  CHECK(assembled->trap_sites[1].code_offset == 40);
}

TEST_CASE("a library function that is called directly gets one slot and one stub") {
  const auto assembled = assemble_two(caller_of("f0", "memcpy"), caller_of("f1", "memcpy"));
  REQUIRE(assembled.has_value());
  REQUIRE(assembled->import_slots.size() == 1);
  const uint64_t stub = 16 + 4 + static_cast<int32_t>(read32(assembled->code.data() + 16));
  REQUIRE(assembled->code.size() >= stub + 6);
  CHECK(assembled->code[stub] == 0xff);
  CHECK(assembled->code[stub + 1] == 0x25);
  const CodeImageLayout image(assembled->code.size(), 0, 1);
  CHECK(stub + 6 + read32(assembled->code.data() + stub + 2) == image.import_slots());
}

TEST_CASE("a library function that is called through its slot gets no stub") {
  const auto assembled = assemble_two(caller_of("f0", "floor", R_X86_64_GOTPCRELX), caller_of("f1", "f0"));
  REQUIRE(assembled.has_value());
  CHECK(assembled->import_slots.size() == 1);
  CHECK(assembled->code.size() == 52);
}

TEST_CASE("names that nobody provides are refused") {
  const auto assembled = assemble_two(caller_of("f0", "system"), caller_of("f1", "f0"));
  REQUIRE_FALSE(assembled.has_value());
  CHECK(assembled.error().message.find("system") != std::string::npos);
}

TEST_CASE("relocations that nothing resolves are refused") {
  const auto assembled = assemble_two(caller_of("f0", "f1", R_X86_64_64), caller_of("f1", "f0"));
  REQUIRE_FALSE(assembled.has_value());
  CHECK(assembled.error().message == "internal error: relocation type 1 is not known");
}

TEST_CASE("a relocation that is left is named") {
  const std::vector<ObjectCode> objects = {caller_of("f0", "f1"), caller_of("f1", "f0")};
  const Status status = check_no_relocation_is_left(objects);
  REQUIRE_FALSE(status.has_value());
  CHECK(status.error().message == "internal error: 2 relocations are left in the code, the first of type 4 against f1");
}
