// System V x86-64: arguments in rdi, rsi, rdx, rcx, r8, r9; rbx, rbp and r12 to r15 belong to the caller. At a
// function's first instruction rsp is 8 off a multiple of 16.

    .text

// uint32_t wasmc_enter(thunk, context, code, args_and_results, activation, stack_top)
    .globl wasmc_enter
    .hidden wasmc_enter
    .type wasmc_enter, @function
    .p2align 4
wasmc_enter:
    .cfi_startproc
    endbr64
    pushq %rbp
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %rbp, 0
    pushq %rbx
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %rbx, 0
    pushq %r12
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %r12, 0
    pushq %r13
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %r13, 0
    pushq %r14
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %r14, 0
    pushq %r15
    .cfi_adjust_cfa_offset 8
    .cfi_rel_offset %r15, 0
    subq $8, %rsp
    .cfi_adjust_cfa_offset 8
    // rbx keeps the way back, for debuggers too.
    movq %rsp, %rbx
    .cfi_def_cfa_register %rbx
    movq %rsp, (%r8)
    testq %r9, %r9
    cmovneq %r9, %rsp
    movq %rdi, %rax
    movq %rsi, %rdi
    movq %rdx, %rsi
    movq %rcx, %rdx
    callq *%rax
    movq %rbx, %rsp
    .cfi_def_cfa_register %rsp
    xorl %eax, %eax
.Lleave:
    addq $8, %rsp
    .cfi_adjust_cfa_offset -8
    popq %r15
    .cfi_adjust_cfa_offset -8
    popq %r14
    .cfi_adjust_cfa_offset -8
    popq %r13
    .cfi_adjust_cfa_offset -8
    popq %r12
    .cfi_adjust_cfa_offset -8
    popq %rbx
    .cfi_adjust_cfa_offset -8
    popq %rbp
    .cfi_adjust_cfa_offset -8
    retq
    .cfi_endproc
    .size wasmc_enter, . - wasmc_enter

// The activation is in rdi.
    .globl wasmc_landing
    .hidden wasmc_landing
    .type wasmc_landing, @function
    .p2align 4
wasmc_landing:
    movq (%rdi), %rsp
    cld
    movl $1, %eax
    jmp .Lleave
    .size wasmc_landing, . - wasmc_landing

    .section .note.GNU-stack, "", @progbits
