// A guest for the tests of loader/wasi: some memory, a temporary directory preopened as descriptor 3, and calls by
// name.
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <initializer_list>
#include <string>
#include <vector>

#include "loader/wasi/clock.h"
#include "loader/wasi/error.h"
#include "loader/wasi/layouts.h"
#include "loader/wasi/rights.h"
#include "loader/wasi/wasi.h"

namespace wasmc {

// A new directory of the host, removed with all it holds.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    char name[] = "/tmp/wasmc-wasi-XXXXXX";
    REQUIRE(mkdtemp(name) != nullptr);
    path_ = name;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() { CHECK(system(("rm -rf " + path_).c_str()) == 0); }

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

  void write(const std::string& name, const std::string& text) const {
    FILE* file = fopen((*this / name).c_str(), "w");
    REQUIRE(file != nullptr);
    fputs(text.c_str(), file);
    fclose(file);
  }

  [[nodiscard]] bool has(const std::string& name) const {
    struct stat status;
    return lstat((*this / name).c_str(), &status) == 0;
  }

 private:
  std::string path_;
};

class Guest {
 public:
  static constexpr uint32_t root = 3;      // the temporary directory's descriptor
  static constexpr uint32_t result = 16;   // where results are put
  static constexpr uint32_t result2 = 32;  // second ones
  static constexpr uint32_t buffer = 4096;
  static constexpr size_t memory_size = 65536;

  explicit Guest(const char* module = "wasi_snapshot_preview1", WasiConfig config = {}) : module_(module) {
    config.directories.push_back({directory.path(), "/sandbox"});
    auto created = Wasi::create(std::move(config));
    REQUIRE(created.has_value());
    wasi = std::move(*created);
  }

  Errno call(const char* name, std::initializer_list<uint64_t> arguments) {
    const WasiFunction* function = wasi->find(module_, name);
    REQUIRE(function != nullptr);
    REQUIRE(strlen(function->signature) == arguments.size());
    Value values[16];
    size_t i = 0;
    for (const uint64_t argument : arguments) values[i++].i64 = argument;
    outcome = wasi->call(*function, memory, values);
    return static_cast<Errno>(values[0].i32);
  }

  template <typename T>
  [[nodiscard]] T read(uint32_t address = result) const {
    REQUIRE(address + sizeof(T) <= memory.size());
    T value;
    memcpy(&value, memory.data() + address, sizeof value);
    return value;
  }
  [[nodiscard]] uint32_t read32(uint32_t address = result) const { return read<ule32>(address); }
  [[nodiscard]] uint64_t read64(uint32_t address = result) const { return read<ule64>(address); }
  [[nodiscard]] std::string text(uint32_t address, size_t size) const {
    REQUIRE(address + size <= memory.size());
    return {reinterpret_cast<const char*>(memory.data()) + address, size};
  }

  template <typename T>
  void write(uint32_t address, const T& value) {
    REQUIRE(address + sizeof(T) <= memory.size());
    memcpy(memory.data() + address, &value, sizeof value);
  }

  // Puts a string into memory, in rotating places so that two can be used at once.
  uint32_t put(const std::string& string) {
    place_ = place_ == 20000 ? 30000 : 20000;
    memcpy(memory.data() + place_, string.data(), string.size());
    return place_;
  }

  // A list of one buffer.
  uint32_t iovec(uint32_t address, uint32_t length) {
    write(2048, GuestIovec{address, length});
    return 2048;
  }

  Errno open(const std::string& path, uint32_t oflags = 0, uint64_t rights = Rights::of_file, uint32_t lookup = 0,
             uint32_t directory_fd = root) {
    return call("path_open", {directory_fd, lookup, put(path), path.size(), oflags, rights, Rights::all, 0, result});
  }

  // Opens what must open.
  uint32_t must_open(const std::string& path, uint32_t oflags = 0, uint64_t rights = Rights::of_file) {
    REQUIRE(open(path, oflags, rights) == Errno::success);
    return read32();
  }

  // Calls one of the functions that take a directory and a path alone.
  Errno on_path(const char* function, const std::string& path) {
    return call(function, {root, put(path), path.size()});
  }

  Errno write_text(uint32_t fd, const std::string& string) {
    return call("fd_write", {fd, iovec(put(string), static_cast<uint32_t>(string.size())), 1, result});
  }

  // What fd_read gives at most `size` bytes of.
  std::string read_text(uint32_t fd, uint32_t size = 100) {
    REQUIRE(call("fd_read", {fd, iovec(buffer, size), 1, result}) == Errno::success);
    return text(buffer, read32());
  }

  TemporaryDirectory directory;
  std::vector<uint8_t> memory = std::vector<uint8_t>(memory_size);
  std::unique_ptr<Wasi> wasi;
  WasiOutcome outcome;

 private:
  const char* module_;
  uint32_t place_ = 20000;
};

// So that a failing check prints the number.
inline doctest::String toString(Errno error) { return doctest::toString(static_cast<int>(error)); }

}  // namespace wasmc
