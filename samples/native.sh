#!/bin/sh
# Compiles a sample ahead of time and runs it beside the same sample as the JIT compiles it: both must leave the same trained models, byte for byte.
# samples/native.sh [SAMPLE] [FOLDER]
set -eu
cd "$(dirname "$0")"
sample=${1:-Forecast}
folder=${2:-$(mktemp -d)}

if ! dotnet restore "$sample" -p:Native=true >"$folder/restore.log" 2>&1; then
    echo "Off: the ahead-of-time compiler cannot be restored; $sample was not compiled by it."
    exit 0
fi
dotnet publish "$sample" -c Release -p:Native=true -o "$folder/program" >"$folder/publish.log" 2>&1 || { cat "$folder/publish.log"; exit 1; }
"$folder/program/$sample" --fast --out "$folder/native" >/dev/null
dotnet run --project "$sample" -c Release -- --fast --out "$folder/jit" >/dev/null
for model in "$folder"/jit/*.safetensors; do
    cmp "$model" "$folder/native/$(basename "$model")"
    echo "$sample ahead of time, a program of $(wc -c <"$folder/program/$sample") bytes: $(basename "$model") as trained under the JIT."
done
