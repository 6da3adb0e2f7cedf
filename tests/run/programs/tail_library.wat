;; What tail_calls.wat calls: functions that answer with tail calls through the shared table, and one that makes none.
;; FLAGS: --enable-tail-call
(module
  (type $step (func (param i32 i64) (result i64)))
  (table $steps (export "steps") 4 funcref)
  (memory (export "memory") 1)
  ;; Counts down by way of the importer's function in slot 1, which has other parameters.
  (type $wide (func (param i64 i32 f64 f32 i64 i64 i64 i64 i64) (result i64)))
  (func $down (export "down") (param $left i32) (param $sum i64) (result i64)
    (if (i32.eqz (local.get $left)) (then (return (local.get $sum))))
    (return_call_indirect $steps (type $wide)
      (i64.add (local.get $sum) (i64.const 1)) (i32.sub (local.get $left) (i32.const 1))
      (f64.const 1) (f32.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6) (i64.const 7)
      (i32.const 1)))
  (func (export "plain") (param i32 i64) (result i64)
    (i64.add (local.get 1) (i64.extend_i32_u (local.get 0)))))
;; RUN: --invoke down 0 5
;; STDOUT: 5
;; RUN: --invoke plain 1 5
;; STDOUT: 6
;; RUN: --invoke down 1 5
;; TRAP: uninitialized element in down at return_call_indirect
