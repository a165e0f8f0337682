// The only native code: boxed calls into libtorch's dispatcher by operator name, and the little that no operator
// offers (autograd, custom functions, data pointers, generators, threads). Nothing here knows any single operator.
//
// A tensor handle is a TensorImpl* that owns one reference. Every function that can fail returns a failure value and
// leaves the reason in this thread's error text, which `mlphys_error` hands out.

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/cuda.h>
#include <torch/version.h>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

using Handle = c10::TensorImpl*;
using Impl = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
using torch::autograd::variable_list;

thread_local std::string error;

bool with_cpp_stack() {
  static const char* asked = std::getenv("TORCH_SHOW_CPP_STACKTRACES");
  return asked != nullptr && *asked == '1';
}

// Runs `work`; an exception becomes this thread's error text and the value `failed`.
template <class T, class Work>
T guarded(T failed, Work&& work) noexcept {
  try {
    return work();
  } catch (const c10::Error& e) {
    error = with_cpp_stack() ? e.what() : e.what_without_backtrace();
  } catch (const std::exception& e) {
    error = e.what();
  } catch (...) {
    error = "libtorch threw something that is no std::exception";
  }
  return failed;
}

at::Tensor borrow(Handle handle) {
  return handle ? at::Tensor(Impl::reclaim_copy(handle)) : at::Tensor();
}

Handle release(at::Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

variable_list borrow(Handle const* handles, int64_t count) {
  variable_list list;
  list.reserve(count);
  for (int64_t i = 0; i < count; ++i) list.push_back(borrow(handles[i]));
  return list;
}

enum Tag : int32_t {
  None, Tensor, Int, Double, Bool, Complex, String, Device, Generator,
  IntList, DoubleList, BoolList, TensorList, OptionalTensorList, ScalarList, Default
};

struct Value {
  Value(Tag tag, int32_t count, int64_t integer) : tag(tag), count(count), integer(integer) {}
  Value(Tag tag, int32_t count, double real) : tag(tag), count(count), real(real) {}
  Value(Tag tag, int32_t count, void* pointer) : tag(tag), count(count), pointer(pointer) {}

  Tag tag;
  int32_t count;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
};

// What a tensor weighs for the garbage collector: a view shares its storage with others and weighs nothing more.
int64_t weight(const at::Tensor& tensor) {
  if (!tensor.defined() || !tensor.has_storage()) return 0;
  const auto& storage = tensor.storage();
  return storage.use_count() == 1 ? static_cast<int64_t>(storage.nbytes()) : 0;
}

template <class T>
c10::List<T> list_of(const Value& value) {
  c10::List<T> list;
  list.reserve(value.count);
  for (int32_t i = 0; i < value.count; ++i) list.push_back(static_cast<const T*>(value.pointer)[i]);
  return list;
}

c10::IValue unpack(const Value& value) {
  switch (value.tag) {
    case Tensor:
      return borrow(static_cast<Handle>(value.pointer));
    case Int:
      return value.integer;
    case Double:
      return value.real;
    case Bool:
      return value.integer != 0;
    case Complex: {
      auto parts = static_cast<const double*>(value.pointer);
      return c10::complex<double>(parts[0], parts[1]);
    }
    case String:
      return std::string(static_cast<const char*>(value.pointer), value.count);
    case Device:
      return c10::Device(static_cast<c10::DeviceType>(value.count), static_cast<c10::DeviceIndex>(value.integer));
    case Generator:
      return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(
          static_cast<c10::GeneratorImpl*>(value.pointer)));
    case IntList:
      return at::IntArrayRef(static_cast<const int64_t*>(value.pointer), value.count);
    case DoubleList:
      return list_of<double>(value);
    case BoolList:
      return list_of<bool>(value);
    case TensorList: {
      c10::List<at::Tensor> list;
      list.reserve(value.count);
      for (int32_t i = 0; i < value.count; ++i) list.push_back(borrow(static_cast<Handle*>(value.pointer)[i]));
      return list;
    }
    case OptionalTensorList: {
      c10::impl::GenericList list(c10::OptionalType::ofTensor());
      list.reserve(value.count);
      for (int32_t i = 0; i < value.count; ++i) {
        auto handle = static_cast<Handle*>(value.pointer)[i];
        list.push_back(handle ? c10::IValue(borrow(handle)) : c10::IValue());
      }
      return list;
    }
    case ScalarList: {
      c10::impl::GenericList list(c10::AnyType::get());
      list.reserve(value.count);
      for (int32_t i = 0; i < value.count; ++i) list.push_back(unpack(static_cast<const Value*>(value.pointer)[i]));
      return list;
    }
    default:
      return c10::IValue();
  }
}

