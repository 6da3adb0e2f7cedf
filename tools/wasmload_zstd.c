// Stands in for zstd's decoders of its formats before 0.8, which distributions build into libzstd.a: they are three
// quarters as large as the decoder of today's format, and never called, because format/decompress.cpp takes that
// format alone.
#include <stdlib.h>

#define NEVER_CALLED(name) \
  void name(void);         \
  void name(void) { abort(); }

#define NEVER_CALLED_OF_VERSION(version)                  \
  NEVER_CALLED(ZBUFF##version##_createDCtx)               \
  NEVER_CALLED(ZBUFF##version##_decompressContinue)       \
  NEVER_CALLED(ZBUFF##version##_decompressInitDictionary) \
  NEVER_CALLED(ZBUFF##version##_freeDCtx)                 \
  NEVER_CALLED(ZSTD##version##_createDCtx)                \
  NEVER_CALLED(ZSTD##version##_decompress_usingDict)      \
  NEVER_CALLED(ZSTD##version##_findFrameSizeInfoLegacy)   \
  NEVER_CALLED(ZSTD##version##_freeDCtx)                  \
  NEVER_CALLED(ZSTD##version##_getFrameParams)

NEVER_CALLED_OF_VERSION(v05)
NEVER_CALLED_OF_VERSION(v06)
NEVER_CALLED_OF_VERSION(v07)
