;; Of two accesses that would trap, the first in the program's order does.
(module
  (memory 1)

  ;; The second access has the same address in every round, the first one has not.
  (func $loop (export "loop") (param $same i32) (param $varying i32) (param $rounds i32) (result i32)
    (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $varying))))
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $same))))
      (local.set $varying (i32.add (local.get $varying) (i32.const 1)))
      (br_if $next (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (local.get $sum))
;; RUN: --invoke loop 65536 65536 3
;; TRAP: out of bounds memory access in loop at i32.load8_u
;; RUN: --invoke loop 65536 65535 3
;; TRAP: out of bounds memory access in loop at i32.load
;; RUN: --invoke loop 0 65534 3
;; TRAP: out of bounds memory access in loop at i32.load8_u
;; RUN: --invoke loop 0 65533 3
;; STDOUT: 0

  ;; The first access is not reached in every round.
  (func $sometimes (export "sometimes") (param $reached i32) (param $first i32) (param $second i32) (param $rounds i32)
      (result i32)
    (local $sum i32)
    (loop $next
      (if (i32.and (local.get $reached) (local.get $rounds))
        (then (local.set $sum (i32.add (local.get $sum) (i32.load16_u (local.get $first))))))
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $second))))
      (br_if $next (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (local.get $sum))
;; RUN: --invoke sometimes 1 65536 65536 3
;; TRAP: out of bounds memory access in sometimes at i32.load16_u
;; RUN: --invoke sometimes 0 65536 65536 3
;; TRAP: out of bounds memory access in sometimes at i32.load
;; RUN: --invoke sometimes 1 65536 0 2
;; TRAP: out of bounds memory access in sometimes at i32.load16_u

  ;; The second value is known on one of the ways.
  (func $join (export "join") (param $known i32) (param $first i32) (param $second i32) (result i32)
    (local $sum i32)
    (if (local.get $known) (then (local.set $sum (i32.load (local.get $second)))))
    (local.set $sum (i32.add (local.get $sum) (i32.load16_s (local.get $first))))
    (i32.add (local.get $sum) (i32.load (local.get $second))))
;; RUN: --invoke join 0 65536 65536
;; TRAP: out of bounds memory access in join at i32.load16_s
)
