;; A module for others to import from: importer.wat. Its own runs show that it also stands alone.
(module
  (memory (export "memory") 1 2)
  (table (export "table") 3 funcref)
  (global (export "constant") i32 (i32.const 1000))
  (global $count (export "count") (mut i32) (i32.const 5))
  (type $binary (func (param i32 i32) (result i32)))
  (data (i32.const 0) "\11\22\33\44")
  (elem (i32.const 0) func $add)
  (func $add (export "add") (type $binary) (i32.add (local.get 0) (local.get 1)))
  (func (export "count_up") (result i32)
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (global.get $count))
  (func (export "pair") (result i64 f64) (i64.const 6) (f64.const 2.5))
  (func (export "peek") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "call_slot") (param i32) (result i32)
    (call_indirect (type $binary) (i32.const 30) (i32.const 4) (local.get 0)))
  (func $fail (export "fail") (unreachable)))
;; RUN: --invoke add 2 3
;; STDOUT: 5
;; RUN: --invoke call_slot 0
;; STDOUT: 34
;; RUN: --invoke fail
;; TRAP: unreachable in fail at unreachable
