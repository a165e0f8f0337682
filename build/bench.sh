# Benchmarks: ours and the Python peers' in one run; what is kept stands in benchmarks/results. Without a name: which there are.

run_bench() {
  setup
  needs python3-numpy /usr/lib/python3/dist-packages/numpy \
    python3-scipy /usr/lib/python3/dist-packages/scipy \
    python3-pandas /usr/lib/python3/dist-packages/pandas \
    python3-torch /usr/lib/python3/dist-packages/torch
  dotnet run -c Release --project benchmarks -- "$@"
}
