#!/usr/bin/env bash
# The one door to the project: ./build.sh help lists what it does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for step in build/*.sh; do source "$step"; done

usage() {
  cat <<'EOF'
./build.sh COMMAND
  figures     run every notebook and write artifacts/figures/index.html
  test        build everything and run all tests
  notebooks   run the notebooks and write them as .ipynb with outputs
  data        fetch the public data sets (all, or: data mnist | fashion-mnist | cifar10 | digits)
  pack        write the NuGet packages into artifacts/packages (pack VERSION: refused where that version offered more)
  docs        write the site into artifacts/site
  bench       run a benchmark beside its Python peer (bench NAME; without a name: which there are)
  help        show this list
EOF
}

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
  figures | test | notebooks | data | pack | docs | bench) "run_$command" "$@" ;;
  help | -h | --help) usage ;;
  *)
    echo "unknown command '$command'; the commands are:" >&2
    usage >&2
    exit 2
    ;;
esac
