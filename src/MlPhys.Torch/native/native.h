// What both files share: errors that do not cross the border as exceptions, and handles of tensors.
#pragma once

#include <ATen/ATen.h>

#include <algorithm>
#include <string>
#include <vector>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace mlphys {

// A tensor handle is a TensorImpl* that owns one reference.
using Handle = c10::TensorImpl*;
using Impl = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

// Why this thread's last call failed; every function that can fail says by its result that it did.
extern thread_local std::string error;

inline bool with_cpp_stack() {
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

inline at::Tensor share(Handle handle) { return handle ? at::Tensor(Impl::reclaim_copy(handle)) : at::Tensor(); }

inline Handle release(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

inline std::vector<at::Tensor> share(Handle const* handles, int64_t count) {
  std::vector<at::Tensor> list;
  list.reserve(count);
  for (int64_t i = 0; i < count; ++i) list.push_back(share(handles[i]));
  return list;
}

// A tensor of the caller's for the time of a call, its count of references untouched.
class Borrowed {
 public:
  explicit Borrowed(Handle handle) : tensor(handle ? at::Tensor(Impl::reclaim(handle)) : at::Tensor()) {}
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  ~Borrowed() { release(std::move(tensor)); }

  at::Tensor tensor;
};

// What a tensor weighs for the garbage collector: a view shares its storage with others and weighs nothing more.
inline int64_t weight(const at::Tensor& tensor) {
  if (!tensor.defined() || !tensor.has_storage()) return 0;
  const auto& storage = tensor.storage();
  return storage.use_count() == 1 ? static_cast<int64_t>(storage.nbytes()) : 0;
}

// One argument or result; Native/Argument.cs has the same layout.
enum Tag : int32_t {
  None, Tensor, Int, Double, Bool, Complex, String, Device, Generator,
  IntList, DoubleList, Number, TensorList, OptionalTensorList, Default
};

struct Value {
  Value(Tag tag, int32_t count, int64_t integer) : tag(tag), count(count), integer(integer) {}
  Value(Tag tag, int32_t count, double real) : tag(tag), count(count), real(real) {}
  Value(Tag tag, int32_t count, void* pointer) : tag(tag), count(count), pointer(pointer) {}
  explicit Value(at::Tensor tensor)
      : tag(Tensor), count(static_cast<int32_t>(std::min<int64_t>(weight(tensor), INT32_MAX))),
        pointer(release(std::move(tensor))) {}

  Tag tag;
  int32_t count;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
};

}  // namespace mlphys
