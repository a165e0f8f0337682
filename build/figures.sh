# The gallery: artifacts/figures/index.html over the figures of all notebooks, with plotly.js beside it.

plotly_version=4.1.1
declare -A plotly_sha256=(
  [cartesian]=79542150855a52c567260e3137095dbe2b744e6d702a5cabe67da246942fba7a
  [gl3d]=aab04dcd9c103a92b18723f8c837712fe820f325d0bcd2421e415e8124a75b9f
)

run_figures() {
  local status=0 folder kind
  mkdir -p artifacts/figures
  run_data || echo "notebooks on images will say which are missing" >&2
  execute_notebooks || status=1
  for folder in artifacts/figures/*/; do
    [ -e "notebooks/$(basename "$folder").fsx" ] || rm -r "$folder"
  done
  for kind in "${!plotly_sha256[@]}"; do
    fetch_plotly "$kind" artifacts/figures/plotly-$kind.min.js || echo "plotly.js ($kind) is not to be had; its figures show as SVG" >&2
  done
  artifacts/mlphys/mlphys gallery artifacts/figures
  return "$status"
}

fetch_plotly() { # fetch_plotly KIND FILE, by way of the user's cache
  local kind=$1 package=plotly.js-$1-dist-min@$plotly_version fresh status=0
  local cached="${MLPHYS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mlphys}/plotly/$package.js"
  if ! is_plotly "$kind" "$cached"; then
    mkdir -p "$(dirname "$cached")"
    fresh=$(mktemp -d "$cached.XXXXXX")
    (cd "$fresh" && npm pack --silent "$package" >/dev/null && tar -xzf ./*.tgz) &&
      is_plotly "$kind" "$fresh/package/plotly-$kind.min.js" &&
      mv "$fresh/package/plotly-$kind.min.js" "$cached" || status=1
    rm -rf "$fresh"
    [ "$status" -eq 0 ] || return 1
  fi
  cp "$cached" "$2"
}

is_plotly() {
  [ -e "$2" ] && echo "${plotly_sha256[$1]}  $2" | sha256sum --check --status
}
