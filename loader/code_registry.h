// Which addresses hold code of which module, for the whole process: the loader's one piece of global state, because a
// signal handler can be given nothing. find_code() takes no lock and may be called from signal handlers; everything may
// be called from any thread.
#pragma once

#include <cstdint>

namespace wasmc {

class LoadedModule;
struct RegisteredRange;

// While it lives, find_code() finds the range.
class CodeRegistration {
 public:
  // The module must stay where it is as long as the registration lives.
  CodeRegistration(const void* begin, uint64_t size, const LoadedModule* module);
  ~CodeRegistration();
  CodeRegistration(const CodeRegistration&) = delete;
  CodeRegistration& operator=(const CodeRegistration&) = delete;

 private:
  RegisteredRange* range_ = nullptr;  // null if it is empty: an empty one counts as free
};

// The module whose code the address lies in, or null.
[[nodiscard]] const LoadedModule* find_code(uintptr_t address);

}  // namespace wasmc