void pack(c10::IValue&& value, std::vector<Value>& results) {
  if (value.isTensor()) {
    auto tensor = std::move(value).toTensor();
    auto bytes = weight(tensor);
    results.push_back({Tensor, static_cast<int32_t>(std::min<int64_t>(bytes, INT32_MAX)), release(std::move(tensor))});
  } else if (value.isInt()) {
    results.push_back({Int, 0, value.toInt()});
  } else if (value.isBool()) {
    results.push_back({Bool, 0, static_cast<int64_t>(value.toBool())});
  } else if (value.isDouble()) {
    results.push_back({Double, 0, value.toDouble()});
  } else if (value.isComplexDouble()) {
    results.push_back({Double, 0, value.toComplexDouble().real()});
    results.push_back({Double, 0, value.toComplexDouble().imag()});
  } else if (value.isTensorList()) {
    for (at::Tensor tensor : value.toTensorVector()) pack(std::move(tensor), results);
  } else if (value.isIntList()) {
    for (int64_t number : value.toIntVector()) results.push_back({Int, 0, number});
  } else if (value.isNone()) {
    results.push_back({None, 0, static_cast<void*>(nullptr)});
  } else {
    TORCH_CHECK(false, "a result of type ", value.tagKind(), " cannot be handed to managed code");
  }
}

struct Parameter {
  bool required;
  c10::IValue fallback;
};

struct Operator {
  explicit Operator(c10::OperatorHandle found) : handle(std::move(found)) {
    for (const auto& argument : handle.schema().arguments()) {
      const auto& fallback = argument.default_value();
      parameters.push_back({!fallback, fallback ? *fallback : c10::IValue()});
    }
  }

  c10::OperatorHandle handle;
  std::vector<Parameter> parameters;
};

torch::jit::Stack run(const Operator& op, const Value* arguments, int32_t count) {
  auto total = op.parameters.size();
  TORCH_CHECK(static_cast<size_t>(count) <= total, op.handle.operator_name(), " takes ", total, " arguments, not ", count);
  torch::jit::Stack stack;
  stack.reserve(std::max<size_t>(total, 4));
  for (size_t i = 0; i < total; ++i) {
    if (i < static_cast<size_t>(count) && arguments[i].tag != Default) {
      stack.push_back(unpack(arguments[i]));
    } else {
      TORCH_CHECK(!op.parameters[i].required, op.handle.operator_name(), " misses its argument '",
                  op.handle.schema().arguments()[i].name(), "'");
      stack.push_back(op.parameters[i].fallback);
    }
  }
  op.handle.callBoxed(stack);
  return stack;
}

// The managed side of a custom autograd function. `run` returns 0, or the number of a managed exception.
struct Callbacks {
  int64_t (*forward)(void* state, torch::autograd::AutogradContext*, variable_list* outputs);
  int64_t (*backward)(void* state, torch::autograd::AutogradContext*, Handle* gradients, int32_t count,
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
  static variable_list forward(torch::autograd::AutogradContext* context, c10::intrusive_ptr<ManagedState> managed,
                               at::TensorList) {
    variable_list outputs;
    context->saved_data["managed"] = c10::IValue::make_capsule(managed);
    rethrow(managed->callbacks.forward(managed->state, context, &outputs));
    return outputs;
  }

  static variable_list backward(torch::autograd::AutogradContext* context, variable_list gradients) {
    auto managed = c10::static_intrusive_pointer_cast<ManagedState>(context->saved_data["managed"].toCapsule());
    std::vector<Handle> handles;
    for (const auto& gradient : gradients) handles.push_back(release(gradient));
    variable_list outputs{at::Tensor()};
    rethrow(managed->callbacks.backward(managed->state, context, handles.data(),
                                        static_cast<int32_t>(handles.size()), &outputs));
    return outputs;
  }
};

struct Info {
  int32_t dtype, device_type, device_index, dimensions, element_size, flags;
  int64_t numel;
  const int64_t* sizes;
  const int64_t* strides;
};

}  // namespace

EXPORT const char* mlphys_error() { return error.c_str(); }
EXPORT const char* mlphys_version() { return TORCH_VERSION; }

// ---- operators

EXPORT const Operator* mlphys_operator(const char* name, const char* overload) {
  return guarded<const Operator*>(nullptr, [&] {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(handle, "this libtorch (", TORCH_VERSION, ") has no operator ", name, ".", overload);
    return new Operator(*handle);
  });
}

