#!/usr/bin/env bash
# Installs statusgen and what it needs: each package at one version, with the hashes of its files, and nothing else.
#
#     bash .github/locks/install.sh           # what checks and builds
#     bash .github/locks/install.sh notify    # what sends messages, too
#
# Run it at the top of the repository. `statusgen init --from SOURCE` writes this folder.
set -euo pipefail

locks="$(dirname "${BASH_SOURCE[0]}")"
packages="${1:-site}"

fail() {
  echo "${GITHUB_ACTIONS:+::error::}$1" >&2
  exit 1
}
install() {
  python -m pip install --quiet --disable-pip-version-check --no-build-isolation "$@"
}

# A name alone could be anybody's package, and an address without a hash or a commit anything at all.
source="$(sed -e '/^[[:space:]]*#/d' -e '/^[[:space:]]*$/d' "$locks/statusgen.txt" 2>/dev/null || true)"
word='[^[:space:]]+'
fixed="^(https://$word\.whl#sha256=[0-9a-f]{64}"
fixed+="|git\+https://$word@[0-9a-f]{40}"
fixed+="|\.(/$word)?"
fixed+="|statusgen==[0-9]$word?( --hash=sha256:[0-9a-f]{64})+)$"
[[ -n "$source" ]] || fail "Nothing says where statusgen comes from. Run this, and commit what it writes: statusgen init --from SOURCE"
[[ "$source" =~ $fixed ]] || fail "$locks/statusgen.txt must be one line with a fixed version, as its comment says; it is: $source"

install --require-hashes --requirement "$locks/build.txt"
install --require-hashes --requirement "$locks/$packages.txt"
install --no-deps --requirement "$locks/statusgen.txt"

missing="$(python -m pip check | grep '^statusgen ' || true)"
[[ -z "$missing" ]] || fail "The packages in $locks are of another version of statusgen. Run that version's: statusgen init --from SOURCE ($missing)"
