;; What Emscripten's standalone mode imports beside WASI. The modules have a _start, or an _initialize that is called first.
;; RUN: --invoke grown
;; STDOUT: 3
;; RUN: --invoke halves
;; STDOUT: 7
(module
  (import "env" "emscripten_notify_memory_growth" (func $notify (param i32)))
  (import "env" "setTempRet0" (func $set (param i32)))
  (import "env" "getTempRet0" (func $get (result i32)))
  (memory (export "memory") 1)
  (func (export "_initialize")
    (drop (memory.grow (i32.const 2)))
    (call $notify (i32.const 0)))
  (func (export "grown") (result i32) (memory.size))
  (func (export "halves") (result i32)
    (call $set (i32.const 7))
    (call $get)))
