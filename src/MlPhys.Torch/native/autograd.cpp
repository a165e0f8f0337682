// What no operator offers of autograd: gradients, modes, and functions whose passes run in managed code.

#include "native.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

using namespace mlphys;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

// The managed side of a custom autograd function. `run` returns 0, or the number of a managed exception.
struct Callbacks {
  int64_t (*forward)(void* state, AutogradContext*, variable_list* outputs);
  int64_t (*backward)(void* state, AutogradContext*, Handle* gradients, int32_t count,
                      variable_list* outputs);
  void (*free)(void* state);
};

struct ManagedState : torch::CustomClassHolder {
  ManagedState(void* state, Callbacks callbacks) : state(state), callbacks(callbacks) {}
  ~ManagedState() override { callbacks.free(state); }

  void* state;
  Callbacks callbacks;
};

void rethrow(int64_t exception) {
  if (exception != 0) throw std::runtime_error("managed exception #" + std::to_string(exception));
}

struct ManagedFunction : torch::autograd::Function<ManagedFunction> {
  static variable_list forward(AutogradContext* context, c10::intrusive_ptr<ManagedState> managed,
                               at::TensorList) {
    variable_list outputs;
    context->saved_data["managed"] = c10::IValue::make_capsule(managed);
    rethrow(managed->callbacks.forward(managed->state, context, &outputs));
    return outputs;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    auto managed = c10::static_intrusive_pointer_cast<ManagedState>(context->saved_data["managed"].toCapsule());
    std::vector<Handle> handles;
    for (const auto& gradient : gradients) handles.push_back(release(gradient));
    variable_list outputs{at::Tensor()};
    rethrow(managed->callbacks.backward(managed->state, context, handles.data(),
                                        static_cast<int32_t>(handles.size()), &outputs));
    return outputs;
  }
};

}  // namespace

EXPORT int32_t mlphys_gradient(Handle* outputs, int32_t output_count, Handle* inputs, int32_t input_count,
                               Handle* weights, int32_t weight_count, int32_t retain_graph, int32_t create_graph,
                               int32_t allow_unused, Handle* results) {
  return guarded<int32_t>(-1, [&] {
    auto gradients = torch::autograd::grad(share(outputs, output_count), share(inputs, input_count),
                                           share(weights, weight_count), retain_graph != 0, create_graph != 0,
                                           allow_unused != 0);
    for (size_t i = 0; i < gradients.size(); ++i) results[i] = release(std::move(gradients[i]));
    return 0;
  });
}

EXPORT int32_t mlphys_backward(Handle* tensors, int32_t count, Handle* weights, int32_t weight_count,
                               int32_t retain_graph, int32_t create_graph, Handle* inputs, int32_t input_count) {
  return guarded<int32_t>(-1, [&] {
    torch::autograd::backward(share(tensors, count), share(weights, weight_count), retain_graph != 0,
                              create_graph != 0, share(inputs, input_count));
    return 0;
  });
}

enum Mode : int32_t { Grad, Inference, Anomaly };

EXPORT int32_t mlphys_mode(int32_t mode) {
  if (mode == Grad) return c10::GradMode::is_enabled();
  if (mode == Inference) return c10::InferenceMode::is_enabled();
  return torch::autograd::AnomalyMode::is_enabled();
}

EXPORT void mlphys_set_grad_mode(int32_t enabled) { c10::GradMode::set_enabled(enabled != 0); }
EXPORT void* mlphys_enter_inference(int32_t enabled) { return new c10::InferenceMode(enabled != 0); }
EXPORT void mlphys_exit_inference(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }
EXPORT void mlphys_set_anomaly_mode(int32_t enabled, int32_t check_nan) {
  torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0);
}

EXPORT int64_t mlphys_enter_dual_level() {
  return guarded<int64_t>(-1, [] { return static_cast<int64_t>(torch::autograd::forward_ad::enter_dual_level()); });
}

// The one operator for which autograd matters though its arguments are plain.
EXPORT Handle mlphys_make_dual(Handle primal, Handle tangent, int64_t level) {
  return guarded<Handle>(nullptr, [&] { return release(at::_make_dual(share(primal), share(tangent), level)); });
}

EXPORT int32_t mlphys_exit_dual_level(int64_t level) {
  return guarded<int32_t>(-1, [&] { return torch::autograd::forward_ad::exit_dual_level(level), 0; });
}

EXPORT void mlphys_emit(variable_list* list, Handle tensor) { list->push_back(share(tensor)); }

EXPORT int32_t mlphys_apply(void* state, const Callbacks* callbacks, Handle* inputs, int32_t count,
                            const Value** results) {
  thread_local std::vector<Value> packed;
  return guarded<int32_t>(-1, [&] {
    auto managed = c10::make_intrusive<ManagedState>(state, *callbacks);
    auto outputs = ManagedFunction::apply(managed, at::TensorList(share(inputs, count)));
    packed.clear();
    for (auto& output : outputs) packed.emplace_back(std::move(output));
    *results = packed.data();
    return static_cast<int32_t>(packed.size());
  });
}

EXPORT int32_t mlphys_context_save(AutogradContext* context, Handle* tensors, int32_t count) {
  return guarded<int32_t>(-1, [&] { return context->save_for_backward(share(tensors, count)), 0; });
}

// Fills `tensors` with as many saved tensors as were saved; `tensors` null asks for their number alone.
EXPORT int32_t mlphys_context_saved(AutogradContext* context, Handle* tensors) {
  return guarded<int32_t>(-1, [&] {
    auto saved = context->get_saved_variables();
    for (size_t i = 0; tensors != nullptr && i < saved.size(); ++i) tensors[i] = release(std::move(saved[i]));
    return static_cast<int32_t>(saved.size());
  });
}

EXPORT int32_t mlphys_context_mark(AutogradContext* context, int32_t dirty, Handle* tensors,
                                   int32_t count) {
  return guarded<int32_t>(-1, [&] {
    if (dirty != 0) context->mark_dirty(share(tensors, count));
    else context->mark_non_differentiable(share(tensors, count));
    return 0;
  });
}

EXPORT void mlphys_context_materialize(AutogradContext* context, int32_t value) {
  context->set_materialize_grads(value != 0);
}
