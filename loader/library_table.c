// In C, where the names are not overloaded.
#define _GNU_SOURCE
#include <math.h>
#include <string.h>

typedef void (*AnyFunction)(void);

AnyFunction const wasmc_library_table[] = {
#define LIBRARY(id, name) [id] = (AnyFunction)name,
#include "runtime-support/library.def"
#undef LIBRARY
};

const unsigned wasmc_library_table_length = sizeof wasmc_library_table / sizeof wasmc_library_table[0];
