# Sourced by ./lasegue and ./verify: sets JAVA_HOME to a JDK 25 or newer, or says what to install and exits.
# Written for bash 3.2 too (macOS).

# Prints the major version of the JDK in a folder. A runtime without javac will not do.
jdk_major() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p'
  fi
}

jdk_will_do() {
  local major
  major=$(jdk_major "$1") && [ -n "$major" ] && [ "$major" -ge 25 ]
}

# The home of the java on PATH, through any links.
jdk_on_path() {
  command -v java >/dev/null && java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

jdk_find() {
  local home
  for home in \
    "${JAVA_HOME:-}" \
    /usr/lib/jvm/* \
    "$(/usr/libexec/java_home -v 25+ 2>/dev/null)" \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$(jdk_on_path)"; do
    if jdk_will_do "$home"; then
      echo "$home"
      return
    fi
  done
  return 1
}

if ! JAVA_HOME=$(jdk_find); then
  cat >&2 <<'TEXT'
Lasegue needs a JDK, version 25 or newer. None was found: neither JAVA_HOME, nor the usual
folders, nor the java on PATH is one.

  Debian, Ubuntu   sudo apt install openjdk-25-jdk
  macOS            brew install openjdk@25
  Windows          winget install EclipseAdoptium.Temurin.25.JDK   (then use Git Bash or WSL)
  any of them      https://adoptium.net

If there is one elsewhere: export JAVA_HOME=/folder/of/the/jdk
TEXT
  exit 1
fi
export JAVA_HOME

. "$(dirname "${BASH_SOURCE[0]}")/run.sh"
export MAVEN_OPTS="${MAVEN_OPTS:-} $JVM_FLAGS"

need_maven() {
  command -v mvn >/dev/null && return
  cat >&2 <<'TEXT'
Lasegue is built with Apache Maven, 3.8 or newer, and there is no mvn on PATH.

  Debian, Ubuntu   sudo apt install maven
  macOS            brew install maven
  Windows          https://maven.apache.org/download.cgi
TEXT
  exit 1
}
