#include "loader/host_function.h"

#include "loader/activation.h"
#include "loader/instance.h"
#include "loader/store.h"

namespace wasmc {

namespace {

uint32_t call_host_function(HostBinding* binding, Value* args_and_results) {
  const auto* import = reinterpret_cast<HostImport*>(binding);
  const HostFunction& function = *import->function;
  Activation* activation = current_activation;
  activation->in_host_function = true;
  const uint32_t failed = function.call(function.environment, *import->caller, args_and_results);
  activation->in_host_function = false;
  return failed;
}

}  // namespace

HostImport make_host_import(const HostFunction& function, Instance& caller) {
  return {{call_host_function, caller.store().stack().limit()}, &function, &caller};
}

}  // namespace wasmc
