// Stands in for what libsodium's helper functions refer to and verifying never calls: randomness for its own allocator,
// and the report of misuse, which would bring the initialisation of all its algorithms along, 120 KB.
#include <stdlib.h>

#define NEVER_CALLED(name) \
  void name(void);         \
  void name(void) { abort(); }

NEVER_CALLED(randombytes_buf)
NEVER_CALLED(sodium_misuse)
