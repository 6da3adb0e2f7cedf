// loader/wasi/resolve.cpp and resolve_walk.cpp: the kernel's way to resolve a path, and the one for hosts without it.
#include "loader/wasi/resolve.h"

#include "tests/unit/wasi_guest.h"

namespace wasmc {

namespace {

// Directories and links of every kind, with a way out for each.
class Tree {
 public:
  Tree() : root_(open(directory_.path().c_str(), O_RDONLY | O_DIRECTORY)) {
    REQUIRE(root_.is_open());
    for (const char* name : {"a", "a/b", "a/b/c"}) REQUIRE(mkdirat(root_.get(), name, 0777) == 0);
    directory_.write("file", "0");
    directory_.write("a/b/file", "1");
    for (const auto& [target, name] : links) REQUIRE(symlinkat(target, root_.get(), name) == 0);
  }
  [[nodiscard]] int root() const { return root_.get(); }

 private:
  struct Link {
    const char* target;
    const char* name;
  };
  static constexpr Link links[] = {{"a/b/file", "to-file"},  {"a/b", "to-directory"}, {"../../file", "a/b/to-top"},
                                   {"../..", "a/out"},       {"/", "absolute"},       {"loop", "loop"},
                                   {"missing", "dangling"},  {"a/b/", "slashed"},     {"..", "a/b/up"},
                                   {"a/b/up/b/up", "nested"}};
  TemporaryDirectory directory_;
  HostFd root_;
};

const char* const paths[] = {"",
                             ".",
                             "./",
                             "..",
                             "../",
                             "../x",
                             "file",
                             "file/",
                             "./file",
                             "file/..",
                             "/",
                             "/file",
                             "//file",
                             "a",
                             "a/",
                             "a//b//",
                             "a/b/c/../..",
                             "a/b/../../..",
                             "a/../file",
                             "a/../../file",
                             "a/./b/./file",
                             "to-file",
                             "to-file/",
                             "to-file/x",
                             "to-directory",
                             "to-directory/",
                             "to-directory/file",
                             "a/b/to-top",
                             "a/out",
                             "a/out/",
                             "a/out/x",
                             "absolute",
                             "absolute/",
                             "absolute/etc",
                             "loop",
                             "loop/",
                             "loop/x",
                             "dangling",
                             "dangling/",
                             "dangling/x",
                             "slashed",
                             "slashed/file",
                             "a/b/up",
                             "a/b/up/b",
                             "nested",
                             "nested/b/file",
                             "missing",
                             "missing/",
                             "missing/x",
                             "missing/..",
                             "a/b/up/up",
                             "to-directory/../b/file",
                             "to-directory/../../file",
                             "...",
                             "a/...",
                             "a/b/to-top/",
                             "a/b/to-top/x"};

const int flag_sets[] = {O_RDONLY, O_RDONLY | O_NOFOLLOW, O_RDONLY | O_DIRECTORY, O_RDONLY | O_DIRECTORY | O_NOFOLLOW,
                         O_PATH,   O_PATH | O_NOFOLLOW,   O_PATH | O_DIRECTORY};

bool is_same_file(int a, int b) {
  struct stat status_a, status_b;
  REQUIRE((fstat(a, &status_a) == 0 && fstat(b, &status_b) == 0));
  return status_a.st_dev == status_b.st_dev && status_a.st_ino == status_b.st_ino;
}

}  // namespace

TEST_CASE("the walk opens what the kernel opens, and fails as it fails") {
  const Tree tree;
  for (const char* path : paths) {
    for (const int flags : flag_sets) {
      CAPTURE(path);
      CAPTURE(flags);
      const auto kernel = open_beneath(tree.root(), path, flags);
      const auto walk = walk_beneath(tree.root(), path, flags, 0);
      CHECK(walk.error() == kernel.error());
      if (walk && kernel) CHECK(is_same_file(walk->get(), kernel->get()));
    }
  }
}

TEST_CASE("what stat tells is told of what would be opened") {
  const Tree tree;
  for (const char* path : paths) {
    for (const bool follows_link : {false, true}) {
      CAPTURE(path);
      CAPTURE(follows_link);
      const auto opened = open_beneath(tree.root(), path, O_PATH | (follows_link ? 0 : O_NOFOLLOW));
      const auto status = stat_beneath(tree.root(), path, follows_link);
      REQUIRE(status.error() == opened.error());
      struct stat expected;
      if (opened && fstat(opened->get(), &expected) == 0) CHECK(status->st_ino == expected.st_ino);
    }
  }
}

TEST_CASE("both ways create files where a link leads to, but not outside") {
  for (const auto way : {open_beneath, walk_beneath}) {
    const Tree tree;
    CHECK(way(tree.root(), "dangling", O_CREAT | O_WRONLY, 0666).error() == Errno::success);
    CHECK(faccessat(tree.root(), "missing", F_OK, 0) == 0);
    CHECK(way(tree.root(), "to-file", O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0666).error() == Errno::exist);
    CHECK(way(tree.root(), "to-file", O_CREAT | O_EXCL | O_WRONLY, 0666).error() == Errno::exist);
    CHECK(way(tree.root(), "a/new/", O_CREAT | O_WRONLY, 0666).error() == Errno::isdir);
    CHECK(way(tree.root(), "../new", O_CREAT | O_WRONLY, 0666).error() == errno_of_escape);
    CHECK(way(tree.root(), "a/out/new", O_CREAT | O_WRONLY, 0666).error() == errno_of_escape);
    CHECK(way(tree.root(), "absolute/new", O_CREAT | O_WRONLY, 0666).error() == errno_of_escape);
  }
}

TEST_CASE("a parent is opened, and the name keeps its slashes") {
  const Tree tree;
  const auto resolved = resolve_parent(tree.root(), "to-directory/new//");
  REQUIRE(resolved);
  CHECK(resolved->name == "new//");
  CHECK(faccessat(resolved->directory.get(), "file", F_OK, 0) == 0);
  CHECK(resolve_parent(tree.root(), "file").error() == Errno::success);
  CHECK(resolve_parent(tree.root(), "missing/x").error() == Errno::noent);
  CHECK(resolve_parent(tree.root(), "file/x").error() == Errno::notdir);
  CHECK(resolve_parent(tree.root(), "a/out/../x").error() == errno_of_escape);
}

}  // namespace wasmc
