# The site in artifacts/site: pages of docs/, the API, the notebooks with their outputs; every link checked.

run_docs() {
  run_figures
  dotnet build src/MlPhys.Core --nologo -v quiet -c Release
  dotnet fsdocs build --clean --input docs --output artifacts/site \
    --projects "$PWD/src/MlPhys.Core/MlPhys.Core.csproj" --properties Configuration=Release --parameters root ./
  rm -f artifacts/site/NuGet.config
  python3 build/mend_links.py artifacts/site
  cp -r artifacts/figures artifacts/site/notebooks
  python3 build/check_links.py artifacts/site
}
