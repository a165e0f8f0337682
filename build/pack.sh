# The NuGet packages, ready to push or to restore from a folder.

run_pack() {
  setup
  local project
  for project in Torch Core Interactive; do
    dotnet pack "src/MlPhys.$project" --nologo -v quiet -c Release -o artifacts/packages
  done
  dotnet pack src/MlPhys.Kernel --nologo -v quiet -c Release -o artifacts/packages -p:PackTool=true
  ls artifacts/packages
}
