#include "tests/unit/loader_code_x86_64.h"

#include <doctest/doctest.h>

#include <string>

// VmContext is 64 bytes; memory 0's base follows, then function 0's code and context (checked below). The import slot
// of memset lies 128 KiB behind the code.
__asm__(R"(
    .pushsection .rodata
    .globl hand_written_begin, hand_written_end
hand_written_begin:
    .globl hand_entry
hand_entry:
    pushq %rbx
    pushq %r13
    subq $8, %rsp
    movq %rdi, %r13
    movq %rdx, %rbx
    callq *%rsi
    addq $8, %rsp
    popq %r13
    popq %rbx
    retq
    .globl hand_host
hand_host:
    subq $8, %rsp
    movq %r13, %rdi
    movq %rbx, %rsi
    callq *(%r13)
    addq $8, %rsp
    testl %eax, %eax
    jne hand_host_site
    retq
    .globl hand_host_site
hand_host_site:
    ud2
    .globl hand_add
hand_add:
    movl (%rbx), %eax
    addl 16(%rbx), %eax
    movl %eax, (%rbx)
    retq
    .globl hand_divide
hand_divide:
    movl $1, %eax
    xorl %edx, %edx
    xorl %ecx, %ecx
    .globl hand_divide_site
hand_divide_site:
    divl %ecx
    retq
    .globl hand_unreachable, hand_unreachable_site
hand_unreachable:
    nop
hand_unreachable_site:
    ud2
    .globl hand_load
hand_load:
    movq 64(%r13), %rax
    movl (%rbx), %ecx
    movl 16(%rbx), %edx
    addq %rdx, %rcx
    .globl hand_load_site
hand_load_site:
    movl (%rax, %rcx), %eax
    movl %eax, (%rbx)
    retq
    .globl hand_null, hand_null_site
hand_null:
    xorl %eax, %eax
hand_null_site:
    movq (%rax), %rax
    retq
    .globl hand_wild
hand_wild:
    movl $16, %eax
    movq (%rax), %rax
    retq
    .globl hand_call_host
hand_call_host:
    pushq %r13
    movq 80(%r13), %rax
    movq 88(%r13), %r13
    callq *%rax
    popq %r13
    retq
    .globl hand_recurse
hand_recurse:
    subq $1000, %rsp
    orq $0, (%rsp)
    callq hand_recurse
    addq $1000, %rsp
    retq
    .globl hand_probe_guard
hand_probe_guard:
    movq 8(%r13), %rax
    movq (%rax), %rdi
    subq $((256 << 10) + 64), %rdi
    xorl %esi, %esi
    movl $64, %edx
    subq $8, %rsp
    callq *hand_written_begin + (128 << 10)(%rip)
    addq $8, %rsp
    retq
    nop
    .globl hand_end
hand_end:
hand_written_end:
    .popsection
)");

extern "C" {
extern const uint8_t hand_written_begin[], hand_written_end[], hand_entry[], hand_host[], hand_host_site[], hand_add[],
    hand_divide[], hand_divide_site[], hand_unreachable[], hand_unreachable_site[], hand_load[], hand_load_site[],
    hand_null[], hand_null_site[], hand_wild[], hand_call_host[], hand_recurse[], hand_probe_guard[], hand_end[];
}

namespace wasmc {

namespace {

uint32_t offset_of(const uint8_t* label) { return static_cast<uint32_t>(label - hand_written_begin); }

struct Row {
  const char* name;
  const uint8_t* code;
  const uint8_t* site;  // null: none
  TrapCode trap;
};

const Row rows[] = {
    {"add", hand_add, nullptr, TrapCode::none},
    {"divide", hand_divide, hand_divide_site, TrapCode::integer_divide_by_zero},
    {"unreachable", hand_unreachable, hand_unreachable_site, TrapCode::unreachable},
    {"load", hand_load, hand_load_site, TrapCode::memory_out_of_bounds},
    {"null", hand_null, hand_null_site, TrapCode::uninitialized_element},
    {"wild", hand_wild, nullptr, TrapCode::none},
    {"call_host", hand_call_host, nullptr, TrapCode::none},
    {"recurse", hand_recurse, nullptr, TrapCode::none},
    {"probe_guard", hand_probe_guard, nullptr, TrapCode::none},
};
constexpr uint32_t row_count = sizeof(rows) / sizeof(rows[0]);

void add_functions(ArtifactBuilder& builder, uint32_t type) {
  std::vector<TrapSite> sites = {{offset_of(hand_host_site), 0, static_cast<uint8_t>(TrapCode::host)}};
  for (uint32_t i = 0; i < row_count; ++i) {
    const uint8_t* end = i + 1 < row_count ? rows[i + 1].code : hand_end;
    const uint32_t function = i + 1;
    const uint32_t wasm_offset = 0x1000 * function;
    builder.add_function(type, offset_of(rows[i].code), static_cast<uint32_t>(end - rows[i].code), wasm_offset);
    builder.artifact.escaping_functions.push_back(function);
    builder.add_export(rows[i].name, ExternalKind::function, function);
    builder.add_function_name(function, "$" + std::string(rows[i].name));
    if (rows[i].site != nullptr)
      sites.push_back({offset_of(rows[i].site), wasm_offset + 1, static_cast<uint8_t>(rows[i].trap)});
  }
  builder.artifact.trap_sites = encode_trap_table(sites);
}

}  // namespace

ArtifactBuilder hand_written_module() {
  ArtifactBuilder builder;
  builder.artifact.code.assign(hand_written_begin, hand_written_end);
  builder.artifact.read_only_data = {1, 2, 3};
  builder.artifact.import_slots = {{3u}};  // memset
  const FunctionType type{{ValueType::i32(), ValueType::i32()}, {ValueType::i32()}};
  const uint32_t index = builder.add_type(type, offset_of(hand_entry), offset_of(hand_host));
  builder.add_import("host", "call", ExternalKind::function, index);
  builder.add_memory(limits_has_max, 1, 2);
  builder.add_export("memory", ExternalKind::memory, 0);
  add_functions(builder, index);
  const VmLayout layout({.types = 1, .imported_functions = 1, .memories = 1, .escaping_functions = row_count});
  REQUIRE(layout.memory(0) == 64);
  REQUIRE(layout.import(0) == 80);
  return builder;
}

CallOutcome call(const Instance& instance, std::string_view name, uint32_t first, uint32_t second, uint32_t* result) {
  const auto exported = instance.find_export(name);
  REQUIRE(exported);
  Value values[2] = {};
  values[0].i32 = first;
  values[1].i32 = second;
  CallOutcome outcome = invoke(instance.store(), **std::get_if<const FuncRef*>(&*exported), values);
  if (result != nullptr) *result = values[0].i32;
  return outcome;
}

}  // namespace wasmc
