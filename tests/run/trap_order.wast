;; What has been done when a trap comes, and which of several comes: the first in the program's order, at every level of
;; optimisation.
(module
  (memory 0)
  (global $count (mut i32) (i32.const 0))
  (func $count (global.set $count (i32.add (global.get $count) (i32.const 1))))
  (func (export "count") (result i32) (global.get $count))

  ;; The address is the same in every round, and what comes before has an effect.
  (func (export "loop, behind") (param $address i32) (param $rounds i32) (result i32)
    (local $sum i32)
    (loop $next
      (call $count)
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $address))))
      (br_if $next (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (local.get $sum))

  ;; The value is used behind the loop alone.
  (func (export "loop, before") (param $address i32) (param $rounds i32) (result i32)
    (local $last i32)
    (loop $next
      (local.set $last (i32.load (local.get $address)))
      (call $count)
      (br_if $next (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (local.get $last))

  ;; Each round reads what the one before has written.
  (func (export "loop, recurrence") (param $address i32) (param $rounds i32) (result i32)
    (local $sum i32)
    (loop $next
      (call $count)
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $address))))
      (local.set $address (i32.add (local.get $address) (i32.const 4)))
      (i32.store (local.get $address) (local.get $sum))
      (br_if $next (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (local.get $sum))

  ;; The outer loop counts, the inner one only reads.
  (func (export "nested loops") (param $address i32) (param $rounds i32) (result i32)
    (local $sum i32) (local $inner i32)
    (loop $outer
      (call $count)
      (local.set $inner (i32.const 4))
      (loop $next
        (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $address))))
        (br_if $next (local.tee $inner (i32.sub (local.get $inner) (i32.const 1)))))
      (br_if $outer (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (local.get $sum))

  ;; The value is known if the condition holds, and otherwise has to be read.
  (func (export "join") (param $address i32) (param $known i32) (result i32)
    (local $value i32)
    (if (local.get $known) (then (local.set $value (i32.load (local.get $address)))))
    (call $count)
    (i32.add (local.get $value) (i32.load (local.get $address))))

  (func (export "join, branch") (param $known i32) (result i32)
    (local $value i32)
    (if (local.get $known) (then (local.set $value (i32.load (i32.const 0)))) (else (local.set $value (i32.const 5))))
    (call $count)
    (if (i32.load (i32.const 0)) (then (return (i32.const 77))))
    (local.get $value))

  ;; The loop could be divided by what it reads, were it read once and before.
  (func (export "loop, condition") (param $address i32) (param $rounds i32) (result i32)
    (local $sum i32)
    (loop $next
      (call $count)
      (if (i32.load (local.get $address))
        (then (local.set $sum (i32.add (local.get $sum) (i32.const 3))))
        (else (local.set $sum (i32.mul (local.get $sum) (i32.const 5)))))
      (br_if $next (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (local.get $sum))
)

(assert_trap (invoke "loop, behind" (i32.const 8) (i32.const 3)) "out of bounds memory access")
(assert_return (invoke "count") (i32.const 1))
(assert_trap (invoke "loop, before" (i32.const 8) (i32.const 3)) "out of bounds memory access")
(assert_return (invoke "count") (i32.const 1))
(assert_trap (invoke "loop, recurrence" (i32.const 8) (i32.const 3)) "out of bounds memory access")
(assert_return (invoke "count") (i32.const 2))
(assert_trap (invoke "nested loops" (i32.const 8) (i32.const 3)) "out of bounds memory access")
(assert_return (invoke "count") (i32.const 3))
(assert_trap (invoke "join" (i32.const 8) (i32.const 0)) "out of bounds memory access")
(assert_return (invoke "count") (i32.const 4))
(assert_trap (invoke "join" (i32.const 8) (i32.const 1)) "out of bounds memory access")
(assert_return (invoke "count") (i32.const 4))
(assert_trap (invoke "join, branch" (i32.const 0)) "out of bounds memory access")
(assert_return (invoke "count") (i32.const 5))
(assert_trap (invoke "join, branch" (i32.const 1)) "out of bounds memory access")
(assert_return (invoke "count") (i32.const 5))
(assert_trap (invoke "loop, condition" (i32.const 8) (i32.const 3)) "out of bounds memory access")
(assert_return (invoke "count") (i32.const 6))

;; Stores to another memory are done as well, and none that come behind.
(module
  (memory $done 1)
  (memory $none 0)
  (func (export "done") (param $address i32) (result i32) (i32.load8_u $done (local.get $address)))
  (func (export "store") (param $address i32) (param $rounds i32)
    (loop $next
      (i32.store8 $done (local.get $rounds) (i32.const 1))
      (i32.store8 $done offset=8 (local.get $rounds) (i32.load8_u $none (local.get $address)))
      (br_if $next (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1))))))
)
(assert_trap (invoke "store" (i32.const 8) (i32.const 3)) "out of bounds memory access")
(assert_return (invoke "done" (i32.const 3)) (i32.const 1))
(assert_return (invoke "done" (i32.const 11)) (i32.const 0))
(assert_return (invoke "done" (i32.const 2)) (i32.const 0))
