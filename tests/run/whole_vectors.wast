;; A vector is read and written as a whole, though one lane of it is used or new: what is behind the end of the memory
;; traps, at every level of optimisation.
(module
  (memory 1 1)
  (func (export "one lane") (param $address i32) (result i32)
    (i32x4.extract_lane 0 (v128.load (local.get $address))))
  (func (export "low half") (param $address i32) (result i64)
    (i64x2.extract_lane 0
      (i8x16.shuffle 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 (v128.load (local.get $address)) (v128.const i64x2 0 0))))
  (func (export "sum of lanes") (param $address i32) (result f32)
    (local $vector v128)
    (local.set $vector (v128.load (local.get $address)))
    (f32.add (f32x4.extract_lane 0 (local.get $vector)) (f32x4.extract_lane 1 (local.get $vector))))
  (func (export "new lane") (param $address i32)
    (v128.store (local.get $address) (i32x4.replace_lane 0 (v128.load (local.get $address)) (i32.const 7)))))

(assert_return (invoke "one lane" (i32.const 65520)) (i32.const 0))
(assert_trap (invoke "one lane" (i32.const 65521)) "out of bounds memory access")
(assert_trap (invoke "one lane" (i32.const 65532)) "out of bounds memory access")
(assert_trap (invoke "low half" (i32.const 65528)) "out of bounds memory access")
(assert_trap (invoke "sum of lanes" (i32.const 65528)) "out of bounds memory access")
(assert_trap (invoke "new lane" (i32.const 65532)) "out of bounds memory access")
(assert_return (invoke "new lane" (i32.const 65520)))
(assert_return (invoke "one lane" (i32.const 65520)) (i32.const 7))
