#include "tools/wast/invoke.h"

#include <algorithm>

#include "loader/call.h"
#include "loader/function_types.h"
#include "loader/store.h"
#include "loader/text.h"
#include "tools/wast/values.h"

namespace wasmc {
namespace {

using Kind = ActionOutcome::Kind;

ActionOutcome impossible(std::string why) { return {Kind::impossible, std::move(why), {}, {}}; }

bool takes(const FunctionType& type, const std::vector<ScriptValue>& arguments) {
  return std::equal(arguments.begin(), arguments.end(), type.params.begin(), type.params.end(), fits);
}

// The arguments, with room for the results.
std::vector<Value> slots_for(const FunctionType& type, const std::vector<ScriptValue>& arguments) {
  std::vector<Value> slots(std::max<size_t>({type.params.size(), type.results.size(), 1}));
  std::transform(arguments.begin(), arguments.end(), slots.begin(), to_value);
  return slots;
}

ActionOutcome results(const FunctionType& type, std::vector<Value> slots) {
  slots.resize(type.results.size());
  return {Kind::values, {}, std::move(slots), type.results};
}

ActionOutcome call(Instance& instance, const FuncRef& function, const ScriptAction& action) {
  const FunctionType& type = function_type(static_cast<uint32_t>(function.type_id));
  if (!takes(type, action.arguments)) return impossible("the function is of type " + to_string(type));
  std::vector<Value> slots = slots_for(type, action.arguments);
  const CallOutcome outcome = invoke(instance.store(), function, slots.data());
  if (outcome.kind == CallOutcome::Kind::ok) return results(type, std::move(slots));
  if (outcome.kind == CallOutcome::Kind::exit) return impossible("the program ended");
  return {Kind::trap, outcome.trap.message, {}, {}};
}

// One that the instance imports and exports again.
ActionOutcome call_host(Instance& instance, const HostFunction& function, const ScriptAction& action) {
  if (!takes(function.type, action.arguments)) return impossible("it is of type " + to_string(function.type));
  std::vector<Value> slots = slots_for(function.type, action.arguments);
  if (function.call(function.environment, instance, slots.data()) != 0) return impossible("the host function failed");
  return results(function.type, std::move(slots));
}

}  // namespace

ActionOutcome perform(Instance& instance, const ScriptAction& action) {
  const std::optional<ExternalValue> found = instance.find_export(action.field);
  if (!found) return impossible("there is no export " + quote(action.field));
  const auto* const* function = std::get_if<const FuncRef*>(&*found);
  const auto* const* host_function = std::get_if<const HostFunction*>(&*found);
  GlobalInstance* const* global = std::get_if<GlobalInstance*>(&*found);
  if (action.is_call && function != nullptr) return call(instance, **function, action);
  if (action.is_call && host_function != nullptr) return call_host(instance, **host_function, action);
  if (!action.is_call && global != nullptr) return {Kind::values, {}, {*(*global)->value}, {(*global)->type.value}};
  return impossible(quote(action.field) + " is a " + describe(*found));
}

}  // namespace wasmc
