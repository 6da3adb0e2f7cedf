// Result<T>: a value or an Error, for everything that input can cause. Member names follow std::expected (C++23), so
// that the type can be replaced by it. Mistakes of our own are assertions, never errors. Usable from any thread.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace wasmc {

// What went wrong, and at which byte of the input, where a byte is to blame.
struct Error {
  static constexpr uint64_t no_offset = ~uint64_t{0};

  std::string message;
  uint64_t offset = no_offset;

  [[nodiscard]] bool has_offset() const { return offset != no_offset; }
};

// "app.wasm:0x1f3: error: message", or without the offset where there is none.
[[nodiscard]] std::string format_error(const std::string& file, const Error& error);

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return *std::get_if<0>(&state_); }
  const T& value() const& { return *std::get_if<0>(&state_); }
  T&& value() && { return std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Error& error() { return *std::get_if<1>(&state_); }
  const Error& error() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  [[nodiscard]] bool has_value() const { return !error_; }
  explicit operator bool() const { return has_value(); }
  Error& error() { return *error_; }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace wasmc

// TRY(expression): returns its error from the enclosing function. TRY_ASSIGN(declaration, expression): the same, and
// binds the value. Both are statements; the enclosing function returns a Result.
#define TRY(expression)                                            \
  do {                                                             \
    if (auto try_status = (expression); !try_status.has_value()) { \
      return std::move(try_status.error());                        \
    }                                                              \
  } while (false)

#define WASMC_JOIN_(a, b) a##b
#define WASMC_JOIN(a, b) WASMC_JOIN_(a, b)
#define TRY_ASSIGN(declaration, expression) TRY_ASSIGN_(WASMC_JOIN(try_result_, __LINE__), declaration, expression)
#define TRY_ASSIGN_(result, declaration, expression)         \
  auto result = (expression);                                \
  if (!result.has_value()) return std::move(result.error()); \
  declaration = std::move(result).value()
