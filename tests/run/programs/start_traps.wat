;; A trap in the start function ends the run before anything else is called.
(module
  (func $start (drop (i32.div_s (i32.const 1) (i32.const 0))))
  (start $start)
  (func (export "never")))
;; RUN: --invoke never
;; TRAP: integer divide by zero in start at i32.div_s
