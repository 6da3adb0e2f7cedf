#include "tools/wast/processes.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>
#include <memory>
#include <optional>

#include "tools/files.h"
#include "tools/wast/run_script.h"

namespace wasmc {
namespace {

using Clock = std::chrono::steady_clock;
using LineNumber = std::atomic<uint32_t>;

ScriptReport failure(uint32_t line, const std::string& why) {
  ScriptReport report;
  report.fail(ScriptCommand::Kind::script, line, why);
  return report;
}

ScriptReport run_file(const std::string& path, const ScriptOptions& options) {
  const auto bytes = read_file(path);
  if (!bytes.has_value()) return failure(0, bytes.error().message);
  return run_script({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, options);
}

// A number that a process and its child both see.
class SharedLine {
 public:
  SharedLine() : page_(mmap(nullptr, sizeof(LineNumber), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) {
    if (page_ != MAP_FAILED) new (page_) LineNumber(0);
  }
  ~SharedLine() {
    if (page_ != MAP_FAILED) munmap(page_, sizeof(LineNumber));
  }
  SharedLine(const SharedLine&) = delete;
  SharedLine& operator=(const SharedLine&) = delete;

  // Null if the system has refused memory.
  [[nodiscard]] LineNumber* get() const { return page_ == MAP_FAILED ? nullptr : static_cast<LineNumber*>(page_); }
  [[nodiscard]] uint32_t value() const { return get() == nullptr ? 0 : get()->load(); }

 private:
  void* page_;
};

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) return;
    if (written > 0) text.remove_prefix(static_cast<size_t>(written));
  }
}

// A script that runs in another process, which writes its report into a pipe.
class Child {
 public:
  static std::unique_ptr<Child> start(const std::string& path, const RunOptions& options) {
    auto child = std::make_unique<Child>();
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) return nullptr;
    child->process_ = fork();
    if (child->process_ == 0) {
      close(pipe_ends[0]);
      ScriptOptions script = options.script;
      script.current_line = child->line_.get();
      write_all(pipe_ends[1], run_file(path, script).serialize());
      std::fflush(stdout);
      _exit(0);
    }
    close(pipe_ends[1]);
    child->input_ = pipe_ends[0];
    child->deadline_ = Clock::now() + options.limit;
    if (child->process_ < 0) return nullptr;
    return child;
  }

  ~Child() {
    if (input_ >= 0) close(input_);
  }

  [[nodiscard]] int input() const { return input_; }
  [[nodiscard]] Clock::time_point deadline() const { return deadline_; }

  // Reads what there is; false at the end.
  bool read_some() {
    char buffer[65536];
    const ssize_t count = read(input_, buffer, sizeof(buffer));
    if (count < 0) return errno == EINTR;
    text_.append(buffer, static_cast<size_t>(count));
    return count != 0;
  }

  void kill_it() {
    is_late_ = true;
    kill(process_, SIGKILL);
  }

  // Waits for the end of the process.
  ScriptReport finish() {
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) continue;
    ScriptReport report;
    if (report.deserialize(text_)) return report;
    if (is_late_) return failure(line_.value(), "still running after the time allowed");
    if (WIFSIGNALED(status)) return failure(line_.value(), std::string("crashed: ") + strsignal(WTERMSIG(status)));
    return failure(line_.value(), "ended with exit code " + std::to_string(WEXITSTATUS(status)));
  }

 private:
  pid_t process_ = -1;
  int input_ = -1;
  Clock::time_point deadline_;
  std::string text_;
  bool is_late_ = false;
  SharedLine line_;
};

class ProcessPool {
 public:
  ProcessPool(const std::vector<std::string>& paths, const RunOptions& options, const FileDone& done)
      : paths_(paths), options_(options), done_(done) {}

  void run() {
    while (next_ < paths_.size() || !children_.empty()) {
      while (next_ < paths_.size() && children_.size() < options_.jobs) start_next();
      wait_for_some();
      report_in_order();
    }
  }

 private:
  void start_next() {
    const size_t index = next_++;
    std::unique_ptr<Child> child = Child::start(paths_[index], options_);
    if (child == nullptr) {
      finished_.emplace(index, failure(0, "the system refuses a process"));
    } else {
      children_.emplace(index, std::move(child));
    }
  }

  [[nodiscard]] int milliseconds_to_wait() const {
    Clock::duration least = std::chrono::hours(1);
    for (const auto& [index, child] : children_) least = std::min(least, child->deadline() - Clock::now());
    return static_cast<int>(std::max<int64_t>(0, std::chrono::ceil<std::chrono::milliseconds>(least).count()));
  }

  void wait_for_some() {
    std::vector<pollfd> inputs;
    std::vector<size_t> indices;
    for (const auto& [index, child] : children_) {
      inputs.push_back({child->input(), POLLIN, 0});
      indices.push_back(index);
    }
    poll(inputs.data(), inputs.size(), milliseconds_to_wait());
    for (size_t i = 0; i < inputs.size(); ++i) {
      Child& child = *children_.at(indices[i]);
      if (child.deadline() < Clock::now()) child.kill_it();
      if (inputs[i].revents != 0 && !child.read_some()) finish(indices[i]);
    }
  }

  void finish(size_t index) {
    finished_.emplace(index, children_.at(index)->finish());
    children_.erase(index);
  }

  void report_in_order() {
    while (!finished_.empty() && finished_.begin()->first == reported_) {
      done_(paths_[reported_++], finished_.begin()->second);
      finished_.erase(finished_.begin());
    }
  }

  const std::vector<std::string>& paths_;
  const RunOptions& options_;
  const FileDone& done_;
  size_t next_ = 0;
  size_t reported_ = 0;
  std::map<size_t, std::unique_ptr<Child>> children_;
  std::map<size_t, ScriptReport> finished_;
};

}  // namespace

void run_files(const std::vector<std::string>& paths, const RunOptions& options, const FileDone& done) {
  std::fflush(stdout);
  if (options.jobs != 0) return ProcessPool(paths, options, done).run();
  for (const std::string& path : paths) done(path, run_file(path, options.script));
}

}  // namespace wasmc
