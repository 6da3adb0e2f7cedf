;; PRELOAD: library=tail_library.wat
;; FLAGS: --enable-tail-call
;; Chains of a million tail calls, which need no more stack than one.
(module
  (type $step (func (param i32 i64) (result i64)))
  (type $wide (func (param i64 i32 f64 f32 i64 i64 i64 i64 i64) (result i64)))
  (type $many (func (param i32) (result i32 i64 f32 f64 i32 i64 f32 f64 i32 i64)))
  (type $to_i32 (func (param i32) (result i32)))
  (import "library" "steps" (table $steps 4 funcref))
  (import "library" "down" (func $down (type $step)))
  (import "library" "plain" (func $plain (type $step)))
  (elem (table $steps) (i32.const 0) func $answer $wide_answer)
  (elem declare func $many_down)
  (table $own funcref (elem $even $odd $many_down $many_ends))

  ;; To oneself, and to another function of the same type.
  (func $count (export "count") (param $left i32) (param $sum i32) (result i32)
    (if (i32.eqz (local.get $left)) (then (return (local.get $sum))))
    (return_call $count (i32.sub (local.get $left) (i32.const 1)) (i32.add (local.get $sum) (i32.const 3))))
  (func $even (export "even") (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
    (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
  (func $odd (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
    (return_call_indirect $own (type $to_i32) (i32.sub (local.get 0) (i32.const 1)) (i32.const 0)))
;; RUN: --invoke count 1000000 0
;; STDOUT: 3000000
;; RUN: --invoke even 1000001
;; STDOUT: 0
;; RUN: --invoke even 1000000
;; STDOUT: 1

  ;; Between instances and between types with more and with fewer parameters, some of them beyond the registers.
  (func $answer (type $step) (return_call $down (local.get 0) (local.get 1)))
  (func $wide_answer (type $wide)
    (return_call $down
      (local.get 1)
      (i64.add (local.get 0) (i64.sub (local.get 8)
        (i64.add (i64.trunc_f64_s (local.get 2)) (i64.trunc_f32_s (local.get 3)))))))
  (func (export "across") (param i32) (result i64) (return_call $down (local.get 0) (i64.const 0)))
;; RUN: --invoke across 1000000
;; STDOUT: 5000000

  ;; To functions that make no tail calls: another instance's, and one of this instance.
  (func (export "to_plain") (result i64) (return_call $plain (i32.const 3) (i64.const 4)))
  (func $sum (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "to_sum") (result i32) (return_call $sum (i32.const 3) (i32.const 4)))
;; RUN: --invoke to_plain
;; STDOUT: 7
;; RUN: --invoke to_sum
;; STDOUT: 7

  ;; Many results, and vectors among many parameters.
  (func $many_ends (type $many)
    (i32.const 1) (i64.const 2) (f32.const 3) (f64.const 4) (i32.const 5)
    (i64.const 6) (f32.const 7) (f64.const 8) (i32.const 9) (i64.const 10))
  (func $many_down (export "many") (type $many)
    (if (i32.eqz (local.get 0)) (then (return_call $many_ends (i32.const 0))))
    (return_call_indirect $own (type $many) (i32.sub (local.get 0) (i32.const 1)) (i32.const 2)))
;; RUN: --invoke many 1000000
;; STDOUT: 1
;; STDOUT: 2
;; STDOUT: 3
;; STDOUT: 4
;; STDOUT: 5
;; STDOUT: 6
;; STDOUT: 7
;; STDOUT: 8
;; STDOUT: 9
;; STDOUT: 10

  (func $vectors (param $left i32) (param v128 v128 v128 v128 v128 v128 v128 v128 v128 v128) (result v128)
    (if (i32.eqz (local.get $left)) (then
      (return (i8x16.sub (local.get 10) (i8x16.add (local.get 1) (i8x16.sub (local.get 9) (local.get 2)))))))
    (return_call $vectors (i32.sub (local.get $left) (i32.const 1))
      (local.get 10) (local.get 1) (local.get 2) (local.get 3) (local.get 4)
      (local.get 5) (local.get 6) (local.get 7) (local.get 8) (local.get 9)))
  (func (export "vectors") (param i32) (result i32)
    (i8x16.extract_lane_s 3 (call $vectors (local.get 0)
      (i8x16.splat (i32.const 1)) (i8x16.splat (i32.const 3)) (i8x16.splat (i32.const 6)) (i8x16.splat (i32.const 10))
      (i8x16.splat (i32.const 15)) (i8x16.splat (i32.const 21)) (i8x16.splat (i32.const 28))
      (i8x16.splat (i32.const 36)) (i8x16.splat (i32.const 45)) (i8x16.splat (i32.const 55)))))
;; RUN: --invoke vectors 0
;; STDOUT: 12
;; RUN: --invoke vectors 1000003
;; STDOUT: 16

  ;; An ordinary call of a function that makes tail calls leaves the caller's locals alone.
  (func (export "ordinary") (param $n i32) (result i32)
    (local $kept i32)
    (local.set $kept (i32.mul (local.get $n) (i32.const 7)))
    (i32.add
      (i32.add (call $even (local.get $n)) (call_indirect $own (type $to_i32) (local.get $n) (i32.const 1)))
      (local.get $kept)))
;; RUN: --invoke ordinary 10
;; STDOUT: 71

  ;; Traps have the position of the tail call.
  (func $traps (export "traps") (param i32) (result i32)
    (return_call_indirect $own (type $to_i32) (i32.const 0) (local.get 0)))
;; RUN: --invoke traps 2
;; TRAP: indirect call type mismatch in traps at return_call_indirect
;; RUN: --invoke traps 4
;; TRAP: undefined element in traps at return_call_indirect
)
