#!/usr/bin/env bash
# The load client against the directory on its databases, a service on axum with a `MemoryStore`, and
# two servers of others, one after the other: compare.sh [SECONDS]. Needs `LOAD`, `DIRECTORY` and
# `AXUM_MOUNT` (release builds of `benches/load.rs`, `directory` and `axum-mount`), `POSTGRES` (an
# empty database), and what scimmy.mjs and scim2.py say, installed beside them or on the path.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-3}
file=$(mktemp -d)/load.db

measure() { # TITLE URL COMMAND...
    local title=$1 url=$2 pid worker
    shift 2
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
    kill "$pid"
    wait "$pid" || true
}

directory() { # TITLE DATABASE
    measure "directory, $1" http://127.0.0.1:18801/scim/v2 \
        "$DIRECTORY" --database "$2" --token secret --listen 127.0.0.1:18801
}

directory 'SQLite in memory' sqlite::memory:
directory 'SQLite file' "sqlite://$file"
directory PostgreSQL "$POSTGRES"
SCIM_TOKEN=secret measure 'axum, MemoryStore' http://127.0.0.1:8080/scim/v2 "$AXUM_MOUNT"
PORT=18811 NODE_ENV=production measure 'scimmy-routers on express' http://127.0.0.1:18811/scim \
    node scimmy.mjs
measure 'scim2-server on gunicorn' http://127.0.0.1:18812/v2 gunicorn -b 127.0.0.1:18812 \
    --worker-class gthread --workers 1 --threads 8 --keep-alive 60 scim2:app
