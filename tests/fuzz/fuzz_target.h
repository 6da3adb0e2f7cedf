// What a fuzz target is to those who run it: libFuzzer with -Dfuzz=true, otherwise replay.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

// Does with the bytes what the target tests. Returns 0; what is wrong ends the process.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

// Ends the process unless the condition holds, in every build; the text says what should have been so.
inline void expect(bool condition, const char* text) {
  if (condition) return;
  std::fprintf(stderr, "not so: %s\n", text);
  std::abort();
}
