#!/usr/bin/env bash
# The load client against the directory on its databases, a service on axum with a `MemoryStore`, and
# two servers of others, one after the other: compare.sh [SECONDS]. What is not there is left out,
# and said. First, in this order:
#
#   cargo bench -p directory --bench load --no-run
#   cargo build --release -p directory -p axum-mount
#
# `LOAD`, `DIRECTORY` and `AXUM_MOUNT` name other builds of these. `POSTGRES` is the URL of an empty
# database; what scimmy.mjs and scim2.py say is installed beside them or on the path.
set -euo pipefail
builds=${CARGO_TARGET_DIR:-$(dirname "$0")/../../../../target}/release
# of several builds the last
LOAD=${LOAD:-$(ls -t "$builds"/deps/load-* 2>/dev/null | grep -E '/load-[0-9a-f]+$' | head -n 1 || true)}
LOAD=$(realpath -e "$LOAD" 2>/dev/null) || { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
DIRECTORY=$(realpath "${DIRECTORY:-$builds/directory}")
AXUM_MOUNT=$(realpath "${AXUM_MOUNT:-$builds/axum-mount}")
cd "$(dirname "$0")"
seconds=${1:-3}
file=$(mktemp -d)/load.db

measure() { # TITLE URL COMMAND...
    local title=$1 url=$2 pid worker
    shift 2
    command -v "$1" >/dev/null || { printf '\n## %s: left out, there is no %s\n' "$title" "$1"; return; }
    "$@" >/dev/null 2>&1 &
    pid=$!
    for _ in {1..50}; do
        curl -s -o /dev/null "$url/Users" && break
        sleep 0.2
    done
    # gunicorn's worker is a process of its own
    worker=$(pgrep -P "$pid" | head -n 1 || true)
    printf '\n## %s\n\n' "$title"
    "$LOAD" "$url" --token secret --users 1000 --connections 8 --seconds "$seconds" --pid "${worker:-$pid}" || true
    # it may have ended by itself, such as for what is not installed
    kill "$pid" 2>/dev/null || true
    wait "$pid" || true
}

directory() { # TITLE DATABASE
    measure "directory, $1" http://127.0.0.1:18801/scim/v2 \
        "$DIRECTORY" --database "$2" --token secret --listen 127.0.0.1:18801
}

directory 'SQLite in memory' sqlite::memory:
directory 'SQLite file' "sqlite://$file"
if [ -n "${POSTGRES:-}" ]; then
    directory PostgreSQL "$POSTGRES"
else
    printf '\n## directory, PostgreSQL: left out, there is no POSTGRES\n'
fi
SCIM_TOKEN=secret measure 'axum, MemoryStore' http://127.0.0.1:8080/scim/v2 "$AXUM_MOUNT"
PORT=18811 NODE_ENV=production measure 'scimmy-routers on express' http://127.0.0.1:18811/scim \
    node scimmy.mjs
measure 'scim2-server on gunicorn' http://127.0.0.1:18812/v2 gunicorn -b 127.0.0.1:18812 \
    --worker-class gthread --workers 1 --threads 8 --keep-alive 60 scim2:app
