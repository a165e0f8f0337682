# The notebooks: each script of notebooks/ runs once for what it reads, and leaves its pages in artifacts/figures/NAME.

run_notebooks() {
  if [ -n "${MLPHYS_FAST:-}" ]; then
    echo "unset MLPHYS_FAST: notebooks are kept with the outputs of their full run" >&2
    return 2
  fi
  execute_notebooks
  mkdir -p artifacts/notebooks
  local script name
  for script in notebooks/*.fsx; do
    name=$(basename "$script" .fsx)
    cp "artifacts/figures/$name/$name.ipynb" notebooks/
    cp "artifacts/figures/$name/index.html" "artifacts/notebooks/$name.html"
  done
  cp artifacts/figures/11-surface-kinetics/figure-2.svg docs/law.svg
  execute_in_jupyter notebooks/*.ipynb
}

execute_in_jupyter() { # the same notebooks through Jupyter's own nbconvert and our kernel must show the same
  local prefix=artifacts/jupyter notebook status=0
  artifacts/mlphys/mlphys kernel install --prefix "$prefix" --alias .net-fsharp >/dev/null
  for notebook in "$@"; do
    JUPYTER_PATH="$prefix/share/jupyter" /usr/bin/python3 -m nbconvert --log-level=ERROR --to notebook --execute \
      --ExecutePreprocessor.timeout=3600 --output-dir "$PWD/$prefix" "$notebook" &&
      python3 build/same_outputs.py "$notebook" "$prefix/$(basename "$notebook")" || status=1
  done
  return "$status"
}

execute_notebooks() {
  publish_mlphys
  local script status=0
  for script in notebooks/*.fsx; do
    execute_notebook "$script" || status=1
  done
  return "$status"
}

publish_mlphys() { # compiled ahead of time: a notebook starts in half the processor time
  setup
  dotnet publish src/MlPhys.Kernel --nologo -v quiet -c Release --use-current-runtime --self-contained false \
    -p:PublishReadyToRun=true -o artifacts/mlphys
}

execute_notebook() {
  local name folder inputs
  name=$(basename "$1" .fsx)
  folder=artifacts/figures/$name
  inputs=$(notebook_inputs "$1")
  if [ "$(cat "$folder/inputs" 2>/dev/null)" = "$inputs" ]; then
    return
  fi
  rm -rf "$folder"
  artifacts/mlphys/mlphys notebook run "$1" \
    --ipynb "$folder/$name.ipynb" --html "$folder/index.html" --figures "$folder"
  echo "$inputs" >"$folder/inputs"
}

notebook_inputs() { # one hash of all that the outputs depend on
  {
    echo "fast: ${MLPHYS_FAST:-}"
    find "$1" MlPhys.fsx data artifacts/mlphys -type f -not -name '*.pdb' -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum
}
