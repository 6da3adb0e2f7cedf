;; Branches, tables of branches, loops, and blocks, functions and calls with many parameters and results.
(module
  (func (export "switch") (param i32) (result i32)
    (block $default
      (block $two
        (block $one
          (block $zero
            (br_table $zero $one $two $one $default (local.get 0)))
          (return (i32.const 100)))
        (return (i32.const 101)))
      (return (i32.const 102)))
    (i32.const 103))
  (func (export "switch_with_value") (param i32) (result i32)
    (block $outer (result i32)
      (i32.add (i32.const 10)
        (block $inner (result i32)
          (br_table $inner $outer (i32.const 5) (local.get 0))))))
  (func (export "default_only") (param i32) (result i32)
    (block $out (br_table $out (local.get 0)))
    (i32.const 1))
;; RUN: --invoke switch 0
;; STDOUT: 100
;; RUN: --invoke switch 1
;; STDOUT: 101
;; RUN: --invoke switch 2
;; STDOUT: 102
;; RUN: --invoke switch 3
;; STDOUT: 101
;; RUN: --invoke switch 4
;; STDOUT: 103
;; RUN: --invoke switch -1
;; STDOUT: 103
;; RUN: --invoke switch_with_value 0
;; STDOUT: 15
;; RUN: --invoke switch_with_value 1
;; STDOUT: 5
;; RUN: --invoke default_only -5
;; STDOUT: 1

  (func (export "sum_to") (param i32) (result i64) (local i64)
    (loop $again
      (local.set 1 (i64.add (local.get 1) (i64.extend_i32_u (local.get 0))))
      (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 1))
  (func (export "loop_with_parameters") (param i32) (result i32 i32)
    ;; Two Fibonacci numbers travel as parameters of the loop.
    (i32.const 0) (i32.const 1)
    (loop $again (param i32 i32) (result i32 i32) (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
      (call $step)
      (br_if $again (local.get 0))))
  (func $step (param i32 i32) (result i32 i32)
    (local.get 1) (i32.add (local.get 0) (local.get 1)))
  (func (export "if_with_parameters") (param i32) (result i32 i64)
    (i32.const 7) (i64.const 8)
    (if (param i32 i64) (result i32 i64) (local.get 0)
      (then (drop) (drop) (i32.const 1) (i64.const 2))
      (else)))
  (func (export "unreachable_code") (result i32)
    (block (result i32)
      (br 0 (i32.const 3))
      (drop (i64.add))
      (loop (br 0))
      (i32.add)))
;; RUN: --invoke sum_to 100000
;; STDOUT: 5000050000
;; RUN: --invoke loop_with_parameters 20
;; STDOUT: 6765
;; STDOUT: 10946
;; RUN: --invoke if_with_parameters 0
;; STDOUT: 7
;; STDOUT: 8
;; RUN: --invoke if_with_parameters 1
;; STDOUT: 1
;; STDOUT: 2
;; RUN: --invoke unreachable_code
;; STDOUT: 3

  ;; More results than any calling convention has registers for, of mixed types, through direct and indirect calls.
  (type $many (func (param i32 i64 f32 f64) (result i32 i64 f32 f64 i64 i32 f64 f32 i32 i64 i32 i64)))
  (table 1 funcref)
  (elem (i32.const 0) func $many)
  (func $many (type $many)
    (local.get 0) (local.get 1) (local.get 2) (local.get 3)
    (i64.add (local.get 1) (i64.const 1)) (i32.add (local.get 0) (i32.const 1))
    (f64.add (local.get 3) (f64.const 1)) (f32.add (local.get 2) (f32.const 1))
    (i32.mul (local.get 0) (i32.const 3)) (i64.mul (local.get 1) (i64.const 3))
    (i32.const -5) (i64.const -6))
  (func $digest (param i32 i64 f32 f64 i64 i32 f64 f32 i32 i64 i32 i64) (result i64)
    ;; Each value counts with its own weight, so that none can be exchanged for another.
    (i64.extend_i32_s (local.get 0))
    (i64.mul (local.get 1) (i64.const 10))
    (i64.mul (i64.trunc_f32_s (local.get 2)) (i64.const 100))
    (i64.mul (i64.trunc_f64_s (local.get 3)) (i64.const 1000))
    (i64.mul (local.get 4) (i64.const 10000))
    (i64.mul (i64.extend_i32_s (local.get 5)) (i64.const 100000))
    (i64.mul (i64.trunc_f64_s (local.get 6)) (i64.const 1000000))
    (i64.mul (i64.trunc_f32_s (local.get 7)) (i64.const 10000000))
    (i64.mul (i64.extend_i32_s (local.get 8)) (i64.const 100000000))
    (i64.mul (local.get 9) (i64.const 1000000000))
    (i64.mul (i64.extend_i32_s (local.get 10)) (i64.const 10000000000))
    (i64.mul (local.get 11) (i64.const 100000000000))
    (i64.add) (i64.add) (i64.add) (i64.add) (i64.add) (i64.add) (i64.add) (i64.add) (i64.add) (i64.add) (i64.add))
  (func (export "many_direct") (result i64)
    (call $digest (call $many (i32.const 1) (i64.const 2) (f32.const 3) (f64.const 4))))
  (func (export "many_indirect") (param i32) (result i64)
    (call_indirect (type $many) (i32.const 1) (i64.const 2) (f32.const 3) (f64.const 4) (local.get 0))
    (call $digest))
  (func (export "many_exported") (result i32 i64 i32 i64 i32 i64 i32 i64 i32 i64)
    (i32.const 1) (i64.const 2) (i32.const 3) (i64.const 4) (i32.const 5)
    (i64.const 6) (i32.const 7) (i64.const 8) (i32.const 9) (i64.const 10))
;; RUN: --invoke many_direct
;; STDOUT: -643654765679
;; RUN: --invoke many_indirect 0
;; STDOUT: -643654765679
;; RUN: --invoke many_exported
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

  ;; Many parameters of each class, past the registers.
  (func $weigh (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 f64 f64 f64 f64 f64 f64 f64 f64 f64 f64) (result i64)
    (i64.extend_i32_s (i32.sub (i32.mul (local.get 0) (i32.const 1000)) (local.get 9)))
    (i64.trunc_f64_s (f64.sub (f64.mul (local.get 10) (f64.const 1000)) (local.get 19)))
    (i64.extend_i32_s (i32.mul (local.get 7) (local.get 8)))
    (i64.trunc_f64_s (f64.mul (local.get 17) (local.get 18)))
    (i64.add) (i64.mul (i64.const 100000)) (i64.add) (i64.add))
  (func (export "weigh") (param i32) (result i64)
    (call $weigh
      (local.get 0) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5)
      (i32.const 6) (i32.const 7) (i32.const 8) (i32.const 9) (i32.const 10)
      (f64.const 11) (f64.const 12) (f64.const 13) (f64.const 14) (f64.const 15)
      (f64.const 16) (f64.const 17) (f64.const 18) (f64.const 19) (f64.const 20)))
;; RUN: --invoke weigh 1
;; STDOUT: 41411970

  (func (export "select_of_types") (param i32) (result i32 i64 i32)
    (select (i32.const 1) (i32.const 2) (local.get 0))
    (select (result i64) (i64.const 3) (i64.const 4) (local.get 0))
    (ref.is_null (select (result externref) (ref.null extern) (ref.null extern) (local.get 0))))
;; RUN: --invoke select_of_types 5
;; STDOUT: 1
;; STDOUT: 3
;; STDOUT: 1
;; RUN: --invoke select_of_types 0
;; STDOUT: 2
;; STDOUT: 4
;; STDOUT: 1
)
