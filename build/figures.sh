# The gallery: artifacts/figures/index.html over the figures of all notebooks, with plotly.js beside it.

plotly=plotly.js-cartesian-dist-min@4.1.1
plotly_sha256=79542150855a52c567260e3137095dbe2b744e6d702a5cabe67da246942fba7a

run_figures() {
  local status=0 folder
  mkdir -p artifacts/figures
  run_data mnist cifar10 digits || echo "notebooks on images will say which set is missing" >&2
  execute_notebooks || status=1
  for folder in artifacts/figures/*/; do
    [ -e "notebooks/$(basename "$folder").fsx" ] || rm -r "$folder"
  done
  fetch_plotly artifacts/figures/plotly.min.js || echo "plotly.js is not to be had; the figures show as SVG" >&2
  artifacts/mlphys/mlphys gallery artifacts/figures
  return "$status"
}

fetch_plotly() {
  local cached="${MLPHYS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mlphys}/plotly/$plotly.js" fresh status=0
  if ! is_plotly "$cached"; then
    mkdir -p "$(dirname "$cached")"
    fresh=$(mktemp -d "$cached.XXXXXX")
    (cd "$fresh" && npm pack --silent "$plotly" >/dev/null && tar -xzf ./*.tgz) &&
      is_plotly "$fresh/package/plotly-cartesian.min.js" &&
      mv "$fresh/package/plotly-cartesian.min.js" "$cached" || status=1
    rm -rf "$fresh"
    [ "$status" -eq 0 ] || return 1
  fi
  cp "$cached" "$1"
}

is_plotly() {
  [ -e "$1" ] && echo "$plotly_sha256  $1" | sha256sum --check --status
}
