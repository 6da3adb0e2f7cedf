;; The corners of arithmetic, with operands known only at run time and again as constants that the optimiser folds.
(module
  (func (export "rotl32") (param i32 i32) (result i32) (i32.rotl (local.get 0) (local.get 1)))
  (func (export "rotr32") (param i32 i32) (result i32) (i32.rotr (local.get 0) (local.get 1)))
  (func (export "rotl64") (param i64 i64) (result i64) (i64.rotl (local.get 0) (local.get 1)))
  (func (export "rotr64") (param i64 i64) (result i64) (i64.rotr (local.get 0) (local.get 1)))
  (func (export "shifts32") (param i32 i32) (result i32 i32 i32)
    (i32.shl (local.get 0) (local.get 1))
    (i32.shr_s (local.get 0) (local.get 1))
    (i32.shr_u (local.get 0) (local.get 1)))
  (func (export "shifts64") (param i64 i64) (result i64 i64 i64)
    (i64.shl (local.get 0) (local.get 1))
    (i64.shr_s (local.get 0) (local.get 1))
    (i64.shr_u (local.get 0) (local.get 1)))
  (func (export "constant_shifts") (result i32 i32 i64 i64 i32 i64)
    (i32.shl (i32.const 1) (i32.const 32))
    (i32.shr_s (i32.const -8) (i32.const 33))
    (i64.shl (i64.const 1) (i64.const 64))
    (i64.shr_u (i64.const -1) (i64.const 127))
    (i32.rotl (i32.const 0x80000001) (i32.const 33))
    (i64.rotr (i64.const 1) (i64.const 65)))
;; RUN: --invoke rotl32 -2147483647 1
;; STDOUT: 3
;; RUN: --invoke rotl32 1 32
;; STDOUT: 1
;; RUN: --invoke rotl32 1 0
;; STDOUT: 1
;; RUN: --invoke rotr32 1 33
;; STDOUT: -2147483648
;; RUN: --invoke rotl64 1 127
;; STDOUT: -9223372036854775808
;; RUN: --invoke rotr64 1 1
;; STDOUT: -9223372036854775808
;; RUN: --invoke shifts32 -8 33
;; STDOUT: -16
;; STDOUT: -4
;; STDOUT: 2147483644
;; RUN: --invoke shifts32 -8 32
;; STDOUT: -8
;; STDOUT: -8
;; STDOUT: -8
;; RUN: --invoke shifts64 -8 65
;; STDOUT: -16
;; STDOUT: -4
;; STDOUT: 9223372036854775804
;; RUN: --invoke constant_shifts
;; STDOUT: 1
;; STDOUT: -4
;; STDOUT: 1
;; STDOUT: 1
;; STDOUT: 3
;; STDOUT: -9223372036854775808

  (func (export "count32") (param i32) (result i32 i32 i32)
    (i32.clz (local.get 0)) (i32.ctz (local.get 0)) (i32.popcnt (local.get 0)))
  (func (export "count64") (param i64) (result i64 i64 i64)
    (i64.clz (local.get 0)) (i64.ctz (local.get 0)) (i64.popcnt (local.get 0)))
  (func (export "extend") (param i32 i64) (result i32 i32 i64 i64 i64 i64)
    (i32.extend8_s (local.get 0)) (i32.extend16_s (local.get 0))
    (i64.extend8_s (local.get 1)) (i64.extend16_s (local.get 1)) (i64.extend32_s (local.get 1))
    (i64.extend_i32_u (local.get 0)))
;; RUN: --invoke count32 0
;; STDOUT: 32
;; STDOUT: 32
;; STDOUT: 0
;; RUN: --invoke count32 -2147483648
;; STDOUT: 0
;; STDOUT: 31
;; STDOUT: 1
;; RUN: --invoke count64 0
;; STDOUT: 64
;; STDOUT: 64
;; STDOUT: 0
;; RUN: --invoke count64 256
;; STDOUT: 55
;; STDOUT: 8
;; STDOUT: 1
;; RUN: --invoke extend -32640 2155905152
;; STDOUT: -128
;; STDOUT: -32640
;; STDOUT: -128
;; STDOUT: -32640
;; STDOUT: -2139062144
;; STDOUT: 4294934656

  (func (export "div64") (param i64 i64) (result i64 i64 i64 i64)
    (i64.div_s (local.get 0) (local.get 1)) (i64.rem_s (local.get 0) (local.get 1))
    (i64.div_u (local.get 0) (local.get 1)) (i64.rem_u (local.get 0) (local.get 1)))
  (func (export "compare64") (param i64 i64) (result i32 i32 i32 i32)
    (i64.lt_s (local.get 0) (local.get 1)) (i64.lt_u (local.get 0) (local.get 1))
    (i64.ge_s (local.get 0) (local.get 1)) (i64.ge_u (local.get 0) (local.get 1)))
;; RUN: --invoke div64 -7 2
;; STDOUT: -3
;; STDOUT: -1
;; STDOUT: 9223372036854775804
;; STDOUT: 1
;; RUN: --invoke div64 9223372036854775807 -1
;; STDOUT: -9223372036854775807
;; STDOUT: 0
;; STDOUT: 0
;; STDOUT: 9223372036854775807
;; RUN: --invoke compare64 -1 1
;; STDOUT: 1
;; STDOUT: 0
;; STDOUT: 0
;; STDOUT: 1

  ;; Conversions that saturate: operands as bits.
  (func (export "saturate32") (param i32) (result i32 i32 i64 i64)
    (i32.trunc_sat_f32_s (f32.reinterpret_i32 (local.get 0)))
    (i32.trunc_sat_f32_u (f32.reinterpret_i32 (local.get 0)))
    (i64.trunc_sat_f32_s (f32.reinterpret_i32 (local.get 0)))
    (i64.trunc_sat_f32_u (f32.reinterpret_i32 (local.get 0))))
  (func (export "saturate64") (param i64) (result i32 i32 i64 i64)
    (i32.trunc_sat_f64_s (f64.reinterpret_i64 (local.get 0)))
    (i32.trunc_sat_f64_u (f64.reinterpret_i64 (local.get 0)))
    (i64.trunc_sat_f64_s (f64.reinterpret_i64 (local.get 0)))
    (i64.trunc_sat_f64_u (f64.reinterpret_i64 (local.get 0))))
;; RUN: --invoke saturate32 0x7fc00000
;; STDOUT: 0
;; STDOUT: 0
;; STDOUT: 0
;; STDOUT: 0
;; RUN: --invoke saturate32 0x7f800000
;; STDOUT: 2147483647
;; STDOUT: -1
;; STDOUT: 9223372036854775807
;; STDOUT: -1
;; RUN: --invoke saturate64 0xfff0000000000000
;; STDOUT: -2147483648
;; STDOUT: 0
;; STDOUT: -9223372036854775808
;; STDOUT: 0
;; RUN: --invoke saturate64 0x41efffffffe00000
;; STDOUT: 2147483647
;; STDOUT: -1
;; STDOUT: 4294967295
;; STDOUT: 4294967295

  ;; min, max and their NaNs and zeros, copysign, rounding to even, square root: results as bits.
  (func (export "min_max") (param i64 i64) (result i64 i64)
    (i64.reinterpret_f64 (f64.min (f64.reinterpret_i64 (local.get 0)) (f64.reinterpret_i64 (local.get 1))))
    (i64.reinterpret_f64 (f64.max (f64.reinterpret_i64 (local.get 0)) (f64.reinterpret_i64 (local.get 1)))))
  (func (export "min_max_is_nan") (param i32 i32) (result i32 i32) (local f32 f32)
    (local.set 2 (f32.min (f32.reinterpret_i32 (local.get 0)) (f32.reinterpret_i32 (local.get 1))))
    (local.set 3 (f32.max (f32.reinterpret_i32 (local.get 0)) (f32.reinterpret_i32 (local.get 1))))
    (f32.ne (local.get 2) (local.get 2))
    (f32.ne (local.get 3) (local.get 3)))
  (func (export "constant_min_max") (result i32 i32)
    (i32.reinterpret_f32 (f32.min (f32.const 0) (f32.const -0)))
    (i32.reinterpret_f32 (f32.max (f32.const -0) (f32.const 0))))
  (func (export "signs") (param i64 i64) (result i64 i64 i64)
    (i64.reinterpret_f64 (f64.copysign (f64.reinterpret_i64 (local.get 0)) (f64.reinterpret_i64 (local.get 1))))
    (i64.reinterpret_f64 (f64.neg (f64.reinterpret_i64 (local.get 0))))
    (i64.reinterpret_f64 (f64.abs (f64.reinterpret_i64 (local.get 1)))))
  (func (export "round") (param i64) (result i64 i64 i64 i64)
    (i64.reinterpret_f64 (f64.nearest (f64.reinterpret_i64 (local.get 0))))
    (i64.reinterpret_f64 (f64.ceil (f64.reinterpret_i64 (local.get 0))))
    (i64.reinterpret_f64 (f64.floor (f64.reinterpret_i64 (local.get 0))))
    (i64.reinterpret_f64 (f64.trunc (f64.reinterpret_i64 (local.get 0)))))
  (func (export "round32") (param i32) (result i32 i32)
    (i32.reinterpret_f32 (f32.nearest (f32.reinterpret_i32 (local.get 0))))
    (i32.reinterpret_f32 (f32.sqrt (f32.reinterpret_i32 (local.get 0)))))
;; RUN: --invoke min_max 0 -9223372036854775808
;; STDOUT: -9223372036854775808
;; STDOUT: 0
;; RUN: --invoke min_max 0x3ff0000000000000 0x4000000000000000
;; STDOUT: 4607182418800017408
;; STDOUT: 4611686018427387904
;; RUN: --invoke min_max_is_nan 0x7fc00000 0x3f800000
;; STDOUT: 1
;; STDOUT: 1
;; RUN: --invoke min_max_is_nan 0x3f800000 0xffc00000
;; STDOUT: 1
;; STDOUT: 1
;; RUN: --invoke min_max_is_nan 0x3f800000 0x40000000
;; STDOUT: 0
;; STDOUT: 0
;; RUN: --invoke constant_min_max
;; STDOUT: -2147483648
;; STDOUT: 0
;; RUN: --invoke signs 0x3ff0000000000000 0xfff8000000000001
;; STDOUT: -4616189618054758400
;; STDOUT: -4616189618054758400
;; STDOUT: 9221120237041090561

  ;; 2.5, -0.5, 4503599627370497.5
;; RUN: --invoke round 0x4004000000000000
;; STDOUT: 4611686018427387904
;; STDOUT: 4613937818241073152
;; STDOUT: 4611686018427387904
;; STDOUT: 4611686018427387904
;; RUN: --invoke round 0xbfe0000000000000
;; STDOUT: -9223372036854775808
;; STDOUT: -9223372036854775808
;; STDOUT: -4616189618054758400
;; STDOUT: -9223372036854775808
;; RUN: --invoke round32 0x40200000
;; STDOUT: 1073741824
;; STDOUT: 1070228162

  ;; Integers to floats round to the nearest; demotion and promotion.
  (func (export "convert") (param i64) (result i32 i32 i64 i64)
    (i32.reinterpret_f32 (f32.convert_i64_s (local.get 0)))
    (i32.reinterpret_f32 (f32.convert_i64_u (local.get 0)))
    (i64.reinterpret_f64 (f64.convert_i64_s (local.get 0)))
    (i64.reinterpret_f64 (f64.convert_i64_u (local.get 0))))
  (func (export "demote") (param i64) (result i32)
    (i32.reinterpret_f32 (f32.demote_f64 (f64.reinterpret_i64 (local.get 0)))))
;; RUN: --invoke convert -1
;; STDOUT: -1082130432
;; STDOUT: 1602224128
;; STDOUT: -4616189618054758400
;; STDOUT: 4895412794951729152
;; RUN: --invoke convert 9223371761976868863
;; STDOUT: 1593835519
;; STDOUT: 1593835519
;; STDOUT: 4890909195055923200
;; STDOUT: 4890909195055923200
;; RUN: --invoke demote 0x47efffffefffffff
;; STDOUT: 2139095039
;; RUN: --invoke demote 0x47effffff0000000
;; STDOUT: 2139095040
)
