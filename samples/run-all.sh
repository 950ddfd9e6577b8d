#!/bin/sh
# Runs every sample in full and writes samples/RESULTS.md. A sample whose figures are there already is not run again:
# remove its folder under the output folder (first argument, default artifacts/samples) to run it anew.
set -eu
cd "$(dirname "$0")/.."
out=${1:-artifacts/samples}
failed=0
run() { # folder, sample, then its arguments
    folder=$out/$1 sample=$2
    shift 2
    if [ -s "$folder/figures.tsv" ]; then
        echo "$folder: done before"
        return
    fi
    mkdir -p "$folder"
    begin=$(date +%s)
    if dotnet run -c Release --project "samples/$sample" -- "$@" --out "$folder" > "$folder/log.txt" 2>&1; then
        echo $(($(date +%s) - begin)) > "$folder/seconds.txt"
        echo "$folder: $(cat "$folder/seconds.txt") s"
    else
        echo "$folder: failed, see $folder/log.txt" >&2
        failed=1
    fi
}
run Arithmetic Arithmetic
run StackedForecast StackedForecast
run SensorClassifier SensorClassifier
run AnomalyDetector AnomalyDetector
run MultiHead MultiHead
run Sentiment-small Sentiment --model small
run Sentiment-bidirectional Sentiment --model bidirectional
run Sentiment-attention Sentiment
run Tagger Tagger
run TextGenerator TextGenerator
run CharLanguageModel-gru CharLanguageModel
run CharLanguageModel-lstm CharLanguageModel --model lstm
run Cells Cells
{
    echo "# Results"
    echo "Written by \`samples/run-all.sh\`, seed 1. Times include the build where one was needed."
    for folder in "$out"/*/; do
        [ -s "$folder/figures.tsv" ] || continue
        printf '\n## %s\n' "$(basename "$folder")"
        grep -h '^No real data' "$folder/log.txt" | sed 's/:.*//; s/$/: on data made by the sample./' | sort -u || true
        [ ! -f "$folder/seconds.txt" ] || printf '%s seconds.\n' "$(cat "$folder/seconds.txt")"
        printf '\n| figure | value | note |\n|---|---|---|\n'
        awk -F '\t' '{ printf "| %s | %s | %s |\n", $1, $2, $3 }' "$folder/figures.tsv"
    done
} > samples/RESULTS.md
exit $failed
