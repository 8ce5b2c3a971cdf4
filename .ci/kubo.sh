#!/bin/sh
# Builds Kubo, the IPFS node that the integration tests run against, unless it is there already.
#   .ci/kubo.sh FOLDER   prints the path of the binary; needs Go 1.25 or newer
set -eu

version=v0.40.1
folder=${1:?usage: .ci/kubo.sh FOLDER}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
binary=$folder/ipfs-$version

if [ ! -x "$binary" ]; then
  command -v go >/dev/null || { echo "Kubo is built with Go: install Go 1.25 or newer." >&2; exit 1; }
  module=$(mktemp -d)
  trap 'rm -rf "$module"' EXIT
  # Not "go install": it refuses a module whose go.mod has exclude directives, and asks the proxy for a list of
  # versions, which not every proxy gives. A module that requires one exact version needs neither.
  (
    cd "$module"
    go mod init kubo.local/build
    go mod edit -require="github.com/ipfs/kubo@$version"
    go build -mod=mod -trimpath -o "$binary.part" github.com/ipfs/kubo/cmd/ipfs
  ) >&2
  mv "$binary.part" "$binary"
fi

echo "$binary"
