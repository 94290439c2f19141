# Sourced by ./lasegue and by bin/lasegue of a release: which program a command belongs to, and how its Java is run.
# Plain sh: where a release is installed there may be no bash.

# protobuf, JLine and Maven's own libraries use what these allow; without them every run prints warnings.
JVM_FLAGS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

# A command that answers in a second gains nothing from the optimising compiler, which would take a core from it.
quick="-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
# What a question weighs lies in arrays of up to 400 kB, which smaller regions would not take as ordinary ones; a collector that stops
# the world for all of the heap let one page in a hundred wait three times as long (benchmarks/README.md).
serving="-XX:+UseG1GC -XX:G1HeapRegionSize=4m -Xmx512m"

# serve, and the keys of what it keeps, are the web application; everything else is the command line.
app_of() {
  case "${1:-}" in
    serve | keys) echo web ;;
    *) echo cli ;;
  esac
}

# run JAVA JAR CACHE COMMAND...: in place of this shell, with the classes loaded ahead where the cache is there.
run() {
  java=$1 jar=$2 aot=
  if [ -f "$3" ]; then aot=-XX:AOTCache=$3; fi
  shift 3
  flags=-XX:+UseSerialGC
  case "${1:-}" in
    serve) flags=$serving && shift ;;
    keys) flags=$serving ;;
    assess | knowledge | version | completion) flags=$quick ;;
    cohort) flags="-XX:+UseParallelGC -Xmx1500m" ;;
  esac
  exec "$java" $JVM_FLAGS $flags ${aot:+"$aot"} -jar "$jar" "$@"
}

# train JAVA JAR CACHE EXAMPLE: learns from one assessment of the example, or one start of the server, which classes are loaded. The
# cache needs the very jars that are run, so it is never shipped. Fails where there is none afterwards.
train() {
  case "$2" in
    *-web.jar) set -- "$1" "$2" "$3" "$serving" --rehearse ;;
    *) set -- "$1" "$2" "$3" "$quick" assess "$4" ;;
  esac
  java=$1 jar=$2 cache=$3 flags=$4
  shift 4
  if "$java" $JVM_FLAGS $flags -XX:AOTCacheOutput="$cache.new" -jar "$jar" "$@" >"$cache.log" 2>&1 && [ -f "$cache.new" ]; then
    mv "$cache.new" "$cache"
  else
    rm -f "$cache.new"
    return 1
  fi
}