// The schema in libtorch's notation; valid until this thread asks again.
EXPORT const char* mlphys_schema(const Operator* op) {
  thread_local std::string text;
  return guarded<const char*>(nullptr, [&] { return (text = c10::str(op->handle.schema())).c_str(); });
}

// One tensor out: the common case, without the list of results.
EXPORT int32_t mlphys_call(const Operator* op, const Value* arguments, int32_t count, Handle* result, int64_t* bytes) {
  return guarded<int32_t>(-1, [&] {
    auto tensor = std::move(run(*op, arguments, count).front()).toTensor();
    *bytes = weight(tensor);
    *result = release(std::move(tensor));
    return 0;
  });
}

EXPORT int32_t mlphys_call_in_place(const Operator* op, const Value* arguments, int32_t count) {
  return guarded<int32_t>(-1, [&] { return run(*op, arguments, count), 0; });
}

// Any results, lists laid out flat; they are valid until this thread calls again.
EXPORT int32_t mlphys_call_many(const Operator* op, const Value* arguments, int32_t count, const Value** results) {
  thread_local std::vector<Value> packed;
  return guarded<int32_t>(-1, [&] {
    auto stack = run(*op, arguments, count);
    packed.clear();
    for (auto& value : stack) pack(std::move(value), packed);
    *results = packed.data();
    return static_cast<int32_t>(packed.size());
  });
}

// ---- tensors

EXPORT void mlphys_free(Handle handle) { Impl::reclaim(handle); }

EXPORT void mlphys_info(Handle handle, Info* info) {
  auto device = handle->device();
  auto strided = handle->layout() == c10::kStrided;
  info->dtype = static_cast<int32_t>(c10::typeMetaToScalarType(handle->dtype()));
  info->device_type = static_cast<int32_t>(device.type());
  info->device_index = device.index();
  info->dimensions = static_cast<int32_t>(handle->dim());
  info->element_size = static_cast<int32_t>(handle->itemsize());
  info->flags = (strided && handle->is_contiguous() ? 1 : 0) | (strided ? 0 : 2) | (handle->is_conj() ? 4 : 0) |
                (handle->is_neg() ? 8 : 0);
  info->numel = handle->numel();
  info->sizes = handle->sizes().data();
  info->strides = strided ? handle->strides().data() : nullptr;
}

// For writes that no operator made: autograd then knows that saved values are out of date.
EXPORT void mlphys_bump_version(Handle handle) { handle->bump_version(); }

EXPORT void* mlphys_data(Handle handle) {
  return guarded<void*>(nullptr, [&] { return borrow(handle).data_ptr(); });
}

// Memory of the caller's as a contiguous tensor; `free(state)` is called when libtorch lets go of it.
EXPORT Handle mlphys_from_blob(void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype, void* state,
                               void (*free)(void*)) {
  return guarded<Handle>(nullptr, [&] {
    return release(at::from_blob(data, at::IntArrayRef(sizes, dimensions), [=](void*) { free(state); },
                                 at::TensorOptions().dtype(static_cast<c10::ScalarType>(dtype))));
  });
}

EXPORT int32_t mlphys_requires_grad(Handle handle) {
  return guarded<int32_t>(-1, [&] { return borrow(handle).requires_grad(); });
}

EXPORT Handle mlphys_grad(Handle handle) { return release(borrow(handle).grad()); }

EXPORT int32_t mlphys_set_grad(Handle handle, Handle gradient) {
  return guarded<int32_t>(-1, [&] { return borrow(handle).mutable_grad() = borrow(gradient), 0; });
}

// ---- autograd

EXPORT int32_t mlphys_gradient(Handle* outputs, int32_t output_count, Handle* inputs, int32_t input_count,
                               Handle* weights, int32_t weight_count, int32_t retain_graph, int32_t create_graph,
                               int32_t allow_unused, Handle* results) {
  return guarded<int32_t>(-1, [&] {
    auto gradients = torch::autograd::grad(borrow(outputs, output_count), borrow(inputs, input_count),
                                           borrow(weights, weight_count), retain_graph != 0, create_graph != 0,
                                           allow_unused != 0);
    for (size_t i = 0; i < gradients.size(); ++i) results[i] = release(std::move(gradients[i]));
    return 0;
  });
}

