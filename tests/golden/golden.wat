;; What the golden artifacts are made of: a bit of everything that compiled code and loader agree on. `check` traps if
;; something is not as it should be.
(module
  (type $pair (func (param i32) (result i32 i32)))
  (type $count (func (param i64 i64) (result i64)))
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))

  (memory $main (export "memory") 1 3)
  (memory $wide i64 1 2)
  (memory $shared 1 2 shared)
  (table $functions 4 funcref)
  (table $others (export "others") 2 funcref)
  (global $started (mut i32) (i32.const 0))
  (global $computed i32 (i32.add (i32.const 40) (i32.const 2)))
  (global $vector (mut v128) (v128.const i32x4 1 2 3 4))
  (global $function (ref $pair) (ref.func $swap))

  (data $text (memory $main) (i32.const 16) "golden")
  (data $later "artifact")
  (elem $active (table $functions) (i32.const 1) func $swap $sum)
  (elem $passive func $swap)
  (elem declare func $count_down)

  (start $begin)
  (func $begin (global.set $started (i32.add (global.get $started) (i32.const 1))))

  (func $require (param i32) (if (i32.eqz (local.get 0)) (then unreachable)))
  (func $swap (type $pair) (i32.const 7) (local.get 0))
  (func $sum (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func $many (result i32 i64 f32 f64 i32 i64)
    (i32.const 1) (i64.const 2) (f32.const 3) (f64.const 4) (i32.const 5) (i64.const 6))
  (func $count_down (type $count)
    (if (result i64) (i64.eqz (local.get 0))
      (then (local.get 1))
      (else (return_call $count_down (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.const 3))))))

  (func $check_calls
    (call $require (i32.eq (i32.sub (call $swap (i32.const 2))) (i32.const 5)))
    (call $require (i32.eq (i32.sub (call_indirect $functions (type $pair) (i32.const 3) (i32.const 1))) (i32.const 4)))
    (call $require (i32.eq (i32.sub (call_ref $pair (i32.const 4) (global.get $function))) (i32.const 3)))
    (call $require (i64.eq (call_ref $count (i64.const 100000) (i64.const 5) (ref.func $count_down)) (i64.const 300005)))
    (call $require (i32.eqz (call $yield))))

  (func $check_results (local i64 i32 f64 f32 i64 i32)
    (call $many) (local.set 0) (local.set 1) (local.set 2) (local.set 3) (local.set 4) (local.set 5)
    (call $require (i64.eq (local.get 0) (i64.const 6)))
    (call $require (i32.eq (local.get 1) (i32.const 5)))
    (call $require (f64.eq (local.get 2) (f64.const 4)))
    (call $require (f32.eq (local.get 3) (f32.const 3)))
    (call $require (i64.eq (local.get 4) (i64.const 2)))
    (call $require (i32.eq (local.get 5) (i32.const 1))))

  (func $check_memories
    (call $require (i32.eq (i32.load offset=2 (i32.const 16)) (i32.const 0x6e65646c)))
    (memory.init $main $later (i32.const 65528) (i32.const 0) (i32.const 8))
    (data.drop $later)
    (memory.copy $main $main (i32.const 0) (i32.const 65528) (i32.const 8))
    (call $require (i64.eq (i64.load (i32.const 0)) (i64.load (i32.const 65528))))
    (memory.fill $wide (i64.const 8) (i32.const 1) (i64.const 8))
    (call $require (i32.eq (i32.load16_u $wide (i64.const 14)) (i32.const 0x0101)))
    (call $require (i32.eq (memory.grow $main (i32.const 1)) (i32.const 1)))
    (call $require (i64.eq (memory.grow $wide (i64.const 2)) (i64.const -1)))
    (call $require (i32.eqz (i32.load (i32.const 131068))))
    (call $require (i32.eqz (call $random (i32.const 131064) (i32.const 8)))))

  (func $check_atomics
    (call $require (i32.eqz (i32.atomic.rmw.add $shared (i32.const 4) (i32.const 9))))
    (call $require (i32.eq (i32.atomic.rmw.cmpxchg $shared (i32.const 4) (i32.const 9) (i32.const 8)) (i32.const 9)))
    (call $require (i32.eqz (memory.atomic.notify $shared (i32.const 4) (i32.const 1))))
    (call $require (i32.eq (memory.atomic.wait32 $shared (i32.const 4) (i32.const 9) (i64.const 0)) (i32.const 1))))

  (func $check_tables
    (call $require (i32.eq (table.grow $others (ref.func $swap) (i32.const 2)) (i32.const 2)))
    (table.copy $others $functions (i32.const 0) (i32.const 1) (i32.const 2))
    (call $require (i32.eq (call_indirect $others (param i32 i32) (result i32) (i32.const 2) (i32.const 3) (i32.const 1))
                           (i32.const 5)))
    (table.init $functions $passive (i32.const 3) (i32.const 0) (i32.const 1))
    (elem.drop $passive)
    (call $require (i32.eqz (ref.is_null (table.get $functions (i32.const 3)))))
    (table.fill $functions (i32.const 0) (ref.null func) (i32.const 4))
    (call $require (ref.is_null (table.get $functions (i32.const 3)))))

  (func $check_numbers
    (call $require (i32.eq (global.get $started) (i32.const 1)))
    (call $require (i32.eq (global.get $computed) (i32.const 42)))
    (global.set $vector (i32x4.mul (global.get $vector) (i32x4.splat (i32.const 3))))
    (call $require (i32.eq (i32x4.extract_lane 3 (global.get $vector)) (i32.const 12)))
    (call $require (i32.eq (i32.trunc_sat_f64_s (f64.const 1e300)) (i32.const 0x7fffffff)))
    (call $require (f64.eq (f64.nearest (f64.const 2.5)) (f64.const 2)))
    (call $require (f32.eq (f32.floor (f32.const -0.5)) (f32.const -1)))
    (call $require (i32.eq (i32.extend8_s (i32.const 0x80)) (i32.const -128))))

  (func (export "check")
    (call $check_numbers)
    (call $check_results)
    (call $check_calls)
    (call $check_memories)
    (call $check_atomics)
    (call $check_tables))

  ;; Each of these traps.
  (func (export "load_past_the_end") (drop (i32.load (i32.const 0x7fffffff))))
  (func (export "divide_by_zero") (drop (i32.div_u (i32.const 1) (i32.eqz (global.get $computed)))))
  (func (export "call_nothing") (call_indirect $functions (i32.const 0)))
  (func $recurse (export "exhaust_the_stack") (call $recurse) (call $recurse)))
