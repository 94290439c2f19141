# Sourced by benchmarks/*.sh: a server of ./lasegue on a free port of this machine, on a database that is thrown away when the script
# ends. The server counts requests by address, and here everybody has one: its limits are raised, by its own settings.

work=$(mktemp -d)
server=
stop() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap stop EXIT
export LASEGUE_REQUESTSPERMINUTE=100000000 LASEGUE_BEGINSPERHOUR=100000000

# serve [OPTION OF JAVA...]: starts it and sets $server, its process, and $address.
serve() {
  ./lasegue serve --help >/dev/null # builds where that is missing
  : >"$work/server.log" # there before it is looked into
  JAVA_TOOL_OPTIONS="$*" ./lasegue serve --port 0 --data "$work/data" 2>"$work/server.log" &
  server=$!
  address=
  for _ in $(seq 600); do
    address=$(sed -n 's/^Lasegue is at \(http[^ ]*\).*/\1/p' "$work/server.log")
    if [ -n "$address" ]; then return; fi
    if ! kill -0 "$server" 2>/dev/null; then break; fi
    sleep 0.5
  done
  cat "$work/server.log" >&2
  exit 1
}

# Milliseconds of processor time of the server so far.
processor() {
  awk -v hz="$(getconf CLK_TCK)" '{ print int(($14 + $15) * 1000 / hz) }' "/proc/$server/stat"
}
