#!/usr/bin/env bash
# release/build.sh: makes what an integrator takes, in target/release:
#   maven/             a Maven repository with the jars of the libraries, their sources and their poms
#   lasegue-VERSION/   a folder that runs without a Java of its own: see the README.md in it
# VERSION is that of the poms; the runtime is of the machine it is built on.
set -eu

cd "$(dirname "${BASH_SOURCE[0]}")/.."
. .build/jdk.sh
need_maven

mvn -q -B -pl release -am -DskipTests -Djacoco.skip package

version=$(sed -n 's:^ *<version>\(.*\)</version>.*:\1:p' release/pom.xml | head -n 1)
out=target/release
home=$out/lasegue-$version
rm -rf "$out"
mkdir -p "$home/app/lib" "$home/bin" "$home/data"

# The libraries
publish() { # ARTIFACT POM [FOLDER]
  local to=$out/maven/org/lasegue/$1/$version
  mkdir -p "$to"
  cp "$2" "$to/$1-$version.pom"
  if [ -n "${3:-}" ]; then
    cp "$3/target/$1-$version.jar" "$to/"
    "$JAVA_HOME/bin/jar" --create --file "$to/$1-$version-sources.jar" --date=2026-01-01T00:00:00Z -C "$3/src/main/java" .
  fi
}
publish lasegue-parent pom.xml
for module in inference knowledge assessment report fhir store; do
  publish "lasegue-$module" "$module/pom.xml" "$module"
done

# The programs, with every jar that the lists below name and no other
cp cli/target/lasegue-cli.jar web/target/lasegue-web.jar .build/run.sh "$home/app/"
for app in cli web; do
  for jar in "$app"/target/lib/*.jar; do
    cp -p "$jar" "$home/app/lib/"
    name=${jar##*/}
    case $name in lasegue-*) continue ;; esac
    grep -qF "/${name%%-[0-9]*}@" release/target/bom.json || {
      echo "[ERROR] $name is not in the list of parts, release/target/bom.json" >&2
      exit 1
    }
  done
done

# The Java they need: what their classes name, and what is only found by name while they run
named=$("$JAVA_HOME/bin/jdeps" --multi-release "$("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')" \
  --ignore-missing-deps --print-module-deps --class-path "$home/app/lib/*" "$home"/app/*.jar "$home"/app/lib/*.jar 2>/dev/null | tail -n 1)
# ICU4J carries a doclet that nothing here runs and that would bring the compiler.
"$JAVA_HOME/bin/jlink" --add-modules "${named/jdk.javadoc,/},java.naming,java.sql,jdk.crypto.ec,jdk.localedata,jdk.zipfs" --include-locales=en \
  --strip-java-debug-attributes --no-man-pages --no-header-files --generate-cds-archive --output "$home/runtime"
# Its only typeface: pictures in a PDF are laid out by it, also where the system has none.
fonts=report/src/main/resources/org/lasegue/report/fonts
mkdir "$home/runtime/lib/fonts"
cp "$fonts"/*.ttf "$home/runtime/lib/fonts/"
cp release/fontconfig.properties "$home/runtime/lib/"

# What it is and under which terms
cp release/bin/* "$home/bin/"
cp release/README.md release/Containerfile LICENSE LICENSE-knowledge "$home/"
cp -R cases/examples "$home/examples"
cp release/target/THIRD-PARTY.txt release/target/bom.json "$home/"
cp -R release/target/licences "$home/"
find "$home/licences" -type d -empty -delete
cp "$fonts/OFL.txt" "$home/licences/atkinson-hyperlegible.txt"
cp web/src/main/resources/static/assets/nhsuk-frontend.LICENSE.txt "$home/licences/nhsuk-frontend.txt"

echo "$home"
