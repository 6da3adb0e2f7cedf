// The LP64D ABI: arguments in a0 to a5; s0 to s11 and fs0 to fs11 belong to the caller; sp is a multiple of 16.

    .text

// uint32_t wasmc_enter(thunk, context, code, args_and_results, activation, stack_top)
    .globl wasmc_enter
    .hidden wasmc_enter
    .type wasmc_enter, @function
    .p2align 2
wasmc_enter:
    addi sp, sp, -208
    sd ra, 200(sp)
    sd s0, 192(sp)
    sd s1, 184(sp)
    sd s2, 176(sp)
    sd s3, 168(sp)
    sd s4, 160(sp)
    sd s5, 152(sp)
    sd s6, 144(sp)
    sd s7, 136(sp)
    sd s8, 128(sp)
    sd s9, 120(sp)
    sd s10, 112(sp)
    sd s11, 104(sp)
    fsd fs0, 96(sp)
    fsd fs1, 88(sp)
    fsd fs2, 80(sp)
    fsd fs3, 72(sp)
    fsd fs4, 64(sp)
    fsd fs5, 56(sp)
    fsd fs6, 48(sp)
    fsd fs7, 40(sp)
    fsd fs8, 32(sp)
    fsd fs9, 24(sp)
    fsd fs10, 16(sp)
    fsd fs11, 8(sp)
    mv s0, sp
    sd sp, 0(a4)
    beqz a5, 1f
    mv sp, a5
1:  mv t0, a0
    mv a0, a1
    mv a1, a2
    mv a2, a3
    jalr t0
    mv sp, s0
    li a0, 0
.Lleave:
    ld ra, 200(sp)
    ld s0, 192(sp)
    ld s1, 184(sp)
    ld s2, 176(sp)
    ld s3, 168(sp)
    ld s4, 160(sp)
    ld s5, 152(sp)
    ld s6, 144(sp)
    ld s7, 136(sp)
    ld s8, 128(sp)
    ld s9, 120(sp)
    ld s10, 112(sp)
    ld s11, 104(sp)
    fld fs0, 96(sp)
    fld fs1, 88(sp)
    fld fs2, 80(sp)
    fld fs3, 72(sp)
    fld fs4, 64(sp)
    fld fs5, 56(sp)
    fld fs6, 48(sp)
    fld fs7, 40(sp)
    fld fs8, 32(sp)
    fld fs9, 24(sp)
    fld fs10, 16(sp)
    fld fs11, 8(sp)
    addi sp, sp, 208
    ret
    .size wasmc_enter, . - wasmc_enter

// The activation is in a0.
    .globl wasmc_landing
    .hidden wasmc_landing
    .type wasmc_landing, @function
    .p2align 2
wasmc_landing:
    ld sp, 0(a0)
    li a0, 1
    j .Lleave
    .size wasmc_landing, . - wasmc_landing

    .section .note.GNU-stack, "", @progbits
