#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
// It would replace the loader's handlers after each test.
#define DOCTEST_CONFIG_NO_POSIX_SIGNALS
#include <doctest/doctest.h>
