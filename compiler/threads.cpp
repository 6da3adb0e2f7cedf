#include "compiler/threads.h"

#include <algorithm>
#include <vector>

#include <pthread.h>

namespace wasmc {
namespace {

constexpr size_t most_threads = 256;

void* call(void* work) {
  (*static_cast<const std::function<void()>*>(work))();
  return nullptr;
}

}  // namespace

// Not std::thread, whose constructor throws where the system starts no more.
void run_on_threads(size_t threads, const std::function<void()>& work) {
  std::vector<pthread_t> others;
  for (size_t i = 1; i < std::min(threads, most_threads); ++i) {
    pthread_t thread;
    if (pthread_create(&thread, nullptr, call, const_cast<std::function<void()>*>(&work)) != 0) break;
    others.push_back(thread);
  }
  work();
  for (const pthread_t thread : others) pthread_join(thread, nullptr);
}

}  // namespace wasmc
