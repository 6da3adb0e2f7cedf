// AAPCS64: arguments in x0 to x5; x19 to x30 and the low halves of v8 to v15 belong to the caller; sp is always a
// multiple of 16.

    .text

// uint32_t wasmc_enter(thunk, context, code, args_and_results, activation, stack_top)
    .globl wasmc_enter
    .hidden wasmc_enter
    .type wasmc_enter, %function
    .p2align 4
wasmc_enter:
    stp x29, x30, [sp, #-160]!
    mov x29, sp
    stp x19, x20, [sp, #16]
    stp x21, x22, [sp, #32]
    stp x23, x24, [sp, #48]
    stp x25, x26, [sp, #64]
    stp x27, x28, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    mov x19, sp
    str x19, [x4]
    cbz x5, 1f
    mov sp, x5
1:  mov x9, x0
    mov x0, x1
    mov x1, x2
    mov x2, x3
    blr x9
    mov sp, x19
    mov w0, #0
.Lleave:
    ldp x19, x20, [sp, #16]
    ldp x21, x22, [sp, #32]
    ldp x23, x24, [sp, #48]
    ldp x25, x26, [sp, #64]
    ldp x27, x28, [sp, #80]
    ldp d8, d9, [sp, #96]
    ldp d10, d11, [sp, #112]
    ldp d12, d13, [sp, #128]
    ldp d14, d15, [sp, #144]
    ldp x29, x30, [sp], #160
    ret
    .size wasmc_enter, . - wasmc_enter

// The activation is in x0.
    .globl wasmc_landing
    .hidden wasmc_landing
    .type wasmc_landing, %function
    .p2align 4
wasmc_landing:
    ldr x9, [x0]
    mov sp, x9
    mov w0, #1
    b .Lleave
    .size wasmc_landing, . - wasmc_landing

    .section .note.GNU-stack, "", %progbits