EXPORT int32_t mlphys_backward(Handle* tensors, int32_t count, Handle* weights, int32_t weight_count,
                               int32_t retain_graph, int32_t create_graph, Handle* inputs, int32_t input_count) {
  return guarded<int32_t>(-1, [&] {
    torch::autograd::backward(borrow(tensors, count), borrow(weights, weight_count), retain_graph != 0,
                              create_graph != 0, borrow(inputs, input_count));
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

EXPORT int32_t mlphys_exit_dual_level(int64_t level) {
  return guarded<int32_t>(-1, [&] { return torch::autograd::forward_ad::exit_dual_level(level), 0; });
}

// ---- custom functions

EXPORT void mlphys_emit(variable_list* list, Handle tensor) { list->push_back(borrow(tensor)); }

EXPORT int32_t mlphys_apply(void* state, const Callbacks* callbacks, Handle* inputs, int32_t count,
                            const Value** results) {
  thread_local std::vector<Value> packed;
  return guarded<int32_t>(-1, [&] {
    auto managed = c10::make_intrusive<ManagedState>(state, *callbacks);
    auto outputs = ManagedFunction::apply(managed, at::TensorList(borrow(inputs, count)));
    packed.clear();
    for (auto& output : outputs) pack(std::move(output), packed);
    *results = packed.data();
    return static_cast<int32_t>(packed.size());
  });
}

EXPORT int32_t mlphys_context_save(torch::autograd::AutogradContext* context, Handle* tensors, int32_t count) {
  return guarded<int32_t>(-1, [&] { return context->save_for_backward(borrow(tensors, count)), 0; });
}

// Fills `tensors` with as many saved tensors as were saved; `tensors` null asks for their number alone.
EXPORT int32_t mlphys_context_saved(torch::autograd::AutogradContext* context, Handle* tensors) {
  return guarded<int32_t>(-1, [&] {
    auto saved = context->get_saved_variables();
    for (size_t i = 0; tensors != nullptr && i < saved.size(); ++i) tensors[i] = release(std::move(saved[i]));
    return static_cast<int32_t>(saved.size());
  });
}

EXPORT int32_t mlphys_context_mark(torch::autograd::AutogradContext* context, int32_t dirty, Handle* tensors,
                                   int32_t count) {
  return guarded<int32_t>(-1, [&] {
    if (dirty != 0) context->mark_dirty(borrow(tensors, count));
    else context->mark_non_differentiable(borrow(tensors, count));
    return 0;
  });
}

EXPORT void mlphys_context_materialize(torch::autograd::AutogradContext* context, int32_t value) {
  context->set_materialize_grads(value != 0);
}

// ---- random numbers and threads

EXPORT c10::GeneratorImpl* mlphys_generator(int32_t device_type, int32_t device_index, int32_t fresh) {
  return guarded<c10::GeneratorImpl*>(nullptr, [&] {
    c10::Device device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
    auto generator = at::globalContext().defaultGenerator(device);
    if (fresh != 0) generator = generator.clone();
    return generator.unsafeReleaseGeneratorImpl();
  });
}

EXPORT void mlphys_generator_free(c10::GeneratorImpl* generator) {
  c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(generator);
}

EXPORT void mlphys_generator_seed(c10::GeneratorImpl* generator, uint64_t seed) {
  std::lock_guard<std::mutex> lock(generator->mutex_);
  generator->set_current_seed(seed);
}

EXPORT uint64_t mlphys_generator_initial_seed(c10::GeneratorImpl* generator) { return generator->current_seed(); }

EXPORT Handle mlphys_generator_state(c10::GeneratorImpl* generator, Handle state) {
  return guarded<Handle>(nullptr, [&] {
    std::lock_guard<std::mutex> lock(generator->mutex_);
    if (state == nullptr) return release(at::Tensor(generator->get_state()));
    generator->set_state(*state);
    return state;
  });
}

EXPORT int32_t mlphys_manual_seed(uint64_t seed) {
  return guarded<int32_t>(-1, [&] { return at::manual_seed(seed), 0; });
}

EXPORT int32_t mlphys_cuda_devices() {
  return guarded<int32_t>(0, [] { return static_cast<int32_t>(torch::cuda::device_count()); });
}

EXPORT int32_t mlphys_threads(int32_t between_operators) {
  return between_operators != 0 ? at::get_num_interop_threads() : at::get_num_threads();
}

EXPORT int32_t mlphys_set_threads(int32_t between_operators, int32_t count) {
  return guarded<int32_t>(-1, [&] {
    if (between_operators != 0) at::set_num_interop_threads(count);
    else at::set_num_threads(count);
    return 0;
  });
}
