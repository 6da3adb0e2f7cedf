#include "loader/wasi/fd_table.h"

#include <fcntl.h>

#include <thread>

#include <doctest/doctest.h>

using namespace wasmc;

namespace {

OpenFile open_null() { return std::move(*describe_host_file(HostFd(open("/dev/null", O_RDWR | O_CLOEXEC)))); }

bool is_open(int host) { return fcntl(host, F_GETFD) >= 0; }

}  // namespace

TEST_CASE("a file stays open as long as it is used, though its number has been closed") {
  FdTable files;
  const uint32_t fd = *files.insert(open_null());
  auto used = *files.find(fd);
  const int host = used->host.get();
  CHECK(files.close(fd) == Errno::success);
  CHECK(files.find(fd).error() == Errno::badf);
  CHECK(is_open(host));
  used = nullptr;
  CHECK_FALSE(is_open(host));
}

TEST_CASE("threads that open and close at once get different numbers") {
  FdTable files;
  std::atomic<int> wrong = 0;
  const auto work = [&] {
    for (int i = 0; i < 500; ++i) {
      const auto first = files.insert(open_null());
      const auto second = files.insert(open_null());
      wrong += !first || !second || *first == *second;
      wrong += files.close(*first) != Errno::success || files.close(*second) != Errno::success;
    }
  };
  std::thread one(work);
  std::thread other(work);
  one.join();
  other.join();
  CHECK(wrong == 0);
}
