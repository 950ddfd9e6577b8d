#!/usr/bin/env bash
# The whole comparison on this processor: whether all do the same work, the grid, the first steps of a fresh process, whole trainings, the start;
# then the report, and the README's part of this processor.
#   bench/compare.sh             about 20 minutes: the tutorial models, every LSTM, three sizes of GRU
#   bench/compare.sh --full      about an hour: every case and mode, PyTorch 1.13 everywhere
#   bench/compare.sh --smoke     two minutes, to see that all of it runs; writes under artifacts/ and leaves README and results alone
#   --out FOLDER                 default: bench/results/ and the processor's kind; records that lie there already are not taken again
#   --again                      removes the records there first
#   --no-readme                  leaves the README alone
# Nothing else may run on the machine meanwhile. Peers as bench/run.sh finds them; $RTNEURAL, its sources, for the sample streams.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
size=short readme=README.md again= out=
while [ $# -gt 0 ]; do
    case $1 in
        --full) size=full ;;
        --smoke) size=smoke readme= ;;
        --again) again=yes ;;
        --no-readme) readme= ;;
        --out) out=${2:?--out needs a folder}; shift ;;
        *) echo "'$1' is no option here; see the head of bench/compare.sh" >&2; exit 2 ;;
    esac
    shift
done

# zen3, zen4, zen5, or family and model where there is no name.
kind() {
    awk -F': ' '
        /^vendor_id/ && !vendor { vendor = $2 } /^cpu family/ && !family { family = $2 } /^model\t/ && !model { model = $2 } /^flags/ && !flags { flags = $2 }
        END {
            wide = flags ~ /avx512f/
            if (vendor == "AuthenticAMD" && family == 25 && (wide || model < 16)) print wide ? "zen4" : "zen3"
            else if (vendor == "AuthenticAMD" && family == 26) print "zen5"
            else print "family-" family "-model-" model
        }' /proc/cpuinfo
}
[ -n "$out" ] || out=$([ $size = smoke ] && echo artifacts/bench/smoke || echo "bench/results/$(kind)")
mkdir -p "$out"
[ -z "$again" ] && [ $size != smoke ] || rm -f "$out"/*.jsonl
name=$(basename "$out")
if [ -n "$readme" ] && ! grep -q "<!-- speed $name -->" README.md; then
    echo "README.md has no part 'speed $name'; it stays as it is" >&2
    readme=
fi

say() { printf '\n== %s (%s)\n' "$1" "$(date +%H:%M:%S)"; }
bench=bench/Peers/bin/Release/net10.0/lstmgen-bench.dll
torch=bench/Peers.Native/Torch/bin/Release/net10.0/lstmgen-bench-torch.dll
onnx=bench/Peers.Native/OnnxRuntime/bin/Release/net10.0/lstmgen-bench-onnx.dll
say "build"
for project in bench/Peers bench/Peers.Native/Torch bench/Peers.Native/OnnxRuntime; do dotnet build -c Release -v q "$project"; done
dotnet publish -c Release -v q -p:Native=true -o artifacts/bench/start bench/Start || echo "without programs compiled ahead of time" >&2
export NO_BUILD=1

case $size in
    smoke) narrow=raw_lstm_h32_b1 models=sine raw=raw_lstm_h32_b16 checked="sine,raw_*_h32_b16" options="--budget 0.1" minutes=3 repeats=1 first=raw_lstm_h32_b16 whole=sine ;;
    short) narrow="raw_lstm_*_b1" models=group:model raw="raw_lstm_*,raw_gru_h16_*,raw_gru_h64_*,raw_gru_h256_*" checked="group:model,raw_*_b16" options="--budget 0.24" minutes=15 repeats=3
        first="raw_lstm_h16_b16,raw_lstm_h32_b16,raw_lstm_h64_b16,raw_lstm_h128_b16,raw_lstm_h256_b16" whole=all ;;
    full) narrow="raw_lstm_*_b1" models=group:model raw=group:raw checked=all options="" minutes=90 repeats=5 whole=all
        first="raw_lstm_h16_*,raw_lstm_h32_*,raw_lstm_h64_*,raw_lstm_h128_*,raw_lstm_h256_*,stacked_64_32,stock" ;;
esac

say "do all do the same work"
dotnet $torch check "$checked"
dotnet $bench compare "$(dotnet $onnx path)" "$checked"

say "grid"
# The old PyTorch only beside the tutorial models' training, but for the whole run.
old=pytorch
[ $size != full ] || old=
bench/run.sh --cases "$models" --modes train $options --minutes $minutes --out "$out/grid.jsonl"
WITHOUT=$old bench/run.sh --cases "$models" --modes infer,stream $options --minutes $minutes --out "$out/grid.jsonl"
WITHOUT=$old bench/run.sh --cases "$raw" $options --minutes $minutes --out "$out/grid.jsonl"
[ -z "${RTNEURAL:-}" ] || WITHOUT="$old onnxruntime" bench/run.sh --cases group:sample --modes stream --threads 1 --out "$out/grid.jsonl"

if [ ! -f "$out/first.jsonl" ]; then
    say "first training steps of a fresh process"
    dotnet $bench first --peer "dotnet $bench work" --peer "dotnet $torch" --cases "$first" --repeats $repeats --out "$out/first.jsonl"
fi

if [ ! -f "$out/whole.jsonl" ]; then
    say "whole trainings"
    dotnet $bench whole --peer "dotnet $torch whole" --cases "$whole" --out "$out/whole.jsonl"
fi

if [ ! -f "$out/start.jsonl" ]; then
    say "process start"
    dotnet $bench start --onnx "$(dotnet $onnx path)" --torch "dotnet $torch start" $([ ! -x artifacts/bench/start/lstmgen-start ] || echo --native artifacts/bench/start/lstmgen-start) --out "$out/start.jsonl"
fi

if [ ! -f "$out/quantized.jsonl" ]; then
    say "weights in fewer bits"
    dotnet $bench quantized --onnx "$(dotnet $onnx path)" --cases "$narrow" --budget 0.5 --out "$out/quantized.jsonl"
fi

if [ ! -f "$out/cells.jsonl" ]; then
    say "cells written as equations"
    dotnet $torch cells $([ $size != smoke ] || echo --cells Elman --budget 0.1) --out "$out/cells.jsonl"
fi

if [ ! -f "$out/lengths.jsonl" ]; then
    say "rows of several lengths"
    dotnet $torch lengths --budget 0.3 $([ $size != smoke ] || echo --cases raw_gru_h32_b64) --out "$out/lengths.jsonl"
fi

say "report"
bench/report.sh "$out"/*.jsonl --out "$out" ${readme:+--readme "$readme"}
