;; An active element segment that does not fit is a trap of instantiation.
(module
  (table 1 funcref)
  (func $one)
  (elem (i32.const 0) func $one $one)
  (func (export "never")))
;; RUN: --invoke never
;; TRAP: out of bounds table access
