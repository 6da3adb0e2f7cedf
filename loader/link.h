// Finds what a module imports and checks that it is of the type that the module expects (sections 3.5.8 "External
// types" and 4.7.3 "Instantiation").
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "format/base/result.h"
#include "loader/external_value.h"
#include "loader/instance.h"
#include "loader/module.h"
#include "loader/obstacle.h"
#include "loader/store.h"

namespace wasmc {

struct ImportRequest {
  std::string_view module;
  std::string_view name;
  ExternalKind kind;
  const FunctionType* type;                         // of a function, null otherwise
  std::optional<MemoryType> memory = std::nullopt;  // of a memory
};

// What there is for a request: nothing, a value, or why there should be one and can't.
using Resolution = Result<std::optional<ExternalValue>>;

// Where imports come from. Must outlive the store for which it answers.
class ImportResolver {
 public:
  virtual ~ImportResolver() = default;
  // Nothing if there is no such name, an error if there is no room for what it stands for; what is found must be of
  // that store, unless it is a shared memory, and may be of the wrong type.
  virtual Resolution resolve(Store& store, const ImportRequest& request) = 0;
};

// Names with a value each, and names of instances.
class ImportDefinitions : public ImportResolver {
 public:
  // The first definition of a name counts.
  void define(std::string module, std::string name, ExternalValue value);
  // All exports of the instance.
  void define_instance(std::string module, const Instance& instance);

  Resolution resolve(Store& store, const ImportRequest& request) override;

 private:
  struct Definition {
    std::string module;
    std::string name;
    ExternalValue value;
  };
  struct NamedInstance {
    std::string module;
    const Instance* instance;
  };

  std::vector<Definition> definitions_;
  std::vector<NamedInstance> instances_;
};

// Any function whatever: one that fails when it is called.
class TrappingImports : public ImportResolver {
 public:
  Resolution resolve(Store& store, const ImportRequest& request) override;

 private:
  std::vector<std::unique_ptr<std::string>> messages_;
};

// An import, and what there is for it.
struct ImportOffer {
  const ImportRecord* import;
  std::string wanted;                  // type, in words
  std::optional<std::string> offered;  // the same of what goes by the name; nothing if there is none
  std::optional<Obstacle> obstacle;    // why it can't be linked
};

// All imports, in order.
[[nodiscard]] std::vector<ImportOffer> list_imports(Store& store, const LoadedModule& module,
                                                    std::span<ImportResolver* const> resolvers);

// A value for each import, in order: from the first resolver that has one of the right type. An error names all imports
// that none has, or the first that nobody has of the right type, with both types.
[[nodiscard]] Result<std::vector<ExternalValue>> link_imports(Store& store, const LoadedModule& module,
                                                              std::span<ImportResolver* const> resolvers);

}  // namespace wasmc
