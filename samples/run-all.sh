#!/bin/sh
# Runs every sample in full and writes samples/RESULTS.md. A run whose figures are there already is not repeated:
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
    if dotnet run -c Release --no-build --project "samples/$sample" -- "$@" --out "$folder" > "$folder/log.txt" 2>&1; then
        echo $(($(date +%s) - begin)) > "$folder/seconds.txt"
        echo "$folder: $(cat "$folder/seconds.txt") s"
    else
        echo "$folder: failed, see $folder/log.txt" >&2
        failed=1
    fi
}
dotnet build -c Release -v q --nologo tests/Samples.Tests # which is to say, all samples
machine() {
    vectors=$(lscpu 2> /dev/null | grep -qw avx512f && echo AVX-512 || { lscpu 2> /dev/null | grep -qw avx2 && echo AVX2 || echo "128-bit vectors"; })
    echo "$(getconf _NPROCESSORS_ONLN) cores, $vectors"
}
for seed in 1 2 3; do
    run "Forecast, seed $seed" Forecast --seed $seed
    run "Arithmetic, seed $seed" Arithmetic --seed $seed
    run "SensorClassifier, seed $seed" SensorClassifier --seed $seed
done
run StackedForecast StackedForecast
run AnomalyDetector AnomalyDetector
run MultiHead MultiHead
run Cells Cells
run CellZoo CellZoo
run "Forecast, intervals" Forecast --interval
run Addition Addition
LSTMGEN_DATA= run Translation Translation # on Multi30k it takes hours: samples/Translation/README.md
run TextGenerator TextGenerator
run "CharLanguageModel, GRU" CharLanguageModel
run Tagger Tagger
run "Sentiment, attention" Sentiment
run "Sentiment, small" Sentiment --model small
run "Sentiment, bidirectional" Sentiment --model bidirectional
run Speech Speech
run "Speech, new voice" Speech --model whole --leave-out theo
run "CharLanguageModel, LSTM" CharLanguageModel --model lstm
run "CharLanguageModel, LSTM, 20 epochs" CharLanguageModel --model lstm --epochs 20
{
    echo "# Results"
    echo "Written by \`samples/run-all.sh\` on a machine of $(machine); seconds are of the run without the build, next to whatever else the machine did."
    for folder in "$out"/*/; do
        [ -s "$folder/figures.tsv" ] || continue
        printf '\n## %s\n' "$(basename "$folder")"
        printf '%s, %s seconds.' "$(grep -m 1 '^seed ' "$folder/log.txt")" "$(cat "$folder/seconds.txt")"
        grep -q '^No real data' "$folder/log.txt" && printf ' On data made by the sample.'
        printf '\n\n| figure | value | note |\n|---|---|---|\n'
        awk -F '\t' '{ printf "| %s | %s | %s |\n", $1, $2, $3 }' "$folder/figures.tsv"
    done
} > samples/RESULTS.md
exit $failed
