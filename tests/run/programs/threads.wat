;; Threads that count together in shared memory, wait for each other, and end the process.
;; FLAGS: --enable-threads
;; RUN: --invoke count 8
;; STDOUT: 80000
;; RUN: --invoke tids
;; STDOUT: 1
;; RUN: --invoke trap
;; TRAP: integer divide by zero in divide at i32.div_u
;; RUN: --invoke exhaust
;; TRAP: call stack exhausted in recurse
;; RUN: --invoke exit
;; EXIT: 42
;; RUN: --invoke leave
;; STDOUT: 7
(module
  (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (import "env" "memory" (memory 1 1 shared))
  (export "memory" (memory 0))

  ;; What a thread does: the number it was spawned with.
  (type $task (func))
  (table funcref (elem $step $divide $recurse_once $leave_process $busy))
  (func (export "wasi_thread_start") (param $tid i32) (param $task i32)
    (call_indirect (type $task) (local.get $task)))

  ;; 0: counters; 4: threads that are done
  (func $step
    (local $left i32)
    (local.set $left (i32.const 10000))
    (loop $again
      (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
      (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
    (drop (i32.atomic.rmw.add (i32.const 4) (i32.const 1)))
    (drop (memory.atomic.notify (i32.const 4) (i32.const -1))))
  (func $divide (drop (i32.div_u (i32.const 1) (i32.load (i32.const 100)))))
  (func $recurse (param i32) (result i32)
    (i32.add (call $recurse (i32.add (local.get 0) (i32.const 1))) (i32.load (local.get 0))))
  (func $recurse_once (drop (call $recurse (i32.const 0))))
  (func $leave_process (call $proc_exit (i32.const 42)))
  (func $busy (loop (br 0)))

  (func $wait_forever
    (drop (memory.atomic.wait32 (i32.const 8) (i32.const 0) (i64.const -1))))

  (func (export "count") (param $threads i32) (result i32)
    (local $spawned i32) (local $done i32)
    (loop $next
      (if (i32.le_s (call $spawn (i32.const 0)) (i32.const 0)) (then unreachable))
      (local.set $spawned (i32.add (local.get $spawned) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $spawned) (local.get $threads))))
    (loop $wait
      (local.set $done (i32.atomic.load (i32.const 4)))
      (if (i32.lt_u (local.get $done) (local.get $threads))
        (then
          (drop (memory.atomic.wait32 (i32.const 4) (local.get $done) (i64.const -1)))
          (br $wait))))
    (i32.load (i32.const 0)))
  ;; They count from 1.
  (func (export "tids") (result i32)
    (local $first i32)
    (local.set $first (call $spawn (i32.const 4)))
    (i32.and (i32.eq (local.get $first) (i32.const 1)) (i32.eq (call $spawn (i32.const 4)) (i32.const 2))))
  (func (export "trap") (drop (call $spawn (i32.const 1))) (call $wait_forever))
  (func (export "exhaust") (drop (call $spawn (i32.const 2))) (call $wait_forever))
  (func (export "exit") (drop (call $spawn (i32.const 3))) (call $wait_forever))
  ;; When the main thread returns the others end too.
  (func (export "leave") (result i32) (drop (call $spawn (i32.const 4))) (i32.const 7))
)
