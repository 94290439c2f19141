#!/usr/bin/env bash
# benchmarks/load.sh [PEOPLE [SECONDS]]: starts the real server (./lasegue serve, -Xmx512m, SQLite in a temporary folder, a free port
# of this machine) and lets PEOPLE answer the interview at once, a page every two seconds; measures for SECONDS after a warm-up.
# benchmarks/load.sh capacity: raises the number of people until the 99th percentile of a page is above 250 ms.
# Settings: WARM, RAMP (seconds that are not measured), JFR=FILE (a profile of the server), GC=FILE (its log of collections).
set -eu

cd "$(dirname "${BASH_SOURCE[0]}")/.."
. .build/jdk.sh
need_maven

. benchmarks/server.sh

jar=benchmarks/load/target/lasegue-load.jar
if [ ! -f "$jar" ] || [ -n "$(find benchmarks/load/src benchmarks/load/pom.xml -newer "$jar" | head -n 1)" ]; then
  mvn -q -B -Pfull -pl benchmarks/load -DskipTests -Djacoco.skip package
fi

serve "-Xlog:gc*:file=$work/gc.log" ${JFR:+"-XX:StartFlightRecording=filename=$JFR,settings=profile"}

# people SECONDS-OF-RAMP SECONDS-OF-WARM-UP SECONDS: prints the figures, leaves the p99 in $p99.
run() {
  # from when pages are measured on, but for the second that the people take to be there
  (sleep $(($2 + $3 + 1)) && processor >"$work/before") &
  "$JAVA_HOME/bin/java" --add-opens=java.base/java.lang=ALL-UNNAMED $JVM_FLAGS -XX:+UseSerialGC -Xmx256m \
    -Daddress="$address" -Dpeople="$1" -Dramp="$2" -Dwarm="$3" -Dseconds="$4" \
    -jar "$jar" --simulation org.lasegue.benchmarks.load.Interviews --results-folder "$work/gatling" --no-reports \
    >"$work/gatling.log" 2>&1 || { tail -n 40 "$work/gatling.log" >&2; exit 1; }
  local used=$(($(processor) - $(cat "$work/before")))
  echo "people=$1 ramp=$2 warm=$3 seconds=$4 load=$(cut -d' ' -f1-3 /proc/loadavg)"
  grep -E '^(page|request|result|failures) ' "$work/gatling.log"
  grep -A 12 -E '^---- Errors' "$work/gatling.log" | sed -n '2,8p' || true
  local pages=$(sed -n 's/^page .* count=\([0-9]*\) .*/\1/p' "$work/gatling.log")
  echo "server     processor=${used}ms, $((used * 10 / (pages > 0 ? pages : 1)))/10 ms a page; $(peak)"
  p99=$(sed -n 's/^page .* p99=\([0-9]*\).*/\1/p' "$work/gatling.log")
}

# The most that the heap held after a collection, and the memory of the process.
peak() {
  local heap=$(sed -n 's/.*Pause .* [0-9]*M->\([0-9]*\)M(.*/\1/p' "$work/gc.log" | sort -n | tail -n 1)
  echo "heap after collection at most ${heap:-?} MB, resident at most $(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$server/status") MB"
  [ -z "${GC:-}" ] || cp "$work/gc.log" "$GC"
  # the pauses for collections since the start
  awk '/Pause/ && $NF ~ /ms$/ { t = $NF + 0; n++; sum += t; if (t > most) most = t; if (/Pause Full/) full++ }
    END { printf "pauses     %d, of them full %d; together %d ms, longest %d ms\n", n, full, sum, most }' "$work/gc.log"
}

if [ "${1:-}" = capacity ]; then
  run 50 10 "${WARM:-60}" 10 >/dev/null # the first minute compiles
  people=200
  while true; do
    run "$people" 20 20 40
    if [ "${p99:-0}" -gt 250 ]; then break; fi
    people=$((people + 100))
  done
  echo "capacity: $((people - 100)) people; at $people the 99th percentile is above 250 ms"
else
  run "${1:-200}" "${RAMP:-30}" "${WARM:-60}" "${2:-120}"
fi
