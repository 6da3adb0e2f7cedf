;; Vector accesses that the code generator remakes for what is used of them.
(module
  (memory 1 1)
  (global $nonzero (mut i32) (i32.const 0))
  (global $result (mut v128) (v128.const i32x4 0 0 0 0))

  ;; Half of the lanes are converted, so that half of what is extended is needed.
  (func (export "halve") (param i32) (result f64)
    (if (global.get $nonzero) (then unreachable))
    (global.set $result (f64x2.convert_low_i32x4_u (v128.load16x4_u (local.get 0))))
    (f64x2.extract_lane 0 (global.get $result))))
;; RUN: --invoke halve 65528
;; STDOUT: 0
;; RUN: --invoke halve 65529
;; TRAP: out of bounds memory access in halve at v128.load16x4_u
