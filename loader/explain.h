// Finds everything that keeps an artifact from being loaded and run here, without running any of it. Usable from any
// thread, the store by one at a time.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "format/artifact.h"
#include "format/ed25519.h"
#include "loader/link.h"
#include "loader/obstacle.h"
#include "loader/trust.h"

namespace wasmc {

struct ExplainOptions {
  const TrustPolicy* trust = nullptr;  // null: everything is trusted
  // What there is to be imported.
  std::span<ImportResolver* const> resolvers;
  // The function that is to be called, if one is.
  std::optional<std::string> entry;
};

// As far as it could be found out: what is distrusted is not looked at beyond its header.
struct Explanation {
  std::optional<ArtifactHeader> header;
  std::optional<PublicKey> signer;  // whose signature it bears, right or not
  // For its types alone: it can't be instantiated. Null if the artifact is not sound.
  std::shared_ptr<const LoadedModule> module;
  std::vector<ImportOffer> imports;  // of the module
  std::vector<Obstacle> obstacles;

  [[nodiscard]] bool runs() const { return obstacles.empty(); }
};

// Of an artifact's bytes. Tries in the store whether there is room for the module's memories and tables.
[[nodiscard]] Explanation explain(std::vector<uint8_t> bytes, Store& store, const ExplainOptions& options);

// What a module will export, before it is instantiated: things of the same types, which can't be used.
class ExpectedExports : public ImportResolver {
 public:
  void define(std::string name, std::shared_ptr<const LoadedModule> module);
  Resolution resolve(Store& store, const ImportRequest& request) override;

 private:
  struct Expected {
    std::string name;
    std::shared_ptr<const LoadedModule> module;
  };

  std::vector<Expected> modules_;
};

}  // namespace wasmc
