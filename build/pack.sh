# The NuGet packages, ready to push or to restore from a folder.

run_pack() { # run_pack [VERSION]: with the last version, what it offers and these packages do not is an error
  setup
  local project last=()
  [ $# -eq 0 ] || last=("-p:PackageValidationBaselineVersion=$1" "-p:RestoreAdditionalProjectSources=$PWD/artifacts/packages")
  for project in Torch Core Interactive; do
    dotnet pack "src/MlPhys.$project" --nologo -v quiet -c Release -o artifacts/packages "${last[@]}"
  done
  dotnet pack src/MlPhys.Kernel --nologo -v quiet -c Release -o artifacts/packages -p:PackTool=true
  ls artifacts/packages
}
