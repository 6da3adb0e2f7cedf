;; What an instance begins with and what changes in it: start function, globals, segments, memory that grows.
(module
  (memory 1 3)
  (global $constant i32 (i32.const 40))
  (global $counter (mut i32) (i32.const 0))
  (global $wide (mut i64) (i64.const -1))
  (global $single (mut f32) (f32.const 1.5))
  (global $double (mut f64) (f64.const -0.25))
  (global $vector (mut v128) (v128.const i32x4 1 2 3 4))
  (global $function (mut funcref) (ref.func $start))
  (table $table 6 funcref)
  (type $get (func (result i32)))
  (data (i32.const 8) "\2a\00\00\00")
  (data (i32.const 9) "\01")
  (data $late "hello")
  (elem (table $table) (i32.const 1) func $seven $eight)
  (elem $late_functions func $nine $seven)
  (elem declare func $start)
  (func $seven (result i32) (i32.const 7))
  (func $eight (result i32) (i32.const 8))
  (func $nine (result i32) (i32.const 9))
  (func $start
    (global.set $counter (i32.add (global.get $counter) (global.get $constant))))
  (start $start)

  (func (export "started") (result i32) (global.get $counter))
  (func (export "globals") (result i64 i32 i64 i32 i32)
    (global.get $wide)
    (i32.reinterpret_f32 (global.get $single))
    (i64.reinterpret_f64 (global.get $double))
    (i32x4.extract_lane 2 (global.get $vector))
    (ref.is_null (global.get $function)))
  (func (export "globals_changed") (result i64 i32 i64 i32 i32)
    (global.set $wide (i64.const 5))
    (global.set $single (f32.const 0))
    (global.set $double (f64.const 0))
    (global.set $vector (v128.const i32x4 9 9 -9 9))
    (global.set $function (ref.null func))
    (global.get $wide)
    (i32.reinterpret_f32 (global.get $single))
    (i64.reinterpret_f64 (global.get $double))
    (i32x4.extract_lane 2 (global.get $vector))
    (ref.is_null (global.get $function)))
;; RUN: --invoke started
;; STDOUT: 40
;; RUN: --invoke globals
;; STDOUT: -1
;; STDOUT: 1069547520
;; STDOUT: -4625196817309499392
;; STDOUT: 3
;; STDOUT: 0
;; RUN: --invoke globals_changed
;; STDOUT: 5
;; STDOUT: 0
;; STDOUT: 0
;; STDOUT: -9
;; STDOUT: 1

  ;; Later active segments overwrite earlier ones; the rest of memory is zero.
  (func (export "data") (result i32 i32)
    (i32.load (i32.const 8)) (i32.load (i32.const 65532)))
  (func (export "passive_data") (result i32 i32)
    (memory.init $late (i32.const 100) (i32.const 1) (i32.const 4))
    (data.drop $late)
    (i32.load (i32.const 100)) (i32.load8_u (i32.const 104)))
  (func (export "elements") (result i32 i32 i32)
    (call_indirect $table (type $get) (i32.const 1))
    (call_indirect $table (type $get) (i32.const 2))
    (table.size $table))
  (func (export "passive_elements") (result i32 i32 i32)
    (table.init $table $late_functions (i32.const 2) (i32.const 0) (i32.const 2))
    (table.copy $table $table (i32.const 4) (i32.const 1) (i32.const 2))
    (call_indirect $table (type $get) (i32.const 2))
    (call_indirect $table (type $get) (i32.const 4))
    (call_indirect $table (type $get) (i32.const 5)))
;; RUN: --invoke data
;; STDOUT: 298
;; STDOUT: 0
;; RUN: --invoke passive_data
;; STDOUT: 1869376613
;; STDOUT: 0
;; RUN: --invoke elements
;; STDOUT: 7
;; STDOUT: 8
;; STDOUT: 6
;; RUN: --invoke passive_elements
;; STDOUT: 9
;; STDOUT: 7
;; STDOUT: 9

  ;; Growing keeps the contents, gives zeros, and fails past the maximum without any change.
  (func (export "grow") (result i32 i32 i32 i32 i32 i32)
    (memory.size)
    (memory.grow (i32.const 1))
    (memory.grow (i32.const 2))
    (memory.size)
    (i32.load (i32.const 131068))
    (i32.load8_u (i32.const 8)))
  (func (export "grow_by_nothing") (result i32 i32)
    (memory.grow (i32.const 0)) (memory.grow (i32.const -1)))
  (func $grow_it (drop (memory.grow (i32.const 1))))
  (func (export "grow_in_callee") (result i32 i32)
    (i32.store (i32.const 16) (i32.const 77))
    (call $grow_it)
    (i32.store (i32.const 65536) (i32.load (i32.const 16)))
    (i32.load (i32.const 65536))
    (memory.size))
  (func (export "overlapping_copies") (result i32 i32)
    (i64.store (i32.const 32) (i64.const 0x0807060504030201))
    (memory.copy (i32.const 34) (i32.const 32) (i32.const 6))
    (i32.load (i32.const 34))
    (i64.store (i32.const 32) (i64.const 0x0807060504030201))
    (memory.copy (i32.const 32) (i32.const 34) (i32.const 6))
    (i32.load (i32.const 32)))
  (func (export "narrow_accesses") (result i32 i32 i64 i64)
    (i32.store16 (i32.const 40) (i32.const 0x12348765))
    (i64.store32 (i32.const 44) (i64.const 0x11223344ff556677))
    (i32.load16_s (i32.const 40))
    (i32.load16_u (i32.const 40))
    (i64.load32_s (i32.const 44))
    (i64.load32_u (i32.const 44)))
;; RUN: --invoke grow
;; STDOUT: 1
;; STDOUT: 1
;; STDOUT: -1
;; STDOUT: 2
;; STDOUT: 0
;; STDOUT: 42
;; RUN: --invoke grow_by_nothing
;; STDOUT: 1
;; STDOUT: -1
;; RUN: --invoke grow_in_callee
;; STDOUT: 77
;; STDOUT: 2
;; RUN: --invoke overlapping_copies
;; STDOUT: 67305985
;; STDOUT: 100992003
;; RUN: --invoke narrow_accesses
;; STDOUT: -30875
;; STDOUT: 34661
;; STDOUT: -11180425
;; STDOUT: 4283786871
)
