# What the machine must have: Debian packages by the command or file that shows they are there.

needs() { # needs PACKAGE FILE-OR-COMMAND [PACKAGE FILE-OR-COMMAND ...]
  local missing=()
  while [ $# -gt 0 ]; do
    [ -e "$2" ] || command -v "$2" >/dev/null 2>&1 || missing+=("$1")
    shift 2
  done
  [ ${#missing[@]} -eq 0 ] && return
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo "these packages are missing; install them and run this again:" >&2
      echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
      exit 3
    fi
    sudo=(sudo -n)
  fi
  echo "installing ${missing[*]}"
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

setup() {
  command -v dotnet >/dev/null || { echo "the .NET 10 SDK is missing: https://dotnet.microsoft.com" >&2; exit 3; }
  needs g++ g++ \
    libtorch-dev /usr/include/torch/csrc/api/include/torch/torch.h \
    libopenblas0-pthread /usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0 \
    libfftw3-double3 /usr/lib/x86_64-linux-gnu/libfftw3.so.3 \
    libfftw3-single3 /usr/lib/x86_64-linux-gnu/libfftw3f.so.3 \
    chromium chromium \
    npm npm \
    slurm-wlm slurmctld \
    munge munged \
    python3-numpy /usr/lib/python3/dist-packages/numpy/__init__.py \
    jupyter-notebook /usr/lib/python3/dist-packages/notebook/__init__.py \
    jupyter-nbconvert /usr/lib/python3/dist-packages/nbconvert/__init__.py \
    python3-jupyter-client /usr/lib/python3/dist-packages/jupyter_client/__init__.py
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
  dotnet tool restore >/dev/null
}

build() {
  setup
  dotnet build --nologo -v quiet -c Release
}
