;; `_initialize` runs once before an export that is called by name; `_start` alone when none is named.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (global $state (mut i32) (i32.const 0))
  (func (export "_initialize") (global.set $state (i32.add (global.get $state) (i32.const 3))))
  (func (export "state") (result i32) (global.get $state))
  (func (export "leave") (param i32) (call $exit (local.get 0))))
;; RUN: --invoke state
;; STDOUT: 3
;; RUN: --invoke leave 9
;; EXIT: 9
;; RUN: --invoke leave 0
