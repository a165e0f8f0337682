#!/usr/bin/env bash
# build.sh OUTPUT: compiles the native part against the libtorch in $LIBTORCH (an unpacked libtorch or a Python torch
# package), else against the system's (Debian: libtorch-dev). Without headers it says so and builds nothing.
set -euo pipefail
output=$1
here=$(dirname "${BASH_SOURCE[0]}")
flags=(-O2 -std=c++17 -fPIC -fvisibility=hidden -Wall -Wextra)
libraries=(-ltorch_cpu -lc10 -ltorch)
root=${LIBTORCH:-/usr}

if [ ! -e "$root/include/torch/csrc/api/include/torch/torch.h" ]; then
  echo "no libtorch headers under $root: the native part of MlPhys.Torch is not built"
  echo "(apt-get install libtorch-dev, or set LIBTORCH to an unpacked libtorch or a Python torch package)"
  exit 0
fi

flags+=(-isystem "$root/include/torch/csrc/api/include")
if [ -n "${LIBTORCH:-}" ]; then
  flags+=(-isystem "$root/include" -L "$root/lib" "-Wl,-rpath,$root/lib")
  nm -D "$root/lib/libc10.so" | grep -q __cxx11 || flags+=(-D_GLIBCXX_USE_CXX11_ABI=0)

  # Nothing here names a CUDA symbol; the library is kept so that its kernels register.
  [ ! -e "$root/lib/libtorch_cuda.so" ] || libraries+=(-Wl,--no-as-needed -ltorch_cuda -lc10_cuda)
fi

mkdir -p "$(dirname "$output")"
objects=()
for source in dispatch autograd; do
  g++ "${flags[@]}" -c "$here/$source.cpp" -o "$output.$source.o" &
  objects+=("$output.$source.o")
done
wait -n && wait -n
g++ -shared "${flags[@]}" "${objects[@]}" -o "$output.new" "${libraries[@]}"
mv "$output.new" "$output"
