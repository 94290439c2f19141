#!/usr/bin/env bash
# benchmarks/assess.sh [WARM [ROUNDS]]: starts the real server (./lasegue serve, -Xmx512m) and sends it the 76 development cases as
# QuestionnaireResponses to $assess, one client, one after another: WARM rounds that are not measured, then ROUNDS that are. Processor
# time, which other work on the machine moves less, is that of all rounds.
set -eu

cd "$(dirname "${BASH_SOURCE[0]}")/.."
. .build/jdk.sh
need_maven
. benchmarks/server.sh

warm=${1:-20} rounds=${2:-40}
mvn -q -B -pl benchmarks -am -DskipTests -Djacoco.skip package
serve ${JFR:+"-XX:StartFlightRecording=filename=$JFR,settings=profile"}
begin=$(processor)
echo "load before $(cut -d' ' -f1-3 /proc/loadavg)"
"$JAVA_HOME/bin/java" $JVM_FLAGS -XX:+UseSerialGC -Xmx512m -cp benchmarks/target/lasegue-benchmarks.jar \
  org.lasegue.benchmarks.FhirAssess "$address" cases/development "$warm" "$rounds"
echo "load after $(cut -d' ' -f1-3 /proc/loadavg)"
cases=$(find cases/development -name '*.yaml' | wc -l)
echo "processor time of the server: $((($(processor) - begin) / (cases * (warm + rounds)))) ms a request"
