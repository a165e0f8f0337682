# Benchmarks: ours and the Python peers' in one run; results in artifacts/benchmarks and, where kept, benchmarks/results.

run_bench() {
  setup
  needs python3-numpy /usr/lib/python3/dist-packages/numpy \
    python3-scipy /usr/lib/python3/dist-packages/scipy \
    python3-pandas /usr/lib/python3/dist-packages/pandas \
    python3-torch /usr/lib/python3/dist-packages/torch
  if [ "${1:-}" = experiment ]; then # experiment NAME ARGUMENTS: a long measurement, resumed where it was left
    dotnet run -c Release --project benchmarks -- "$@"
    return
  fi
  dotnet run -c Release --project benchmarks -- --artifacts artifacts/benchmarks --filter "*${1:-}*"
}
