#!/usr/bin/env bash
# benchmarks/start.sh [TIMES]: how long ./lasegue serve takes from the command to the first page, and how much processor time, with
# the JDK's AOT cache that ./lasegue makes once a build. An empty database in a temporary folder each time.
set -eu

cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT

./lasegue serve --help >/dev/null # builds, and makes the cache, where that is missing
echo "load $(cut -d' ' -f1-3 /proc/loadavg)"
for i in $(seq "${1:-5}"); do
  begin=$(date +%s%N)
  ./lasegue serve --port 0 --data "$work/$i" >"$work/log" 2>&1 &
  server=$!
  address=
  while [ -z "$address" ]; do
    kill -0 "$server" || { cat "$work/log"; exit 1; }
    sleep 0.01
    address=$(sed -n 's/^Lasegue is at \(http[^ ]*\).*/\1/p' "$work/log")
  done
  curl -sf -o /dev/null "$address/"
  end=$(date +%s%N)
  ticks=$(awk '{ print $14 + $15 }' "/proc/$server/stat")
  echo "first page after $(((end - begin) / 1000000)) ms, $((ticks * 1000 / $(getconf CLK_TCK))) ms of processor time"
  kill "$server"
  wait "$server" 2>/dev/null || true
  server=
done
