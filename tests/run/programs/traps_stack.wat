;; Recursion without end is a trap, whatever the frames hold.
(module
  (type $to_i32 (func (param i32) (result i32)))
  (table 1 funcref)
  (elem (i32.const 0) func $indirect)
  (memory 1)

  ;; Not a tail call: the addition comes after.
  (func $direct (export "direct") (param i32) (result i32)
    (i32.add (i32.const 1) (call $direct (i32.add (local.get 0) (i32.const 1)))))
  (func $indirect (export "indirect") (param i32) (result i32)
    (i32.add (i32.const 1) (call_indirect (type $to_i32) (local.get 0) (i32.load (i32.const 0)))))
  (func $even (export "even") (param i32) (result i32)
    (i32.add (i32.const 1) (call $odd (i32.add (local.get 0) (i32.const 1)))))
  (func $odd (param i32) (result i32)
    (i32.add (i32.const 3) (call $even (i32.xor (local.get 0) (i32.const 5)))))
;; RUN: --invoke direct 0
;; TRAP: call stack exhausted in direct
;; RUN: --invoke indirect 0
;; TRAP: call stack exhausted in indirect
;; RUN: --invoke even 0
;; TRAP: call stack exhausted

  ;; Deep but bounded recursion is none.
  (func $depth (export "depth") (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.const 0))
      (else (i32.add (i32.const 1) (call $depth (i32.sub (local.get 0) (i32.const 1)))))))
;; RUN: --invoke depth 5000
;; STDOUT: 5000
)
