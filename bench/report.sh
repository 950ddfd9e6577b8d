#!/usr/bin/env bash
# Writes bench/results/report.md and charts from records, also of an unfinished run; prints the summary.
#   bench/report.sh [FILE.jsonl ...] [--out FOLDER] [--readme README.md]    default: bench/results/*.jsonl
# --readme writes the README's part "speed NAME", where NAME is the folder's.
set -euo pipefail
cd "$(dirname "$0")/.."
bench=bench/Peers/bin/Release/net10.0/lstmgen-bench.dll
[ -f "$bench" ] || dotnet build -c Release -v q bench/Peers
[ $# -gt 0 ] || set -- bench/results/*.jsonl
exec dotnet "$bench" report "$@"
