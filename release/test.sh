#!/usr/bin/env bash
# release/test.sh: makes the release and runs it as somebody does who has no Java: assesses an example, starts the server on a free
# port, asks for the start page and lets it assess. What the README shows of the library runs on the jars.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
. .build/jdk.sh
release/build.sh
home=$(echo "$PWD"/target/release/lasegue-*)
example=$home/examples/l5-sciatica.yaml

work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT

fail() {
  echo "[ERROR] $*"
  exit 1
}

# A machine with a shell, without Java and without typefaces
mkdir "$work/path"
for tool in sh dirname readlink mv rm; do ln -s "$(command -v "$tool")" "$work/path/$tool"; done
echo '<fontconfig/>' >"$work/fonts.conf"
bare=(env -i PATH="$work/path" FONTCONFIG_FILE="$work/fonts.conf" JAVA_TOOL_OPTIONS="-Duser.home=$work")
if "${bare[@]}" sh -c 'command -v java'; then fail "there is a java on the path"; fi

"${bare[@]}" "$home/bin/lasegue" assess --format json "$example" >"$work/assessed.json"
grep -q '"level":"within-days"' "$work/assessed.json" || fail "the example is not judged: $(head -c 300 "$work/assessed.json")"
"${bare[@]}" "$home/bin/lasegue" assess --format pdf "$example" >"$work/assessed.pdf"
[ "$(head -c 5 "$work/assessed.pdf")" = "%PDF-" ] || fail "no PDF"

# start LOG: the server, and its address
start() {
  : >"$1" # there before it is looked into
  "${bare[@]}" "$home/bin/lasegue" serve --port 0 --data "$work/data" >"$1" 2>&1 &
  server=$!
  address=
  for _ in $(seq 600); do
    address=$(sed -n 's/^Lasegue is at \(http[^ ]*\).*/\1/p' "$1")
    [ -z "$address" ] || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  fail "the server does not start: $(cat "$1")"
}
stop() {
  kill "$server"
  wait "$server" || true
  server=
  ! curl -s -o /dev/null "$address/" || fail "the server does not stop"
}
shows() { # PATH WORD
  curl -sf "$address$1" >"$work/shown" && grep -q "$2" "$work/shown" || fail "$1 does not show $2"
}
start "$work/log"
shows / '<h1'
curl -sf -H 'Content-Type: application/yaml' --data-binary "@$example" "$address/api/v1/assess?mode=examined" >"$work/served.json"
cmp "$work/assessed.json" "$work/served.json" || fail "the server judges otherwise"
shows /fhir/metadata CapabilityStatement
stop

"${bare[@]}" "$home/bin/prepare"
start "$work/prepared.log"
shows / '<h1'
stop
rm -f "$home"/app/*.aot*

# The lines of the README, with the jars of the repository before those that they need
sed -n '/^```java$/,/^```$/p' README.md | sed '/^```/d' >"$work/lines"
[ -s "$work/lines" ] || fail "no Java in the README"
cat - "$work/lines" <<'TEXT' >"$work/Example.java"
import java.nio.file.Path;
import org.lasegue.assessment.*;
import org.lasegue.knowledge.KnowledgeReader;

void main() throws Exception {
TEXT
echo "}" >>"$work/Example.java"
cp "$example" "$work/case.yaml"
libraries=$(find "$PWD/target/release/maven" -name '*.jar' ! -name '*-sources.jar' | tr '\n' ':')
others=$(find "$home/app/lib" -name '*.jar' ! -name 'lasegue-*' | tr '\n' ':')
(cd "$work" && "$JAVA_HOME/bin/java" -cp "$libraries$others" Example.java) >"$work/printed"
grep -qi 'disc-herniation' "$work/printed" || fail "the library says: $(cat "$work/printed")"
echo "The release runs."
