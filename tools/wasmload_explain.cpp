#include "tools/wasmload_explain.h"

#include <cstdio>
#include <cstdlib>

#include "format/key_file.h"
#include "loader/explain.h"
#include "loader/platform/cpu_features.h"
#include "loader/platform/input_file.h"
#include "loader/platform/mapping.h"
#include "runtime-support/vmctx.h"
#include "tools/header_json.h"
#include "tools/wasmload_host.h"

namespace wasmc {

namespace {

struct NamedObstacle {
  std::string file;
  Obstacle obstacle;
};

class Report {
 public:
  explicit Report(const WasmloadOptions& options, const TrustPolicy* trust) : options_(options), trust_(trust) {}

  void run();
  [[nodiscard]] bool runs() const { return obstacles_.empty(); }
  [[nodiscard]] std::string words() const;
  [[nodiscard]] std::string json() const;

 private:
  void add(const std::string& file, ObstacleKind kind, const Error& error) {
    obstacles_.push_back({file, {kind, error}});
  }
  void make_host();
  void explain_preloads();
  void explain_program();
  [[nodiscard]] std::optional<Explanation> explain_file(const std::string& file, std::optional<std::string> entry);
  void write_artifact(JsonWriter& json) const;
  void write_imports(JsonWriter& json) const;
  void write_obstacles(JsonWriter& json) const;

  const WasmloadOptions& options_;
  const TrustPolicy* trust_;
  ExpectedExports preloaded_;
  std::unique_ptr<HostImports> host_;
  std::unique_ptr<Store> store_;
  std::optional<Explanation> program_;
  std::vector<NamedObstacle> obstacles_;
};

[[noreturn]] void no_thread_ends(const Result<CallOutcome>&) { std::abort(); }

void Report::run() {
  make_host();
  if (host_ == nullptr || store_ == nullptr) return;
  explain_preloads();
  explain_program();
}

// Of the system only what can be looked at without a trace: directories, but neither files that would be created nor
// sockets.
void Report::make_host() {
  WasiConfig config;
  config.directories = options_.directories;
  auto host = HostImports::create(options_, std::move(config), preloaded_, no_thread_ends);
  if (!host) {
    add(options_.file, ObstacleKind::setup, host.error());
    host = HostImports::create(options_, {}, preloaded_, no_thread_ends);
  }
  auto store = Store::create({.stack_size = options_.stack_size});
  if (!store) add(options_.file, ObstacleKind::setup, store.error());
  if (host) host_ = std::move(host).value();
  if (store) store_ = std::move(store).value();
}

void Report::explain_preloads() {
  for (const Preload& preload : options_.preloads) {
    const auto explanation = explain_file(preload.file, std::nullopt);
    if (explanation && explanation->module != nullptr) preloaded_.define(preload.name, explanation->module);
  }
}

void Report::explain_program() { program_ = explain_file(options_.file, options_.invoke.value_or("_start")); }

std::optional<Explanation> Report::explain_file(const std::string& file, std::optional<std::string> entry) {
  const auto input = InputFile::open(file);
  auto bytes = input ? input->read() : Result<std::vector<uint8_t>>(input.error());
  if (!bytes) {
    add(file, ObstacleKind::file, bytes.error());
    return std::nullopt;
  }
  const ExplainOptions options{.trust = trust_, .resolvers = host_->resolvers(), .entry = std::move(entry)};
  Explanation explanation = explain(std::move(bytes).value(), *store_, options);
  for (const Obstacle& obstacle : explanation.obstacles) obstacles_.push_back({file, obstacle});
  return explanation;
}

std::string count_text(size_t count) { return count == 1 ? "1 reason" : std::to_string(count) + " reasons"; }

std::string Report::words() const {
  if (runs()) return options_.file + ": can run here\n";
  std::string text = options_.file + ": can't run here, for " + count_text(obstacles_.size()) + ":\n";
  for (const NamedObstacle& named : obstacles_) {
    const std::string where = named.file == options_.file ? "" : named.file + ": ";
    text += std::string("- ") + code_of(named.obstacle.kind) + ": " + where + named.obstacle.error.message + "\n";
  }
  return text;
}

void write_host(JsonWriter& json) {
  json.key("host");
  json.begin_object();
  json.member("format", std::to_string(format_major) + "." + std::to_string(format_minor));
  json.member("oldest_abi", oldest_abi);
  json.member("newest_abi", abi_version);
  json.member("architecture", to_string(host_architecture));
  json.member("system", to_string(OperatingSystem::linux_));
  json.key("cpu_features");
  write_cpu_features(json, host_architecture, host_cpu_features());
  json.member("page_size", system_page_size());
  json.end();
}

void Report::write_artifact(JsonWriter& json) const {
  json.key("header");
  program_ && program_->header ? write_header(json, *program_->header) : json.null();
  json.key("signed_by");
  program_ && program_->signer ? write_bytes(json, *program_->signer) : json.null();
}

void write_import(JsonWriter& json, const LoadedModule& module, const ImportOffer& offer) {
  json.begin_object(JsonWriter::Layout::one_line);
  json.member("module", module.string(offer.import->module));
  json.member("name", module.string(offer.import->name));
  json.member("kind", to_string(static_cast<ExternalKind>(uint32_t{offer.import->kind})));
  json.member("type", std::string_view(offer.wanted));
  json.key("offered");
  offer.offered ? json.value(std::string_view(*offer.offered)) : json.null();
  json.member("met", !offer.obstacle.has_value());
  json.end();
}

void Report::write_imports(JsonWriter& json) const {
  json.key("imports");
  if (!program_ || program_->module == nullptr) return json.null();
  json.begin_array();
  for (const ImportOffer& offer : program_->imports) write_import(json, *program_->module, offer);
  json.end();
}

void Report::write_obstacles(JsonWriter& json) const {
  json.key("obstacles");
  json.begin_array();
  for (const NamedObstacle& named : obstacles_) {
    json.begin_object(JsonWriter::Layout::one_line);
    json.member("kind", code_of(named.obstacle.kind));
    json.member("file", std::string_view(named.file));
    json.key("offset");
    named.obstacle.error.has_offset() ? json.value(named.obstacle.error.offset) : json.null();
    json.member("message", std::string_view(named.obstacle.error.message));
    json.end();
  }
  json.end();
}

std::string Report::json() const {
  JsonWriter json;
  json.begin_object();
  json.member("file", std::string_view(options_.file));
  json.member("runs", runs());
  write_obstacles(json);
  write_artifact(json);
  write_imports(json);
  write_host(json);
  json.end();
  return json.take();
}

}  // namespace

int explain_artifact(const WasmloadOptions& options, const std::optional<TrustPolicy>& trust) {
  Report report(options, trust ? &*trust : nullptr);
  report.run();
  const std::string text = options.json ? report.json() : report.words();
  const bool is_printed = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
  return is_printed && report.runs() ? 0 : 1;
}

}  // namespace wasmc
