;; NaNs that signal: arithmetic makes them quiet, also where it changes nothing else; moving them does not.
(module
  ;; One bit per operation, set if its result is quiet.
  (func $quiet32 (param f32) (result i32)
    (i32.and (i32.shr_u (i32.reinterpret_f32 (local.get 0)) (i32.const 22)) (i32.const 1)))
  (func $quiet64 (param f64) (result i32)
    (i32.wrap_i64
      (i64.and (i64.shr_u (i64.reinterpret_f64 (local.get 0)) (i64.const 51)) (i64.const 1))))
  (global $bits (mut i32) (i32.const 0))
  (func $add (param i32)
    (global.set $bits (i32.or (i32.shl (global.get $bits) (i32.const 1)) (local.get 0))))

  (func (export "identities32") (param i32) (result i32) (local $x f32) (local $one f32)
    (local.set $x (f32.reinterpret_i32 (local.get 0)))
    (local.set $one (f32.const 1))
    (global.set $bits (i32.const 0))
    (call $add (call $quiet32 (f32.mul (local.get $x) (local.get $one))))
    (call $add (call $quiet32 (f32.mul (f32.const -1) (local.get $x))))
    (call $add (call $quiet32 (f32.div (local.get $x) (f32.const 1))))
    (call $add (call $quiet32 (f32.div (local.get $x) (f32.const -1))))
    (call $add (call $quiet32 (f32.add (local.get $x) (f32.const -0))))
    (call $add (call $quiet32 (f32.add (f32.const 0) (f32.abs (local.get $x)))))
    (call $add (call $quiet32 (f32.sub (local.get $x) (f32.const 0))))
    (call $add (call $quiet32 (f32.sub (f32.const -0) (local.get $x))))
    (global.get $bits))
  (func (export "identities64") (param i64) (result i32) (local $x f64) (local $one f64)
    (local.set $x (f64.reinterpret_i64 (local.get 0)))
    (local.set $one (f64.const 1))
    (global.set $bits (i32.const 0))
    (call $add (call $quiet64 (f64.mul (local.get $x) (local.get $one))))
    (call $add (call $quiet64 (f64.mul (f64.const -1) (local.get $x))))
    (call $add (call $quiet64 (f64.div (local.get $x) (f64.const 1))))
    (call $add (call $quiet64 (f64.div (local.get $x) (f64.const -1))))
    (call $add (call $quiet64 (f64.add (local.get $x) (f64.const -0))))
    (call $add (call $quiet64 (f64.add (f64.const 0) (f64.abs (local.get $x)))))
    (call $add (call $quiet64 (f64.sub (local.get $x) (f64.const 0))))
    (call $add (call $quiet64 (f64.sub (f64.const -0) (local.get $x))))
    (global.get $bits))
;; RUN: --invoke identities32 0x7fa00000
;; STDOUT: 255
;; RUN: --invoke identities32 0xff800001
;; STDOUT: 255
;; RUN: --invoke identities64 0x7ff4000000000000
;; STDOUT: 255
;; RUN: --invoke identities64 0xfff0000000000001
;; STDOUT: 255

  (func (export "extremes") (param i32) (result i32) (local $x f32)
    (local.set $x (f32.reinterpret_i32 (local.get 0)))
    (global.set $bits (i32.const 0))
    (call $add (call $quiet32 (f32.min (local.get $x) (local.get $x))))
    (call $add (call $quiet32 (f32.max (local.get $x) (local.get $x))))
    (call $add (call $quiet32 (f32.min (local.get $x) (f32.const inf))))
    (call $add (call $quiet32 (f32.max (f32.const -inf) (local.get $x))))
    (call $add (call $quiet32 (f32.min (local.get $x) (f32.const -0))))
    (call $add (call $quiet32 (f32.max (local.get $x) (f32.const 0))))
    (call $add (call $quiet32 (f32.min (f32.const -inf) (local.get $x))))
    (call $add (call $quiet32 (f32.max (local.get $x) (f32.const inf))))
    (global.get $bits))
;; RUN: --invoke extremes 0x7fa00000
;; STDOUT: 255
;; RUN: --invoke extremes 0xff800001
;; STDOUT: 255

  (func (export "round_trips") (param i32 i32) (result i32) (local $x f32) (local $wide f64)
    (local.set $x (f32.reinterpret_i32 (local.get 0)))
    (global.set $bits (i32.const 0))
    (call $add (call $quiet32 (f32.demote_f64 (f64.promote_f32 (local.get $x)))))
    (call $add (call $quiet32 (f32.demote_f64 (f64.neg (f64.promote_f32 (local.get $x))))))
    (call $add (call $quiet32 (f32.demote_f64 (f64.abs (f64.promote_f32 (local.get $x))))))
    (call $add (call $quiet32 (f32.demote_f64 (f64.mul (f64.promote_f32 (local.get $x)) (f64.const 1)))))
    (call $add (call $quiet32 (f32.demote_f64
      (select (f64.promote_f32 (local.get $x)) (f64.const 2) (local.get 1)))))
    (if (local.get 1)
      (then (local.set $wide (f64.promote_f32 (local.get $x))))
      (else (local.set $wide (f64.const 3))))
    (call $add (call $quiet32 (f32.demote_f64 (local.get $wide))))
    (global.get $bits))
;; RUN: --invoke round_trips 0x7fa00000 1
;; STDOUT: 63

  (func (export "rounded") (param i64) (result i32) (local $x f64)
    (local.set $x (f64.reinterpret_i64 (local.get 0)))
    (global.set $bits (i32.const 0))
    (call $add (call $quiet64 (f64.ceil (local.get $x))))
    (call $add (call $quiet64 (f64.floor (local.get $x))))
    (call $add (call $quiet64 (f64.trunc (local.get $x))))
    (call $add (call $quiet64 (f64.nearest (local.get $x))))
    (call $add (call $quiet64 (f64.sqrt (local.get $x))))
    (global.get $bits))
;; RUN: --invoke rounded 0x7ff4000000000000
;; STDOUT: 31

  ;; Which sign is multiplied by is known only when the program runs.
  (func (export "by_sign") (param i64 i32) (result i32)
    (call $quiet64 (f64.mul (f64.reinterpret_i64 (local.get 0))
                            (select (f64.const 1) (f64.const -1) (local.get 1)))))
  (func (export "by_branch") (param i64 i32) (result i32) (local $sign f64)
    (if (local.get 1)
      (then (local.set $sign (f64.const 1)))
      (else (local.set $sign (f64.const -1))))
    (call $quiet64 (f64.mul (f64.reinterpret_i64 (local.get 0)) (local.get $sign))))
;; RUN: --invoke by_branch 0x7ff4000000000000 1
;; STDOUT: 1
;; RUN: --invoke by_branch 0x7ff4000000000000 0
;; STDOUT: 1
;; RUN: --invoke by_sign 0x7ff4000000000000 1
;; STDOUT: 1
;; RUN: --invoke by_sign 0x7ff4000000000000 0
;; STDOUT: 1

  (func $is_quiet_everywhere (param v128) (result i32)
    (i32x4.all_true (v128.and (local.get 0) (v128.const i32x4 0x400000 0x400000 0x400000 0x400000))))
  (func (export "lanes") (param i32) (result i32) (local $x v128)
    (local.set $x (i32x4.splat (local.get 0)))
    (global.set $bits (i32.const 0))
    (call $add (call $is_quiet_everywhere (f32x4.mul (local.get $x) (v128.const f32x4 1 1 1 1))))
    (call $add (call $is_quiet_everywhere (f32x4.div (local.get $x) (v128.const f32x4 -1 -1 -1 -1))))
    (call $add (call $is_quiet_everywhere (f32x4.sub (local.get $x) (v128.const f32x4 0 0 0 0))))
    (call $add (call $is_quiet_everywhere (f32x4.min (local.get $x) (local.get $x))))
    (call $add (call $is_quiet_everywhere (f32x4.max (local.get $x) (v128.const f32x4 -inf -inf -inf -inf))))
    (call $add (call $quiet32 (f32x4.extract_lane 2
      (f32x4.mul (local.get $x) (v128.const f32x4 3 2 1 0)))))
    (call $add (call $quiet32 (f32x4.extract_lane 1
      (f32x4.demote_f64x2_zero (f64x2.promote_low_f32x4 (local.get $x))))))
    (global.get $bits))
;; RUN: --invoke lanes 0x7fa00000
;; STDOUT: 127

  ;; Neighbours in memory, of which the optimiser makes vectors of two.
  (memory 1)
  (func (export "neighbours") (param i32) (result i32 i32)
    (i32.store (i32.const 16) (local.get 0))
    (i32.store (i32.const 20) (local.get 0))
    (call $scale (i32.const 16) (i32.const 32))
    (call $quiet32 (f32.load (i32.const 32)))
    (call $quiet32 (f32.load (i32.const 36))))
  (func $scale (export "scale") (param i32 i32) (local f32 f32)
    (local.set 2 (f32.mul (f32.load (local.get 0)) (f32.const 1)))
    (local.set 3 (f32.mul (f32.load offset=4 (local.get 0)) (f32.const 1)))
    (f32.store (local.get 1) (local.get 2))
    (f32.store offset=4 (local.get 1) (local.get 3)))
;; RUN: --invoke neighbours 0x7fa00000
;; STDOUT: 1
;; STDOUT: 1

  ;; What is no arithmetic keeps all bits.
  (func (export "moves") (param i32 i32) (result i32 i32 i32 i32) (local $x f32)
    (local.set $x (f32.reinterpret_i32 (local.get 0)))
    (i32.reinterpret_f32 (f32.neg (local.get $x)))
    (i32.reinterpret_f32 (f32.abs (local.get $x)))
    (i32.reinterpret_f32 (f32.copysign (local.get $x) (f32.const -1)))
    (i32.reinterpret_f32
      (select (f32.mul (local.get $x) (f32.const 2)) (local.get $x) (local.get 1))))
  (func (export "moved_lanes") (param i32) (result i32 i32) (local $x v128)
    (local.set $x (i32x4.splat (local.get 0)))
    (i32x4.extract_lane 0 (f32x4.pmin (local.get $x) (v128.const f32x4 1 1 1 1)))
    (i32x4.extract_lane 0 (f32x4.pmax (local.get $x) (v128.const f32x4 1 1 1 1))))
;; RUN: --invoke moves 0x7fa00001 0
;; STDOUT: -6291455
;; STDOUT: 2141192193
;; STDOUT: -6291455
;; STDOUT: 2141192193
;; RUN: --invoke moved_lanes 0x7fa00001
;; STDOUT: 2141192193
;; STDOUT: 2141192193
)
