# All tests, closed by the plain line `N passed, N failed, N skipped`.

run_test() {
  build
  local results=artifacts/test-results status=0
  rm -rf "$results"
  dotnet test --nologo --no-build -c Release -v quiet --logger trx --results-directory "$results" "$@" || status=$?
  awk '
    match($0, /<Counters [^>]*>/) {
      split(substr($0, RSTART, RLENGTH), part, "\"")
      for (i = 1; i in part; i += 2) {
        if (part[i] ~ / total=$/) total += part[i + 1]
        if (part[i] ~ / passed=$/) passed += part[i + 1]
        if (part[i] ~ / failed=$/) failed += part[i + 1]
      }
    }
    END { printf "%d passed, %d failed, %d skipped\n", passed, failed, total - passed - failed }
  ' "$results"/*.trx
  return "$status"
}
