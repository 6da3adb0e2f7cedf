;; Traps of integer division and of conversion to integers, each with its position.
(module
  (func $unreachable (export "unreachable") (unreachable))
  (func $div_s (export "div_s") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func $div_u (export "div_u") (param i32 i32) (result i32) (i32.div_u (local.get 0) (local.get 1)))
  (func $rem_s (export "rem_s") (param i32 i32) (result i32) (i32.rem_s (local.get 0) (local.get 1)))
  (func $rem_u (export "rem_u") (param i32 i32) (result i32) (i32.rem_u (local.get 0) (local.get 1)))
  (func $div64_s (export "div64_s") (param i64 i64) (result i64) (i64.div_s (local.get 0) (local.get 1)))
  (func $div64_u (export "div64_u") (param i64 i64) (result i64) (i64.div_u (local.get 0) (local.get 1)))
  (func $rem64_s (export "rem64_s") (param i64 i64) (result i64) (i64.rem_s (local.get 0) (local.get 1)))
  (func $rem64_u (export "rem64_u") (param i64 i64) (result i64) (i64.rem_u (local.get 0) (local.get 1)))
  (func $dead_div (export "dead_div") (param i32) (drop (i32.div_u (i32.const 1) (local.get 0))))
  (func $constant_div (export "constant_div") (result i32) (i32.div_s (i32.const 1) (i32.const 0)))
  (func $div_minus_one (export "div_minus_one") (param i32) (result i32)
    (i32.div_s (local.get 0) (i32.const -1)))
  (func $store_then_div (export "store_then_div") (param i32) (result i32)
    (drop (i32.rem_s (i32.const 3) (i32.const 2)))
    (i32.div_s (i32.const 3) (local.get 0)))
;; RUN: --invoke unreachable
;; TRAP: unreachable in unreachable at unreachable
;; RUN: --invoke div_s 7 -2
;; STDOUT: -3
;; RUN: --invoke div_s 7 0
;; TRAP: integer divide by zero in div_s at i32.div_s
;; RUN: --invoke div_s -2147483648 -1
;; TRAP: integer overflow in div_s at i32.div_s
;; RUN: --invoke div_u -2147483648 -1
;; STDOUT: 0
;; RUN: --invoke div_u 7 0
;; TRAP: integer divide by zero in div_u at i32.div_u
;; RUN: --invoke rem_s -2147483648 -1
;; STDOUT: 0
;; RUN: --invoke rem_s -7 3
;; STDOUT: -1
;; RUN: --invoke rem_s 7 0
;; TRAP: integer divide by zero in rem_s at i32.rem_s
;; RUN: --invoke rem_u 7 0
;; TRAP: integer divide by zero in rem_u at i32.rem_u
;; RUN: --invoke div64_s 7 0
;; TRAP: integer divide by zero in div64_s at i64.div_s
;; RUN: --invoke div64_s -9223372036854775808 -1
;; TRAP: integer overflow in div64_s at i64.div_s
;; RUN: --invoke div64_u 7 0
;; TRAP: integer divide by zero in div64_u at i64.div_u
;; RUN: --invoke rem64_s -9223372036854775808 -1
;; STDOUT: 0
;; RUN: --invoke rem64_s 7 0
;; TRAP: integer divide by zero in rem64_s at i64.rem_s
;; RUN: --invoke rem64_u 7 0
;; TRAP: integer divide by zero in rem64_u at i64.rem_u
;; RUN: --invoke dead_div 0
;; TRAP: integer divide by zero in dead_div at i32.div_u
;; RUN: --invoke constant_div
;; TRAP: integer divide by zero in constant_div at i32.div_s
;; RUN: --invoke div_minus_one -2147483648
;; TRAP: integer overflow in div_minus_one at i32.div_s
;; RUN: --invoke store_then_div 0
;; TRAP: integer divide by zero in store_then_div at i32.div_s

  ;; Operands are given as bits, so that NaNs and the neighbours of the limits are exact.
  (func $i32_f32_s (export "i32_f32_s") (param i32) (result i32)
    (i32.trunc_f32_s (f32.reinterpret_i32 (local.get 0))))
  (func $i32_f32_u (export "i32_f32_u") (param i32) (result i32)
    (i32.trunc_f32_u (f32.reinterpret_i32 (local.get 0))))
  (func $i32_f64_s (export "i32_f64_s") (param i64) (result i32)
    (i32.trunc_f64_s (f64.reinterpret_i64 (local.get 0))))
  (func $i32_f64_u (export "i32_f64_u") (param i64) (result i32)
    (i32.trunc_f64_u (f64.reinterpret_i64 (local.get 0))))
  (func $i64_f32_s (export "i64_f32_s") (param i32) (result i64)
    (i64.trunc_f32_s (f32.reinterpret_i32 (local.get 0))))
  (func $i64_f32_u (export "i64_f32_u") (param i32) (result i64)
    (i64.trunc_f32_u (f32.reinterpret_i32 (local.get 0))))
  (func $i64_f64_s (export "i64_f64_s") (param i64) (result i64)
    (i64.trunc_f64_s (f64.reinterpret_i64 (local.get 0))))
  (func $i64_f64_u (export "i64_f64_u") (param i64) (result i64)
    (i64.trunc_f64_u (f64.reinterpret_i64 (local.get 0))))
  (func $dead_trunc (export "dead_trunc") (param i32)
    (drop (i32.trunc_f32_s (f32.reinterpret_i32 (local.get 0)))))

  ;; 2147483520 is the last f32 below 2^31, -2147483648 fits, nan:0x400000, infinity.
;; RUN: --invoke i32_f32_s 1325400063
;; STDOUT: 2147483520
;; RUN: --invoke i32_f32_s 1325400064
;; TRAP: integer overflow in i32_f32_s at i32.trunc_f32_s
;; RUN: --invoke i32_f32_s -822083584
;; STDOUT: -2147483648
;; RUN: --invoke i32_f32_s -822083583
;; TRAP: integer overflow in i32_f32_s at i32.trunc_f32_s
;; RUN: --invoke i32_f32_s 2143289344
;; TRAP: invalid conversion to integer in i32_f32_s at i32.trunc_f32_s
;; RUN: --invoke i32_f32_s 2139095040
;; TRAP: integer overflow in i32_f32_s at i32.trunc_f32_s

  ;; Just above -1 truncates to 0, -1 is out of range; 2^32 is out of range.
;; RUN: --invoke i32_f32_u -1082130433
;; STDOUT: 0
;; RUN: --invoke i32_f32_u -1082130432
;; TRAP: integer overflow in i32_f32_u at i32.trunc_f32_u
;; RUN: --invoke i32_f32_u 1333788671
;; STDOUT: -256
;; RUN: --invoke i32_f32_u 1333788672
;; TRAP: integer overflow in i32_f32_u at i32.trunc_f32_u
;; RUN: --invoke i32_f32_u -4194304
;; TRAP: invalid conversion to integer in i32_f32_u at i32.trunc_f32_u

  ;; 2147483647.9, 2147483648, -2147483648.9, -2147483649, NaN.
;; RUN: --invoke i32_f64_s 0x41dffffffff9999a
;; STDOUT: 2147483647
;; RUN: --invoke i32_f64_s 0x41e0000000000000
;; TRAP: integer overflow in i32_f64_s at i32.trunc_f64_s
;; RUN: --invoke i32_f64_s 0xc1e00000001ccccd
;; STDOUT: -2147483648
;; RUN: --invoke i32_f64_s 0xc1e0000000200000
;; TRAP: integer overflow in i32_f64_s at i32.trunc_f64_s
;; RUN: --invoke i32_f64_s 0x7ff8000000000000
;; TRAP: invalid conversion to integer in i32_f64_s at i32.trunc_f64_s
;; RUN: --invoke i32_f64_u 0x41efffffffe00000
;; STDOUT: -1
;; RUN: --invoke i32_f64_u 0x41f0000000000000
;; TRAP: integer overflow in i32_f64_u at i32.trunc_f64_u
;; RUN: --invoke i32_f64_u 0xbff0000000000000
;; TRAP: integer overflow in i32_f64_u at i32.trunc_f64_u
;; RUN: --invoke i32_f64_u 0xfff0000000000001
;; TRAP: invalid conversion to integer in i32_f64_u at i32.trunc_f64_u

  ;; 2^63 less one step, 2^63, -2^63, the next below.
;; RUN: --invoke i64_f32_s 1593835519
;; STDOUT: 9223371487098961920
;; RUN: --invoke i64_f32_s 1593835520
;; TRAP: integer overflow in i64_f32_s at i64.trunc_f32_s
;; RUN: --invoke i64_f32_s -553648128
;; STDOUT: -9223372036854775808
;; RUN: --invoke i64_f32_s -553648127
;; TRAP: integer overflow in i64_f32_s at i64.trunc_f32_s
;; RUN: --invoke i64_f32_s 2143289344
;; TRAP: invalid conversion to integer in i64_f32_s at i64.trunc_f32_s
;; RUN: --invoke i64_f32_u 1602224127
;; STDOUT: -1099511627776
;; RUN: --invoke i64_f32_u 1602224128
;; TRAP: integer overflow in i64_f32_u at i64.trunc_f32_u
;; RUN: --invoke i64_f32_u 2143289344
;; TRAP: invalid conversion to integer in i64_f32_u at i64.trunc_f32_u
;; RUN: --invoke i64_f64_s 0x43dfffffffffffff
;; STDOUT: 9223372036854774784
;; RUN: --invoke i64_f64_s 0x43e0000000000000
;; TRAP: integer overflow in i64_f64_s at i64.trunc_f64_s
;; RUN: --invoke i64_f64_s 0xc3e0000000000001
;; TRAP: integer overflow in i64_f64_s at i64.trunc_f64_s
;; RUN: --invoke i64_f64_s 0x7ff0000000000001
;; TRAP: invalid conversion to integer in i64_f64_s at i64.trunc_f64_s
;; RUN: --invoke i64_f64_u 0x43efffffffffffff
;; STDOUT: -2048
;; RUN: --invoke i64_f64_u 0x43f0000000000000
;; TRAP: integer overflow in i64_f64_u at i64.trunc_f64_u
;; RUN: --invoke i64_f64_u 0x7ff8000000000000
;; TRAP: invalid conversion to integer in i64_f64_u at i64.trunc_f64_u
;; RUN: --invoke dead_trunc 2143289344
;; TRAP: invalid conversion to integer in dead_trunc at i32.trunc_f32_s
)
