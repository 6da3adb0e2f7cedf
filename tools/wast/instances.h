// The modules and instances that a script has made, under the names that it gave them. Used by one thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "loader/link.h"
#include "loader/module.h"

namespace wasmc {

// Why something that later commands ask for is not there.
struct Absence {
  bool is_skipped = false;  // it needs what is not supported yet, or was not asked for: whoever asks for it is skipped
  std::string reason;
};

// The thing, or why there is none.
template <class T>
struct Present {
  T thing{};
  Absence absence{false, "there is none"};

  explicit operator bool() const { return thing != nullptr; }
};
using PresentInstance = Present<Instance*>;
using PresentModule = Present<std::shared_ptr<const LoadedModule>>;

// Things by name; the one that was made last also by no name.
template <class T>
class Named {
 public:
  void add(const std::string& name, Present<T> thing) {
    if (!name.empty()) named_[name] = thing;
    latest_ = std::move(thing);
  }
  [[nodiscard]] Present<T> find(const std::string& name) const {
    if (name.empty()) return latest_;
    const auto found = named_.find(name);
    return found == named_.end() ? Present<T>{{}, {false, "there is no $" + name}} : found->second;
  }

 private:
  Present<T> latest_;
  std::map<std::string, Present<T>> named_;
};

// What `register` gives to imports: the exports of instances. A later one takes the name over.
class RegisteredInstances : public ImportResolver {
 public:
  void add(const std::string& name, PresentInstance instance) { instances_[name] = std::move(instance); }

  // Why a module can't be linked that imports from what is not there, if it does.
  [[nodiscard]] std::optional<Absence> find_absence(const LoadedModule& module) const;

  Resolution resolve(Store& store, const ImportRequest& request) override;

 private:
  std::map<std::string, PresentInstance, std::less<>> instances_;
};

}  // namespace wasmc
