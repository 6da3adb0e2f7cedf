;; Accesses past the end of memory, each with the position of the access that trapped.
(module
  (memory (export "memory") 1 2)
  (data (i32.const 65528) "\01\02\03\04\05\06\07\08")
  (data $passive "abcdef")

  ;; The last bytes of memory can be read and written, the first past it can not.
  (func $load8 (export "load8") (param i32) (result i32) (i32.load8_u (local.get 0)))
  (func $load16 (export "load16") (param i32) (result i32) (i32.load16_s (local.get 0)))
  (func $load32 (export "load32") (param i32) (result i32) (i32.load (local.get 0)))
  (func $load64 (export "load64") (param i32) (result i64) (i64.load (local.get 0)))
  (func $store8 (export "store8") (param i32) (i32.store8 (local.get 0) (i32.const 7)))
  (func $store16 (export "store16") (param i32) (i32.store16 (local.get 0) (i32.const 7)))
  (func $store32 (export "store32") (param i32) (i32.store (local.get 0) (i32.const 7)))
  (func $store64 (export "store64") (param i32) (i64.store (local.get 0) (i64.const 7)))
  (func $loadf32 (export "loadf32") (param i32) (result f32) (f32.load (local.get 0)))
  (func $storef64 (export "storef64") (param i32) (f64.store (local.get 0) (f64.const 1)))
  (func $loadv128 (export "loadv128") (param i32) (result i64)
    (i64x2.extract_lane 0 (v128.load (local.get 0))))
  (func $storev128 (export "storev128") (param i32) (v128.store (local.get 0) (v128.const i64x2 1 2)))
;; RUN: --invoke load8 65535
;; STDOUT: 8
;; RUN: --invoke load8 65536
;; TRAP: out of bounds memory access in load8 at i32.load8_u
;; RUN: --invoke load8 -1
;; TRAP: out of bounds memory access in load8 at i32.load8_u
;; RUN: --invoke load16 65534
;; STDOUT: 2055
;; RUN: --invoke load16 65535
;; TRAP: out of bounds memory access in load16 at i32.load16_s
;; RUN: --invoke load32 65532
;; STDOUT: 134678021
;; RUN: --invoke load32 65533
;; TRAP: out of bounds memory access in load32 at i32.load
;; RUN: --invoke load32 -2147483648
;; TRAP: out of bounds memory access in load32 at i32.load
;; RUN: --invoke load64 65528
;; STDOUT: 578437695752307201
;; RUN: --invoke load64 65529
;; TRAP: out of bounds memory access in load64 at i64.load
;; RUN: --invoke store8 65535
;; RUN: --invoke store8 65536
;; TRAP: out of bounds memory access in store8 at i32.store8
;; RUN: --invoke store16 65535
;; TRAP: out of bounds memory access in store16 at i32.store16
;; RUN: --invoke store32 65532
;; RUN: --invoke store32 65533
;; TRAP: out of bounds memory access in store32 at i32.store
;; RUN: --invoke store64 65529
;; TRAP: out of bounds memory access in store64 at i64.store
;; RUN: --invoke loadf32 65533
;; TRAP: out of bounds memory access in loadf32 at f32.load
;; RUN: --invoke storef64 -8
;; TRAP: out of bounds memory access in storef64 at f64.store
;; RUN: --invoke loadv128 65521
;; TRAP: out of bounds memory access in loadv128 at v128.load
;; RUN: --invoke storev128 65521
;; TRAP: out of bounds memory access in storev128 at v128.store

  ;; Index and offset add up without wrapping around: the sum may reach 8 GiB.
  (func $far_load (export "far_load") (param i32) (result i32) (i32.load offset=0xffffffff (local.get 0)))
  (func $far_store (export "far_store") (param i32) (i32.store8 offset=0xffffffff (local.get 0) (i32.const 1)))
  (func $wrapping_load (export "wrapping_load") (param i32) (result i32) (i32.load offset=8 (local.get 0)))
;; RUN: --invoke far_load 0
;; TRAP: out of bounds memory access in far_load at i32.load
;; RUN: --invoke far_load 1
;; TRAP: out of bounds memory access in far_load at i32.load
;; RUN: --invoke far_load -1
;; TRAP: out of bounds memory access in far_load at i32.load
;; RUN: --invoke far_store 1
;; TRAP: out of bounds memory access in far_store at i32.store8
;; RUN: --invoke far_store -1
;; TRAP: out of bounds memory access in far_store at i32.store8
;; RUN: --invoke wrapping_load -8
;; TRAP: out of bounds memory access in wrapping_load at i32.load
;; RUN: --invoke wrapping_load -4
;; TRAP: out of bounds memory access in wrapping_load at i32.load

  ;; An access traps whether or not its value is used.
  (func $dead_load (export "dead_load") (param i32) (result i32)
    (drop (i32.load (local.get 0)))
    (i32.const 5))
  (func $load_times_zero (export "load_times_zero") (param i32) (result i32)
    (i32.mul (i32.load (local.get 0)) (i32.const 0)))
  (func $load_and_zero (export "load_and_zero") (param i32) (result i64)
    (i64.and (i64.load (local.get 0)) (i64.const 0)))
  (func $load_minus_itself (export "load_minus_itself") (param i32) (result i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (i32.sub (local.get 1) (local.get 1)))
  (func $unread_local (export "unread_local") (param i32) (result i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (i32.const 6))
  (func $overwritten_local (export "overwritten_local") (param i32) (result i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (local.set 1 (i32.load (i32.const 0)))
    (local.get 1))
  (func $used_in_one_branch (export "used_in_one_branch") (param i32 i32) (result i32) (local i32)
    (local.set 2 (i32.load (local.get 0)))
    (if (result i32) (local.get 1) (then (local.get 2)) (else (i32.const 9))))
  (func $selected_away (export "selected_away") (param i32) (result i32)
    (select (i32.const 1) (i32.load (local.get 0)) (i32.const 1)))
  (func $narrowed (export "narrowed") (param i32) (result i32)
    (i32.and (i32.load (local.get 0)) (i32.const 255)))
  (func $overwritten_store (export "overwritten_store") (param i32)
    (i64.store (local.get 0) (i64.const 1))
    (i32.store8 (local.get 0) (i32.const 2)))
  (func $same_value_stored (export "same_value_stored") (param i32)
    (i32.store (local.get 0) (i32.load8_u (local.get 0))))
  (func $endless_after_load (export "endless_after_load") (param i32)
    (drop (i32.load (local.get 0)))
    (loop $again (br $again)))
  (func $dead_call (export "dead_call") (param i32) (drop (call $narrowed (local.get 0))))
  (func $loop_with_dead_load (export "loop_with_dead_load") (param i32) (result i32) (local i32)
    (loop $again
      (drop (i32.load (local.get 1)))
      (local.set 1 (i32.add (local.get 1) (i32.const 4)))
      (br_if $again (i32.lt_u (local.get 1) (local.get 0))))
    (local.get 1))
;; RUN: --invoke dead_load 0
;; STDOUT: 5
;; RUN: --invoke dead_load 65536
;; TRAP: out of bounds memory access in dead_load at i32.load
;; RUN: --invoke load_times_zero 65533
;; TRAP: out of bounds memory access in load_times_zero at i32.load
;; RUN: --invoke load_and_zero 65529
;; TRAP: out of bounds memory access in load_and_zero at i64.load
;; RUN: --invoke load_minus_itself 65536
;; TRAP: out of bounds memory access in load_minus_itself at i32.load
;; RUN: --invoke unread_local 65536
;; TRAP: out of bounds memory access in unread_local at i32.load
;; RUN: --invoke overwritten_local 65536
;; TRAP: out of bounds memory access in overwritten_local at i32.load
;; RUN: --invoke used_in_one_branch 65536 0
;; TRAP: out of bounds memory access in used_in_one_branch at i32.load
;; RUN: --invoke selected_away 65536
;; TRAP: out of bounds memory access in selected_away at i32.load
;; RUN: --invoke narrowed 65533
;; TRAP: out of bounds memory access in narrowed at i32.load
;; RUN: --invoke overwritten_store 65529
;; TRAP: out of bounds memory access in overwritten_store at i64.store
;; RUN: --invoke same_value_stored 65533
;; TRAP: out of bounds memory access in same_value_stored at i32.store
;; RUN: --invoke endless_after_load 65536
;; TRAP: out of bounds memory access in endless_after_load at i32.load
;; RUN: --invoke dead_call 65536
;; TRAP: out of bounds memory access in narrowed at i32.load
;; RUN: --invoke loop_with_dead_load 65536
;; STDOUT: 65536
;; RUN: --invoke loop_with_dead_load 65537
;; TRAP: out of bounds memory access in loop_with_dead_load at i32.load

  ;; The first access of several that traps is the one reported.
  (func $second_of_three (export "second_of_three") (param i32) (result i32)
    (i32.add
      (i32.add (i32.load (i32.const 0)) (i32.load (local.get 0)))
      (i32.load offset=4 (local.get 0))))
;; RUN: --invoke second_of_three 65536
;; TRAP: out of bounds memory access in second_of_three at i32.load#2
;; RUN: --invoke second_of_three 65529
;; TRAP: out of bounds memory access in second_of_three at i32.load#3

  (func $fields (export "fields") (param i32) (result i32)
    (i32.add
      (i32.add (i32.load offset=4 (local.get 0)) (i32.load (local.get 0)))
      (i32.add (i32.load offset=8 (local.get 0)) (i32.load8_u offset=20 (local.get 0)))))
;; RUN: --invoke fields 65515
;; STDOUT: 8
;; RUN: --invoke fields 65516
;; TRAP: out of bounds memory access in fields at i32.load8_u
;; RUN: --invoke fields 65525
;; TRAP: out of bounds memory access in fields at i32.load#3
;; RUN: --invoke fields 65529
;; TRAP: out of bounds memory access in fields at i32.load#1
;; RUN: --invoke fields -4
;; TRAP: out of bounds memory access in fields at i32.load#1

  ;; Nothing that can be noticed is left out because a later access will trap.
  (func $write_between (export "write_between") (param i32)
    (drop (i32.load (local.get 0)))
    (i32.store (i32.const 0) (i32.const 1))
    (drop (i32.load offset=4 (local.get 0))))
  (func $divide_between (export "divide_between") (param i32 i32) (result i32)
    (i32.add
      (i32.div_u (i32.load (local.get 0)) (local.get 1))
      (i32.load offset=4 (local.get 0))))
;; RUN: --invoke write_between 65532
;; TRAP: out of bounds memory access in write_between at i32.load#2
;; RUN: --invoke divide_between 65532 0
;; TRAP: integer divide by zero in divide_between at i32.div_u
;; RUN: --invoke divide_between 65532 1
;; TRAP: out of bounds memory access in divide_between at i32.load#2

  ;; Memory that was added by growing can be used, what is past it can not.
  (func $grown (export "grown") (param i32) (result i32)
    (drop (memory.grow (i32.const 1)))
    (i32.store (local.get 0) (i32.const 11))
    (i32.load (local.get 0)))
;; RUN: --invoke grown 131068
;; STDOUT: 11
;; RUN: --invoke grown 131069
;; TRAP: out of bounds memory access in grown at i32.store

  ;; Bulk operations check the whole range before they write.
  (func $copy (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func $fill (export "fill") (param i32 i32) (memory.fill (local.get 0) (i32.const 1) (local.get 1)))
  (func $init (export "init") (param i32 i32 i32)
    (memory.init $passive (local.get 0) (local.get 1) (local.get 2)))
  (func $init_after_drop (export "init_after_drop") (param i32)
    (data.drop $passive)
    (memory.init $passive (i32.const 0) (i32.const 0) (local.get 0)))
;; RUN: --invoke copy 0 65536 0
;; RUN: --invoke copy 0 65537 0
;; TRAP: out of bounds memory access in copy at memory.copy
;; RUN: --invoke copy 0 65000 537
;; TRAP: out of bounds memory access in copy at memory.copy
;; RUN: --invoke copy 65000 0 537
;; TRAP: out of bounds memory access in copy at memory.copy
;; RUN: --invoke copy 16 0 -1
;; TRAP: out of bounds memory access in copy at memory.copy
;; RUN: --invoke fill 65536 0
;; RUN: --invoke fill 65536 1
;; TRAP: out of bounds memory access in fill at memory.fill
;; RUN: --invoke fill 1 -1
;; TRAP: out of bounds memory access in fill at memory.fill
;; RUN: --invoke init 65530 0 6
;; RUN: --invoke init 65531 0 6
;; TRAP: out of bounds memory access in init at memory.init
;; RUN: --invoke init 0 1 6
;; TRAP: out of bounds memory access in init at memory.init
;; RUN: --invoke init_after_drop 0
;; RUN: --invoke init_after_drop 1
;; TRAP: out of bounds memory access in init_after_drop at memory.init
)
