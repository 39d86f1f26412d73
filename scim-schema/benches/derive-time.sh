#!/usr/bin/env bash
# What the compiler takes for `#[derive(ScimResource)]`, beside serde's pair and beside no derive:
# derive-time.sh [ROUNDS [STRUCTS]]. Each crate has so many structs of ten fields; dependencies are
# built before. `used` also has a function for each struct that writes it as JSON and one that
# reads it: serde's code is made there, SCIM's where the derive is.
#
# It takes seconds of the processor (user and system), which hold on a machine that is not quiet, and
# the least of the rounds; fails when a struct takes more than the budget, a part of serde's pair.
set -euo pipefail
schema=$(cd "$(dirname "$0")/.." && pwd)
rounds=${1:-5} structs=${2:-100}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CARGO_TERM_COLOR=never CARGO_INCREMENTAL=0 CARGO_TARGET_DIR=$work/target
unset CARGO_BUILD_TARGET_DIR CARGO_BUILD_BUILD_DIR

# of what serde's pair takes for a struct of 10 fields, of which a group, a slot and an extension
BUDGET=1.0

one() { # KIND NUMBER
    local derive='' id='' path='' slot='' extension=''
    # what a key of serde and a key of SCIM say of the same field
    key() { # SCIM SERDE
        case $kind in
            scim) printf '#[scim(%s)] ' "$1" ;;
            serde) [ -z "$2" ] || printf '#[serde(%s)] ' "$2" ;;
        esac
    }
    local kind=$1
    case $kind in
        scim) echo '#[derive(Debug, Clone, Default, ScimResource)] #[scim(rfc = "User", extension = "EnterpriseUser")]' ;;
        serde) echo '#[derive(Debug, Clone, Default, Serialize, Deserialize)] #[serde(rename_all = "camelCase")]' ;;
        none) echo '#[derive(Debug, Clone, Default)]' ;;
    esac
    local skip='skip_serializing_if = "Option::is_none"'
    cat <<RUST
pub struct Member$2 {
    $(key id '')pub id: String,
    $(key 'path = "externalId"' "rename = \"externalId\", $skip")pub okta_id: Option<String>,
    $(key 'path = "userName"' 'rename = "userName"')pub login: String,
    $(key 'path = "name.givenName"' 'rename = "givenName"')pub first_name: String,
    $(key 'path = "name.familyName"' 'rename = "familyName"')pub last_name: String,
    $(key 'path = "emails[type eq \"work\"].value", primary' '')pub email: String,
    $(key 'path = "active"' '')pub is_active: Option<bool>,
    $(key 'path = "EnterpriseUser:department"' "$skip")pub department: Option<String>,
    $(key 'path = "title"' "$skip")pub title: Option<String>,
    $(key 'version' '')pub revision: u64,
}
RUST
}

used() { # KIND NUMBER
    case $1 in
        scim) cat <<RUST
pub fn write$2(member: &Member$2) -> Vec<u8> { Scim::new(member).to_vec() }
pub fn read$2(body: &[u8]) -> Option<Member$2> {
    Some(Create::new(body.to_vec(), Dialect::RFC).ok()?.apply(&Member$2::default()).ok()?.0)
}
RUST
            ;;
        serde) cat <<RUST
pub fn write$2(member: &Member$2) -> Vec<u8> { serde_json::to_vec(member).unwrap_or_default() }
pub fn read$2(body: &[u8]) -> Option<Member$2> { serde_json::from_slice(body).ok() }
RUST
            ;;
    esac
}

package() { # NAME KIND USED
    mkdir -p "$work/$1/src"
    cp "$schema/../Cargo.lock" "$work/$1/"
    cat >"$work/$1/Cargo.toml" <<TOML
[package]
name = "$1"
edition = "2024"
[workspace]
[dependencies]
serde = { version = "1", features = ["derive"] }
serde_json = "1"
scim-schema = { path = "$schema" }
[profile.dev]
debug = "line-tables-only"
TOML
    {
        case $2 in
            serde) echo 'use serde::{Deserialize, Serialize};' ;;
            scim) echo 'use scim_schema::ScimResource;'
                [ -z "$3" ] || echo 'use scim_schema::{dialect::Dialect, edit::Create, write::Scim};' ;;
        esac
        for ((number = 0; number < structs; number++)); do
            one "$2" "$number"
            [ -z "$3" ] || used "$2" "$number"
        done
    } >"$work/$1/src/lib.rs"
}

seconds() { # COMMAND NAME: of the processor, for the package alone
    touch "$work/$2/src/lib.rs"
    local TIMEFORMAT='%U %S'
    { time cargo "$1" --offline --quiet --manifest-path "$work/$2/Cargo.toml" 2>/dev/null; } 2>&1 |
        awk '{ printf "%.3f\n", $1 + $2 }'
}

names=(none serde scim serde_used scim_used)
for name in "${names[@]}"; do
    kind=${name%_used}
    package "$name" "$kind" "$([ "$kind" = "$name" ] || echo yes)"
    for command in check build; do
        # once for the dependencies; what is wrong shows
        cargo "$command" --quiet --manifest-path "$work/$name/Cargo.toml"
    done
done

declare -A least
for ((round = 0; round < rounds; round++)); do
    for command in check build; do
        for name in "${names[@]}"; do
            took=$(seconds "$command" "$name")
            least[$command.$name]=$(printf '%s\n' "${least[$command.$name]:-$took}" "$took" | sort -g | head -n 1)
        done
    done
done

over=0
echo "milliseconds of the processor for a struct, of $structs:"
echo "| | serde | scim-schema | ratio | budget |"
echo "|---|---:|---:|---:|---:|"
row() { # TITLE COMMAND SUFFIX
    awk -v title="$1" -v budget="$BUDGET" -v structs="$structs" -v none="${least[$2.none]}" \
        -v serde="${least[$2.serde$3]}" -v scim="${least[$2.scim$3]}" 'BEGIN {
        serde = (serde - none) * 1000 / structs; scim = (scim - none) * 1000 / structs
        printf "| %s | %.2f | %.2f | %.2f | %s |\n", title, serde, scim, scim / serde, budget
        exit scim > budget * serde }' || over=1
}
row '`cargo check`' check ''
row '`cargo check`, used' check _used
row '`cargo build`' build ''
row '`cargo build`, used' build _used
echo "the crate without a derive: check ${least[check.none]} s, build ${least[build.none]} s"
[ "$over" = 0 ] || { echo "over the budget"; exit 1; }
