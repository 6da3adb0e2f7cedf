#include "format/checksum.h"

#include <bit>
#include <cstring>

#include "format/base/bytes.h"

// Written out instead of taken from libxxhash: forty lines against one more thing to install.
namespace wasmc {

namespace {

constexpr uint64_t prime1 = 0x9E3779B185EBCA87;
constexpr uint64_t prime2 = 0xC2B2AE3D27D4EB4F;
constexpr uint64_t prime3 = 0x165667B19E3779F9;
constexpr uint64_t prime4 = 0x85EBCA77C2B2AE63;
constexpr uint64_t prime5 = 0x27D4EB2F165667C5;

// Quick in code that is compiled to be small, too: this is most of the time that loading takes.
template <typename T>
T read(const uint8_t* at) {
  if constexpr (std::endian::native != std::endian::little) return *reinterpret_cast<const LittleEndian<T>*>(at);
  T value;
  std::memcpy(&value, at, sizeof(T));
  return value;
}

template <typename T>
T take(std::span<const uint8_t>& bytes) {
  const T value = read<T>(bytes.data());
  bytes = bytes.subspan(sizeof(T));
  return value;
}

uint64_t round(uint64_t accumulator, uint64_t lane) { return std::rotl(accumulator + lane * prime2, 31) * prime1; }

// Consumes all whole stripes of 32 bytes.
uint64_t hash_stripes(std::span<const uint8_t>& bytes) {
  uint64_t a = prime1 + prime2;
  uint64_t b = prime2;
  uint64_t c = 0;
  uint64_t d = 0 - prime1;
  const uint8_t* at = bytes.data();
  const uint8_t* const end = at + bytes.size() / 32 * 32;
  for (; at != end; at += 32) {
    a = round(a, read<uint64_t>(at));
    b = round(b, read<uint64_t>(at + 8));
    c = round(c, read<uint64_t>(at + 16));
    d = round(d, read<uint64_t>(at + 24));
  }
  bytes = bytes.subspan(bytes.size() / 32 * 32);
  uint64_t hash = std::rotl(a, 1) + std::rotl(b, 7) + std::rotl(c, 12) + std::rotl(d, 18);
  for (const uint64_t lane : {a, b, c, d}) hash = (hash ^ round(0, lane)) * prime1 + prime4;
  return hash;
}

uint64_t hash_rest(uint64_t hash, std::span<const uint8_t> bytes) {
  while (bytes.size() >= 8) hash = std::rotl(hash ^ round(0, take<uint64_t>(bytes)), 27) * prime1 + prime4;
  if (bytes.size() >= 4) hash = std::rotl(hash ^ take<uint32_t>(bytes) * prime1, 23) * prime2 + prime3;
  for (uint8_t byte : bytes) hash = std::rotl(hash ^ byte * prime5, 11) * prime1;
  return hash;
}

uint64_t avalanche(uint64_t hash) {
  hash = (hash ^ (hash >> 33)) * prime2;
  hash = (hash ^ (hash >> 29)) * prime3;
  return hash ^ (hash >> 32);
}

}  // namespace

uint64_t checksum(std::span<const uint8_t> bytes) {
  const uint64_t length = bytes.size();
  uint64_t hash = length >= 32 ? hash_stripes(bytes) : prime5;
  return avalanche(hash_rest(hash + length, bytes));
}

}  // namespace wasmc
