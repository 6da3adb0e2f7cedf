// Why an artifact can't be loaded or run: a kind for programs, words for people. Usable from any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "format/base/result.h"

namespace wasmc {

enum class ObstacleKind : uint8_t {
#define OBSTACLE(name, code, text) name,
#include "loader/obstacles.def"
#undef OBSTACLE
};

struct Obstacle {
  ObstacleKind kind;
  Error error;
};

// "abi", "missing-import", ...
constexpr const char* code_of(ObstacleKind kind) {
  switch (kind) {
#define OBSTACLE(name, code, text) \
  case ObstacleKind::name: return code;
#include "loader/obstacles.def"
#undef OBSTACLE
  }
  return "";
}

}  // namespace wasmc
