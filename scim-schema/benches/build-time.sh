#!/usr/bin/env bash
# How long a clean release build of scim-schema with its default features takes, against serde with
# `derive` and serde_json. Builds in a temporary directory, in turns: build-time.sh [ROUNDS]
set -euo pipefail
schema=$(cd "$(dirname "$0")/.." && pwd)
rounds=${1:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CARGO_TERM_COLOR=never
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET_DIR CARGO_BUILD_BUILD_DIR

package() { # NAME DEPENDENCIES
    mkdir -p "$work/$1/src"
    : >"$work/$1/src/lib.rs"
    # the versions the project is tested with
    cp "$schema/../Cargo.lock" "$work/$1/"
    printf '[package]\nname = "%s"\nedition = "2024"\n[workspace]\n[dependencies]\n%s\n' "$1" "$2" \
        >"$work/$1/Cargo.toml"
    cargo fetch --quiet --manifest-path "$work/$1/Cargo.toml"
}
package plain $'serde = { version = "1", features = ["derive"] }\nserde_json = "1"'
package scim "scim-schema = { path = \"$schema\" }"

build() { # NAME: seconds that passed, seconds of CPU; the latter hold on a machine that is not quiet
    rm -rf "$work/$1/target"
    local TIMEFORMAT='%R %U %S'
    { time cargo build --release --offline --quiet --manifest-path "$work/$1/Cargo.toml" \
        2>/dev/null; } 2>&1 | awk '{ printf "%.1f %.1f\n", $1, $2 + $3 }'
}

crates() { # NAME
    local tree
    tree=$(cargo tree --offline --quiet --prefix none --edges normal,build --format '{p}' \
        --manifest-path "$work/$1/Cargo.toml" | sed 's/ (\*)$//' | sort -u)
    # less the package itself
    echo $(($(wc -l <<<"$tree") - 1))
}

echo "| round | serde, serde_json: s | CPU s | scim-schema: s | CPU s | ratio | CPU ratio |"
echo "|---|---:|---:|---:|---:|---:|---:|"
for ((round = 1; round <= rounds; round++)); do
    read -r plain plain_cpu < <(build plain)
    read -r scim scim_cpu < <(build scim)
    awk "BEGIN { printf \"| $round | $plain | $plain_cpu | $scim | $scim_cpu | %.2f | %.2f |\n\", \
        $scim / $plain, $scim_cpu / $plain_cpu }"
done
echo "crates: $(crates plain) and $(crates scim)"
