;; PRELOAD: library=library.wat
;; Everything that one instance can import from another: what either changes, both see.
(module
  (import "library" "memory" (memory 1))
  (import "library" "table" (table 3 funcref))
  (import "library" "constant" (global $constant i32))
  (import "library" "count" (global $count (mut i32)))
  (import "library" "add" (func $add (param i32 i32) (result i32)))
  (import "library" "count_up" (func $count_up (result i32)))
  (import "library" "pair" (func $pair (result i64 f64)))
  (import "library" "peek" (func $peek (param i32) (result i32)))
  (import "library" "call_slot" (func $call_slot (param i32) (result i32)))
  (import "library" "fail" (func $fail))
  (type $binary (func (param i32 i32) (result i32)))
  (global $own_count (mut i32) (i32.const 50))
  (global $from_import i32 (global.get $constant))
  (data (i32.const 4) "\01\00\00\00")
  (elem (i32.const 1) func $subtract $add)
  (func $subtract (type $binary)
    ;; Uses this instance's own global, so that a call through the shared table must bring this instance along.
    (i32.add (global.get $own_count) (i32.sub (local.get 0) (local.get 1))))

  (func (export "calls") (result i32 i64 f64)
    (call $add (i32.const 20) (i32.const 22)) (call $pair))
  (func (export "globals") (result i32 i32 i32 i32)
    (global.get $from_import)
    (call $count_up)
    (global.set $count (i32.const 70))
    (call $count_up)
    (global.get $count))
  (func (export "memory") (result i32 i32 i32)
    (i32.load (i32.const 0))
    (call $peek (i32.const 4))
    (i32.store (i32.const 4) (i32.const 99))
    (call $peek (i32.const 4)))
  (func (export "grown_memory") (result i32)
    (drop (memory.grow (i32.const 1)))
    (i32.store (i32.const 65536) (i32.const 12))
    (call $peek (i32.const 65536)))
  (func (export "table") (result i32 i32 i32 i32)
    (call_indirect (type $binary) (i32.const 9) (i32.const 2) (i32.const 0))
    (call_indirect (type $binary) (i32.const 9) (i32.const 2) (i32.const 1))
    (call $call_slot (i32.const 1))
    (call $call_slot (i32.const 2)))
  (func $fails (export "fails") (call $fail))
  (func $peeks_past (export "peeks_past") (result i32) (call $peek (i32.const 65536))))
;; RUN: --invoke calls
;; STDOUT: 42
;; STDOUT: 6
;; STDOUT: 2.5
;; RUN: --invoke globals
;; STDOUT: 1000
;; STDOUT: 6
;; STDOUT: 71
;; STDOUT: 71
;; RUN: --invoke memory
;; STDOUT: 1144201745
;; STDOUT: 1
;; STDOUT: 99
;; RUN: --invoke grown_memory
;; STDOUT: 12
;; RUN: --invoke table
;; STDOUT: 11
;; STDOUT: 57
;; STDOUT: 76
;; STDOUT: 34
;; RUN: --invoke fails
;; TRAP: unreachable
;; RUN: --invoke peeks_past
;; TRAP: out of bounds memory access
