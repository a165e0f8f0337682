# The site in artifacts/site: pages of docs/, the API, the notebooks with their outputs; every link checked.

run_docs() {
  execute_notebooks
  dotnet build src/MlPhys.Core --nologo -v quiet -c Release
  dotnet fsdocs build --clean --input docs --output artifacts/site --nonpublic false \
    --projects "$PWD/src/MlPhys.Core/MlPhys.Core.csproj" --properties Configuration=Release --parameters root ./
  cp -r artifacts/figures artifacts/site/notebooks
  python3 build/check_links.py artifacts/site
}
