#include "compiler/validate/subtype.h"

#include <doctest/doctest.h>

#include "compiler/binary/decode.h"
#include "tests/unit/wasm_bytes.h"

namespace wasmc {
namespace {

// Types 0: an open structure, 1: a subtype of it, 2: a function, 3: an array, 4: the same as 1.
class Types {
 public:
  Types()
      : bytes_(module_bytes({section(1, {5,    0x50, 0, 0x5f, 0, 0x50, 1, 0, 0x5f, 0, 0x60, 0, 0, 0x5e, 0x7f, 0,  //
                                         0x50, 1,    0, 0x5f, 0})})),
        module_(decode_module(bytes_)) {
    REQUIRE(module_);
  }

  bool subtype(HeapType sub, HeapType super) const { return is_heap_subtype(*module_, sub, super); }
  const Module& module() const { return *module_; }

 private:
  Bytes bytes_;
  Result<Module> module_;
};

constexpr HeapType defined(int32_t index) { return static_cast<HeapType>(index); }

}  // namespace

TEST_CASE("abstract heap types are subtypes within their kind only") {
  const Types types;
  CHECK(types.subtype(HeapType::i31, HeapType::eq));
  CHECK(types.subtype(HeapType::struct_, HeapType::any));
  CHECK(types.subtype(HeapType::none, HeapType::i31));
  CHECK(types.subtype(HeapType::nofunc, HeapType::func));
  CHECK(types.subtype(HeapType::noextern, HeapType::extern_));
  CHECK(types.subtype(HeapType::noexn, HeapType::exn));
  CHECK_FALSE(types.subtype(HeapType::eq, HeapType::i31));
  CHECK_FALSE(types.subtype(HeapType::struct_, HeapType::array));
  CHECK_FALSE(types.subtype(HeapType::none, HeapType::func));
  CHECK_FALSE(types.subtype(HeapType::func, HeapType::any));
  CHECK_FALSE(types.subtype(HeapType::extern_, HeapType::any));
}

TEST_CASE("a defined type is a subtype of itself, its ancestors and the abstract types of its kind") {
  const Types types;
  CHECK(types.subtype(defined(1), defined(0)));
  CHECK_FALSE(types.subtype(defined(0), defined(1)));
  CHECK(types.subtype(defined(1), defined(4)));
  CHECK(types.subtype(defined(4), defined(1)));
  CHECK(types.subtype(defined(1), HeapType::struct_));
  CHECK(types.subtype(defined(1), HeapType::any));
  CHECK(types.subtype(defined(2), HeapType::func));
  CHECK(types.subtype(defined(3), HeapType::array));
  CHECK_FALSE(types.subtype(defined(3), HeapType::struct_));
  CHECK_FALSE(types.subtype(HeapType::struct_, defined(0)));
}

TEST_CASE("below the defined types are those without values") {
  const Types types;
  CHECK(types.subtype(HeapType::none, defined(1)));
  CHECK(types.subtype(HeapType::nofunc, defined(2)));
  CHECK_FALSE(types.subtype(HeapType::none, defined(2)));
  CHECK_FALSE(types.subtype(HeapType::i31, defined(1)));
}

TEST_CASE("a reference that may be null is no subtype of one that may not") {
  const Types types;
  const auto reference = [](HeapType heap, bool nullable) { return ValueType::reference(heap, nullable); };
  CHECK(is_subtype(types.module(), reference(HeapType::i31, false), reference(HeapType::eq, true)));
  CHECK_FALSE(is_subtype(types.module(), reference(HeapType::i31, true), reference(HeapType::eq, false)));
  CHECK(is_subtype(types.module(), ValueType::bottom_reference(), reference(defined(2), false)));
  CHECK_FALSE(is_subtype(types.module(), ValueType::bottom_reference(), ValueType::i32()));
  CHECK(is_subtype(types.module(), ValueType::bottom(), ValueType::i32()));
}

TEST_CASE("mutable fields are of equal types, others may be more special") {
  const Types types;
  const FieldType special{ValueType::reference(HeapType::i31, true), false};
  const FieldType general{ValueType::reference(HeapType::any, true), false};
  CHECK(is_field_subtype(types.module(), special, general));
  CHECK_FALSE(is_field_subtype(types.module(), {special.storage, true}, {general.storage, true}));
  CHECK_FALSE(is_field_subtype(types.module(), {special.storage, true}, general));
  CHECK(is_field_subtype(types.module(), {general.storage, true}, {general.storage, true}));
  CHECK_FALSE(is_field_subtype(types.module(), {ValueType::i8(), false}, {ValueType::i16(), false}));
}

}  // namespace wasmc
