// Boxed calls into libtorch's dispatcher by operator name, and the little that no operator offers of tensors, random
// numbers and threads. Nothing here knows any single operator.

#include "native.h"

#include <ATen/Parallel.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/InferenceMode.h>
#include <torch/cuda.h>
#include <torch/version.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <array>
#include <functional>

using namespace mlphys;

thread_local std::string mlphys::error;

namespace {

// Freed memory stays with the process: giving back and fetching anew the megabytes of each large tensor costs more in
// page faults than many operators in arithmetic.
[[maybe_unused]] const bool keeps_freed_memory = [] {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
  return true;
}();

at::Scalar scalar(const Value& value) {
  switch (value.tag) {
    case Int:
      return value.integer;
    case Bool:
      return value.integer != 0;
    case Double:
      return value.real;
    case Complex: {
      auto parts = static_cast<const double*>(value.pointer);
      return c10::complex<double>(parts[0], parts[1]);
    }
    default:
      TORCH_CHECK(false, "expected a number");
  }
}

// A number beside a tensor, as Python's are: zero-dimensional and weaker in type promotion than any tensor. It is made
// in the type that promotion would give it, and kept, since the same few numbers come again and again.
at::Tensor wrap(const Value& value, const at::Tensor& beside) {
  Value number = value;
  number.tag = static_cast<Tag>(value.count);
  auto type = beside.scalar_type();
  auto bends = type == at::kFloat || type == at::kDouble ? number.tag != Complex : at::isComplexType(type);
  if (!bends) type = number.tag == Bool ? at::kBool : number.tag == Int ? at::kLong
                   : number.tag == Double ? at::kDouble : at::kComplexDouble;
  struct Kept {
    Tag tag = None;
    int64_t bits = 0;
    at::ScalarType type = at::kByte;
    at::Tensor tensor;
  };
  thread_local std::array<Kept, 16> cache;
  auto& kept = cache[(static_cast<uint64_t>(number.integer) * 0x9E3779B97F4A7C15u >> 60) & 15];
  if (kept.tag == number.tag && kept.bits == number.integer && kept.type == type && number.tag != Complex)
    return kept.tensor;
  c10::InferenceMode usable_in_any_graph(false);
  auto tensor = at::scalar_tensor(scalar(number), at::TensorOptions().dtype(type));
  tensor.unsafeGetTensorImpl()->set_wrapped_number(true);
  kept = {number.tag, number.integer, type, tensor};
  return tensor;
}

c10::IValue unpack(const Value& value, const Value& first) {
  switch (value.tag) {
    case Tensor:
      return share(static_cast<Handle>(value.pointer));
    case Int:
    case Double:
    case Bool:
    case Complex:
      return scalar(value);
    case Number:
      return wrap(value, Borrowed(static_cast<Handle>(first.pointer)).tensor);
    case String:
      return std::string(static_cast<const char*>(value.pointer), value.count);
    case Device:
      return c10::Device(static_cast<c10::DeviceType>(value.count), static_cast<c10::DeviceIndex>(value.integer));
    case Generator:
      return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(
          static_cast<c10::GeneratorImpl*>(value.pointer)));
    case IntList:
      return at::IntArrayRef(static_cast<const int64_t*>(value.pointer), value.count);
    case DoubleList: {
      auto numbers = static_cast<const double*>(value.pointer);
      return std::vector<double>(numbers, numbers + value.count);
    }
    case TensorList:
      return share(static_cast<Handle*>(value.pointer), value.count);
    case OptionalTensorList: {
      c10::impl::GenericList list(c10::OptionalType::ofTensor());
      list.reserve(value.count);
      for (const auto& tensor : share(static_cast<Handle*>(value.pointer), value.count))
        list.push_back(tensor.defined() ? c10::IValue(tensor) : c10::IValue());
      return list;
    }
    default:
      return c10::IValue();
  }
}

void pack(c10::IValue&& value, std::vector<Value>& results) {
  if (value.isTensor()) {
    results.emplace_back(std::move(value).toTensor());
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
    for (auto& tensor : value.toTensorVector()) results.emplace_back(std::move(tensor));
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
    std::string signature;  // T: tensor, N: number, ?: anything else; ! at its end: not from these to one new tensor
    const auto& schema = handle.schema();
    for (const auto& argument : schema.arguments()) {
      const auto& fallback = argument.default_value();
      parameters.push_back({!fallback, fallback ? *fallback : c10::IValue()});
      auto kind = argument.type()->kind();
      signature += kind == c10::TypeKind::TensorType ? 'T' : kind == c10::TypeKind::NumberType ? 'N' : '?';
    }
    auto one_tensor = schema.returns().size() == 1 && schema.returns()[0].type()->kind() == c10::TypeKind::TensorType;
    if (schema.is_mutable() || !one_tensor) signature += '!';
    prepare_direct(signature);
  }

  c10::OperatorHandle handle;
  std::vector<Parameter> parameters;
  std::function<at::Tensor(const Value*, int32_t)> direct;

 private:
  void prepare_direct(const std::string& signature);
};

// Without autograd's data there is no gradient, no tangent and no view to follow, so autograd need not be asked.
bool is_plain(Handle tensor) { return tensor == nullptr || tensor->autograd_meta() == nullptr; }

