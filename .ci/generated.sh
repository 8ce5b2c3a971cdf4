#!/usr/bin/env bash
# Fails when a generated file in the repository is not what its source gives today.
set -euo pipefail
cd "$(dirname "$0")/.."

npm run codes -- --check
npm run build

sorted() { sed 's/^ *//' | sort; }

stale=$(git ls-files --others --deleted --exclude-standard -- typechain-types)
for file in $(git diff --name-only --diff-filter=M -- typechain-types); do
  # The order of lines in the indexes follows the order of files on the disk, and means nothing.
  if cmp -s <(git show ":$file" | sorted) <(sorted <"$file"); then
    git checkout -q -- "$file"
  else
    stale+=" $file"
  fi
done
if [ -n "$stale" ]; then
  echo "Out of date: $stale"
  echo 'Run "npm run build" and commit what it writes.'
  exit 1
fi
echo "generated files are fresh"
