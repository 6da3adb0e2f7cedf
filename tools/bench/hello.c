// The program whose start is measured.
#include <stdio.h>

int main(void) { return puts("hello, world") < 0; }