bool all_plain(const Value* arguments, int32_t count) {
  return std::all_of(arguments, arguments + count, [](const Value& value) {
    if (value.tag == Tensor) return is_plain(static_cast<Handle>(value.pointer));
    if (value.tag != TensorList && value.tag != OptionalTensorList) return true;
    auto handles = static_cast<Handle*>(value.pointer);
    return std::all_of(handles, handles + value.count, is_plain);
  });
}

torch::jit::Stack boxed(const Operator& op, const Value* arguments, int32_t count) {
  auto total = op.parameters.size();
  TORCH_CHECK(static_cast<size_t>(count) <= total, op.handle.operator_name(), " takes ", total, " arguments, not ", count);
  torch::jit::Stack stack;
  stack.reserve(std::max<size_t>(total, 4));
  for (size_t i = 0; i < total; ++i) {
    if (i < static_cast<size_t>(count) && arguments[i].tag != Default) {
      stack.push_back(unpack(arguments[i], arguments[0]));
    } else {
      TORCH_CHECK(!op.parameters[i].required, op.handle.operator_name(), " misses its argument '",
                  op.handle.schema().arguments()[i].name(), "'");
      stack.push_back(op.parameters[i].fallback);
    }
  }
  op.handle.callBoxed(stack);
  return stack;
}

template <class Call>
at::Tensor with_operand(const Value& value, const at::Tensor& beside, Call&& call) {
  if (value.tag == Number) return call(wrap(value, beside));
  Borrowed operand(static_cast<Handle>(value.pointer));
  return call(operand.tensor);
}

bool is_operand(const Value& value) { return value.tag == Tensor || value.tag == Number; }

// The commonest signatures are called without boxes. An undefined result says: not with these arguments.
void Operator::prepare_direct(const std::string& signature) {
  using T = const at::Tensor&;
  using N = const at::Scalar&;
  if (signature == "T") {
    direct = [call = handle.typed<at::Tensor(T)>()](const Value* arguments, int32_t count) {
      if (count != 1 || arguments[0].tag != Tensor) return at::Tensor();
      return call.call(Borrowed(static_cast<Handle>(arguments[0].pointer)).tensor);
    };
  } else if (signature == "TT") {
    direct = [call = handle.typed<at::Tensor(T, T)>()](const Value* arguments, int32_t count) {
      if (count != 2 || arguments[0].tag != Tensor || !is_operand(arguments[1])) return at::Tensor();
      Borrowed x(static_cast<Handle>(arguments[0].pointer));
      return with_operand(arguments[1], x.tensor, [&](T y) { return call.call(x.tensor, y); });
    };
  } else if (signature == "TTN" && !parameters[2].required) {
    direct = [call = handle.typed<at::Tensor(T, T, N)>(), fallback = parameters[2].fallback.toScalar()](
                 const Value* arguments, int32_t count) {
      if (count < 2 || arguments[0].tag != Tensor || !is_operand(arguments[1])) return at::Tensor();
      Borrowed x(static_cast<Handle>(arguments[0].pointer));
      auto factor = count > 2 && arguments[2].tag != Default ? scalar(arguments[2]) : fallback;
      return with_operand(arguments[1], x.tensor, [&](T y) { return call.call(x.tensor, y, factor); });
    };
  }
}

at::Tensor single(const Operator& op, const Value* arguments, int32_t count) {
  if (op.direct) {
    auto result = op.direct(arguments, count);
    if (result.defined()) return result;
  }
  return std::move(boxed(op, arguments, count).front()).toTensor();
}

// Runs `call`, past autograd where no argument concerns it.
template <class Call>
auto dispatched(const Value* arguments, int32_t count, Call&& call) {
  if (!all_plain(arguments, count)) return call();
  at::AutoDispatchBelowAutograd guard;
  return call();
}

struct Info {
  int32_t dtype, device_type, device_index, dimensions, element_size, flags;
  int64_t numel;
  const int64_t* sizes;
  const int64_t* strides;
};

}  // namespace

EXPORT const char* mlphys_error() { return mlphys::error.c_str(); }
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
    auto tensor = dispatched(arguments, count, [&] { return single(*op, arguments, count); });
    *bytes = weight(tensor);
    *result = release(std::move(tensor));
    return 0;
  });
}

EXPORT int32_t mlphys_call_in_place(const Operator* op, const Value* arguments, int32_t count) {
  return guarded<int32_t>(-1, [&] {
    dispatched(arguments, count, [&] { return boxed(*op, arguments, count); });
    return 0;
  });
}

// Any results, lists laid out flat; they are valid until this thread calls again.
EXPORT int32_t mlphys_call_many(const Operator* op, const Value* arguments, int32_t count, const Value** results) {
  thread_local std::vector<Value> packed;
  return guarded<int32_t>(-1, [&] {
    auto stack = dispatched(arguments, count, [&] { return boxed(*op, arguments, count); });
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
  return guarded<void*>(nullptr, [&] { return share(handle).data_ptr(); });
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
  return guarded<int32_t>(-1, [&] { return share(handle).requires_grad(); });
}

EXPORT Handle mlphys_grad(Handle handle) { return release(share(handle).grad()); }

EXPORT int32_t mlphys_set_grad(Handle handle, Handle gradient) {
  return guarded<int32_t>(-1, [&] { return share(handle).mutable_grad() = share(gradient), 0; });
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
