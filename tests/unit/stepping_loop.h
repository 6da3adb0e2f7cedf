// A loop over memory in LLVM's IR, for tests of what tells loops apart.
#pragma once

#include <string>

namespace wasmc {

// A function whose loop adds `step` bytes to %index, of 32 bits, in each round, and does these lines with it and with
// the address %address.
inline std::string stepping_loop(const std::string& step, const std::string& lines) {
  return R"(
define void @f(ptr %memory, i32 %start, i32 %end, i32 %any, i32 %x) {
entry:
  br label %loop
loop:
  %index = phi i32 [ %start, %entry ], [ %next, %loop ]
  %wide = zext i32 %index to i64
  %address = getelementptr i8, ptr %memory, i64 %wide
)" + lines +
         "  %next = add i32 %index, " + step + R"(
  %more = icmp ult i32 %next, %end
  br i1 %more, label %loop, label %exit
exit:
  ret void
}
)";
}

}  // namespace wasmc
