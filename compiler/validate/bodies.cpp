#include "compiler/validate/bodies.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

#include "compiler/threads.h"
#include "compiler/validate/function.h"

namespace wasmc {
namespace {

// The work that threads share. Each takes the next function; once one has failed, only those before it still matter,
// and these have all been taken.
class SharedWork {
 public:
  explicit SharedWork(const Module& module)
      : module_(module), next_(module.imported_functions), first_failed_(module.functions.size()) {}

  void run() {
    FunctionValidator validator(module_);
    for (size_t function = next_++; function < first_failed_; function = next_++) {
      Status status = validator.validate(static_cast<uint32_t>(function));
      if (!status) record(function, std::move(status.error()));
    }
  }

  Status result() {
    if (first_failed_ == module_.functions.size()) return {};
    return std::move(error_);
  }

 private:
  void record(size_t function, Error error) {
    const std::lock_guard lock(mutex_);
    if (function >= first_failed_) return;
    first_failed_ = function;
    error_ = std::move(error);
  }

  const Module& module_;
  std::atomic<size_t> next_;
  std::atomic<size_t> first_failed_;
  std::mutex mutex_;
  Error error_;
};

// Below this many bytes of code, starting a thread costs more than it saves.
constexpr size_t bytes_per_thread = 256 * 1024;

size_t useful_threads(const Module& module, unsigned threads) {
  size_t bytes = 0;
  for (const Function& function : module.functions) bytes += function.body.bytes.size();
  return std::clamp<size_t>(bytes / bytes_per_thread, 1, std::max(threads, 1U));
}

}  // namespace

Status validate_bodies(const Module& module, unsigned threads) {
  SharedWork work(module);
  run_on_threads(useful_threads(module, threads), [&work] { work.run(); });
  return work.result();
}

}  // namespace wasmc
