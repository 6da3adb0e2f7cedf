// Work that several threads share.
#pragma once

#include <cstddef>
#include <functional>

namespace wasmc {

// Calls the function on that many threads at once, this one included, and returns when all calls have returned. The
// calls share the work among them: where the system starts fewer threads, or more than 256 are asked for, there are
// fewer calls, but always one.
void run_on_threads(size_t threads, const std::function<void()>& work);

}  // namespace wasmc
