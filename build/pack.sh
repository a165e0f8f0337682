# The NuGet packages, ready to push or to restore from a folder.

run_pack() {
  setup
  dotnet pack --nologo -v quiet -c Release -o artifacts/packages
  ls artifacts/packages
}
