;; An active data segment that does not fit is a trap of instantiation.
(module
  (memory 1)
  (data (i32.const 65534) "abc")
  (func (export "never")))
;; RUN: --invoke never
;; TRAP: out of bounds memory access
