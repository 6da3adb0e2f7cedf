;; Traps of tables and indirect calls, each with its position.
(module
  (type $to_i32 (func (result i32)))
  (type $to_i64 (func (result i64)))
  (table $functions 4 8 funcref)
  (table $values 2 externref)
  (elem (table $functions) (i32.const 0) func $one $wide)
  (elem $passive func $one $one $one)
  (func $one (result i32) (i32.const 1))
  (func $wide (result i64) (i64.const 2))

  (func $call_i32 (export "call_i32") (param i32) (result i32)
    (call_indirect $functions (type $to_i32) (local.get 0)))
  (func $call_i64 (export "call_i64") (param i32) (result i64)
    (call_indirect $functions (type $to_i64) (local.get 0)))
  (func $call_value_dropped (export "call_value_dropped") (param i32)
    (drop (call_indirect $functions (type $to_i32) (local.get 0))))
;; RUN: --invoke call_i32 0
;; STDOUT: 1
;; RUN: --invoke call_i64 1
;; STDOUT: 2
;; RUN: --invoke call_i32 1
;; TRAP: indirect call type mismatch in call_i32 at call_indirect
;; RUN: --invoke call_i64 0
;; TRAP: indirect call type mismatch in call_i64 at call_indirect
;; RUN: --invoke call_i32 2
;; TRAP: uninitialized element in call_i32 at call_indirect
;; RUN: --invoke call_i32 3
;; TRAP: uninitialized element in call_i32 at call_indirect
;; RUN: --invoke call_i32 4
;; TRAP: undefined element in call_i32 at call_indirect
;; RUN: --invoke call_i32 -1
;; TRAP: undefined element in call_i32 at call_indirect
;; RUN: --invoke call_value_dropped 2
;; TRAP: uninitialized element in call_value_dropped at call_indirect
;; RUN: --invoke call_value_dropped 5
;; TRAP: undefined element in call_value_dropped at call_indirect

  ;; A table that grows: the new elements are there, and null or what they were filled with.
  (func $call_after_grow (export "call_after_grow") (param i32) (result i32)
    (drop (table.grow $functions (ref.func $one) (i32.const 1)))
    (call_indirect $functions (type $to_i32) (local.get 0)))
  (func $grow_too_far (export "grow_too_far") (param i32) (result i32)
    (table.grow $functions (ref.null func) (local.get 0)))
;; RUN: --invoke call_after_grow 4
;; STDOUT: 1
;; RUN: --invoke call_after_grow 5
;; TRAP: undefined element in call_after_grow at call_indirect
;; RUN: --invoke grow_too_far 4
;; STDOUT: 4
;; RUN: --invoke grow_too_far 5
;; STDOUT: -1

  (func $get (export "get") (param i32) (result i32) (ref.is_null (table.get $functions (local.get 0))))
  (func $get_value (export "get_value") (param i32) (result i32)
    (ref.is_null (table.get $values (local.get 0))))
  (func $get_dropped (export "get_dropped") (param i32) (drop (table.get $functions (local.get 0))))
  (func $set (export "set") (param i32) (table.set $functions (local.get 0) (ref.func $one)))
  (func $set_value (export "set_value") (param i32) (table.set $values (local.get 0) (ref.null extern)))
  (func $set_then_call (export "set_then_call") (param i32) (result i32)
    (table.set $functions (local.get 0) (ref.func $one))
    (call_indirect $functions (type $to_i32) (local.get 0)))
  (func $copy (export "copy") (param i32 i32 i32)
    (table.copy $functions $functions (local.get 0) (local.get 1) (local.get 2)))
  (func $fill (export "fill") (param i32 i32)
    (table.fill $functions (local.get 0) (ref.func $one) (local.get 1)))
  (func $init (export "init") (param i32 i32 i32)
    (table.init $functions $passive (local.get 0) (local.get 1) (local.get 2)))
  (func $init_after_drop (export "init_after_drop") (param i32)
    (elem.drop $passive)
    (table.init $functions $passive (i32.const 0) (i32.const 0) (local.get 0)))
;; RUN: --invoke get 0
;; STDOUT: 0
;; RUN: --invoke get 3
;; STDOUT: 1
;; RUN: --invoke get 4
;; TRAP: out of bounds table access in get at table.get
;; RUN: --invoke get_value 1
;; STDOUT: 1
;; RUN: --invoke get_value 2
;; TRAP: out of bounds table access in get_value at table.get
;; RUN: --invoke get_dropped -1
;; TRAP: out of bounds table access in get_dropped at table.get
;; RUN: --invoke set 4
;; TRAP: out of bounds table access in set at table.set
;; RUN: --invoke set_value 2
;; TRAP: out of bounds table access in set_value at table.set
;; RUN: --invoke set_then_call 3
;; STDOUT: 1
;; RUN: --invoke copy 4 0 0
;; RUN: --invoke copy 5 0 0
;; TRAP: out of bounds table access in copy at table.copy
;; RUN: --invoke copy 0 3 2
;; TRAP: out of bounds table access in copy at table.copy
;; RUN: --invoke copy 3 0 2
;; TRAP: out of bounds table access in copy at table.copy
;; RUN: --invoke copy 1 0 -1
;; TRAP: out of bounds table access in copy at table.copy
;; RUN: --invoke fill 4 0
;; RUN: --invoke fill 3 2
;; TRAP: out of bounds table access in fill at table.fill
;; RUN: --invoke init 1 0 3
;; RUN: --invoke init 2 0 3
;; TRAP: out of bounds table access in init at table.init
;; RUN: --invoke init 0 2 2
;; TRAP: out of bounds table access in init at table.init
;; RUN: --invoke init_after_drop 0
;; RUN: --invoke init_after_drop 1
;; TRAP: out of bounds table access in init_after_drop at table.init
)
