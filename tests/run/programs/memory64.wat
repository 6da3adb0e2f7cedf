;; A memory with 64-bit indices: every sum of index and offset is exact, whatever overflows.
;; FLAGS: --enable-memory64
(module
  (memory i64 1 3)
  (data (i64.const 65528) "\01\02\03\04\05\06\07\08")
  (data $passive "abcdef")

  (func $load (export "load") (param i64) (result i32) (i32.load (local.get 0)))
  (func $load_offset (export "load_offset") (param i64) (result i64) (i64.load offset=8 (local.get 0)))
  (func $load_far (export "load_far") (param i64) (result i32) (i32.load offset=0xffffffff (local.get 0)))
  (func $load_grown (export "load_grown") (param i64) (result i32) (i32.load offset=0x10000 (local.get 0)))
  (func $store (export "store") (param i64) (i64.store16 (local.get 0) (i64.const -1)))
  (func $vector (export "vector") (param i64) (result i32) (i32x4.extract_lane 0 (v128.load (local.get 0))))
;; RUN: --invoke load 65532
;; STDOUT: 134678021
;; RUN: --invoke load 65533
;; TRAP: out of bounds memory access in load at i32.load
;; RUN: --invoke load -1
;; TRAP: out of bounds memory access in load at i32.load
;; RUN: --invoke load 4294967296
;; TRAP: out of bounds memory access in load at i32.load
;; RUN: --invoke load_offset 65520
;; STDOUT: 578437695752307201
;; RUN: --invoke load_offset 65521
;; TRAP: out of bounds memory access in load_offset at i64.load
;; RUN: --invoke load_offset -8
;; TRAP: out of bounds memory access in load_offset at i64.load
;; RUN: --invoke load_far 0
;; TRAP: out of bounds memory access in load_far at i32.load
;; RUN: --invoke load_far -4294967295
;; TRAP: out of bounds memory access in load_far at i32.load
;; RUN: --invoke load_grown 0
;; TRAP: out of bounds memory access in load_grown at i32.load
;; RUN: --invoke store 65534
;; RUN: --invoke store 65535
;; TRAP: out of bounds memory access in store at i64.store16
;; RUN: --invoke vector 65520
;; STDOUT: 0
;; RUN: --invoke vector 65521
;; TRAP: out of bounds memory access in vector at v128.load

  ;; The memory may move when it grows: what was in it moves along.
  (func $grow (export "grow") (param i64) (result i64) (memory.grow (local.get 0)))
  (func $size (export "size") (result i64) (memory.size))
  (func $across (export "across") (param i64) (result i32)
    (i32.store (i64.const 4) (i32.const 99))
    (drop (memory.grow (i64.const 1)))
    (i32.store (local.get 0) (i32.load (i64.const 4)))
    (i32.load (local.get 0)))
;; RUN: --invoke grow 2
;; STDOUT: 1
;; RUN: --invoke grow 3
;; STDOUT: -1
;; RUN: --invoke grow -1
;; STDOUT: -1
;; RUN: --invoke size
;; STDOUT: 1
;; RUN: --invoke across 131068
;; STDOUT: 99
;; RUN: --invoke across 131069
;; TRAP: out of bounds memory access in across at i32.store#2

  (func $fill (export "fill") (param i64 i64) (memory.fill (local.get 0) (i32.const 3) (local.get 1)))
  (func $copy (export "copy") (param i64 i64 i64) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func $init (export "init") (param i64 i32 i32) (result i32)
    (memory.init $passive (local.get 0) (local.get 1) (local.get 2))
    (i32.load (local.get 0)))
;; RUN: --invoke fill 0 65536
;; RUN: --invoke fill 1 65536
;; TRAP: out of bounds memory access in fill at memory.fill
;; RUN: --invoke fill -1 2
;; TRAP: out of bounds memory access in fill at memory.fill
;; RUN: --invoke copy 0 65535 1
;; RUN: --invoke copy 0 65535 -1
;; TRAP: out of bounds memory access in copy at memory.copy
;; RUN: --invoke init 0 1 3
;; STDOUT: 6579042
;; RUN: --invoke init -1 0 2
;; TRAP: out of bounds memory access in init at memory.init
)
