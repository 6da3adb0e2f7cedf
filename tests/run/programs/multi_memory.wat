;; Several memories: each has its own end, its own base and its own way to grow.
;; FLAGS: --enable-multi-memory --enable-memory64
(module
  (memory $first 1 2)
  (memory $second 2 4)
  (memory $wide i64 1 2)
  (memory $empty 0)
  (data (memory $second) (i32.const 131068) "\05\06\07\08")

  (func $load_first (export "load_first") (param i32) (result i32) (i32.load $first (local.get 0)))
  (func $load_second (export "load_second") (param i32) (result i32) (i32.load $second (local.get 0)))
  (func $load_wide (export "load_wide") (param i64) (result i32) (i32.load $wide (local.get 0)))
  (func $load_empty (export "load_empty") (param i32) (result i32) (i32.load8_u $empty (local.get 0)))
;; RUN: --invoke load_first 65532
;; STDOUT: 0
;; RUN: --invoke load_first 65533
;; TRAP: out of bounds memory access in load_first at i32.load
;; RUN: --invoke load_second 131068
;; STDOUT: 134678021
;; RUN: --invoke load_second 131069
;; TRAP: out of bounds memory access in load_second at i32.load
;; RUN: --invoke load_wide 65533
;; TRAP: out of bounds memory access in load_wide at i32.load
;; RUN: --invoke load_empty 0
;; TRAP: out of bounds memory access in load_empty at i32.load8_u

  ;; An index that is inside of one memory may be outside of another.
  (func $both (export "both") (param i32) (result i32)
    (i32.add (i32.load $second (local.get 0)) (i32.load $first (local.get 0))))
;; RUN: --invoke both 65532
;; STDOUT: 0
;; RUN: --invoke both 65533
;; TRAP: out of bounds memory access in both at i32.load#2

  (func $grow_second (export "grow_second") (param i32) (result i32)
    (i32.store $first (i32.const 0) (i32.const 1))
    (i32.store $second (i32.const 0) (i32.const 2))
    (drop (memory.grow $second (i32.const 2)))
    (i32.store $second (local.get 0) (i32.load $second (i32.const 0)))
    (i32.add (i32.load $second (local.get 0)) (i32.load $first (i32.const 0))))
  (func $sizes (export "sizes") (result i32)
    (drop (memory.grow $first (i32.const 1)))
    (i32.add (memory.size $first) (i32.mul (memory.size $second) (i32.const 16))))
;; RUN: --invoke grow_second 262140
;; STDOUT: 3
;; RUN: --invoke grow_second 262141
;; TRAP: out of bounds memory access in grow_second at i32.store#3
;; RUN: --invoke sizes
;; STDOUT: 34

  ;; Between memories; the ranges are checked against one each.
  (func $copy (export "copy") (param i32 i32 i32) (result i32)
    (memory.copy $first $second (local.get 0) (local.get 1) (local.get 2))
    (i32.load $first (local.get 0)))
  (func $fill (export "fill") (param i32 i32) (memory.fill $second (local.get 0) (i32.const 1) (local.get 1)))
;; RUN: --invoke copy 0 131068 4
;; STDOUT: 134678021
;; RUN: --invoke copy 65533 0 4
;; TRAP: out of bounds memory access in copy at memory.copy
;; RUN: --invoke copy 0 131069 4
;; TRAP: out of bounds memory access in copy at memory.copy
;; RUN: --invoke fill 0 131072
;; RUN: --invoke fill 0 131073
;; TRAP: out of bounds memory access in fill at memory.fill
)
