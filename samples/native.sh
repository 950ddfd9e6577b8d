#!/bin/sh
# Compiles a sample ahead of time and runs it beside the same sample as the JIT compiles it: both must leave the same trained models, byte for byte.
# samples/native.sh [SAMPLE] [FOLDER]     FOLDER keeps what was made; by default nothing is kept.
set -eu
cd "$(dirname "$0")"
sample=${1:-Forecast}
if [ $# -gt 1 ]; then
    folder=$2
    mkdir -p "$folder"
else
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi
export DOTNET_CLI_UI_LANGUAGE=en

if ! dotnet restore "$sample" -p:Native=true >"$folder/restore.log" 2>&1; then
    # Off is only where all that is wrong is that the sources lack the compiler.
    grep -oE 'error [A-Z]+[0-9]+: .*' "$folder/restore.log" >"$folder/errors.log" || true
    packs='(runtime\.[a-z0-9-]+\.)?Microsoft\.DotNet\.ILCompiler|Microsoft\.NET\.ILLink\.Tasks|Microsoft\.(NETCore|AspNetCore)\.App\.[A-Za-z0-9.-]+'
    compiler="Unable to (find package|resolve) '?($packs)(\. | |')"
    if [ ! -s "$folder/errors.log" ] || grep -qvE "^error NU110[0-3]: $compiler" "$folder/errors.log"; then
        cat "$folder/restore.log"
        exit 1
    fi
    echo "Off: the ahead-of-time compiler is in no source of packages; $sample was not compiled by it."
    exit 0
fi
dotnet publish "$sample" -c Release -p:Native=true -o "$folder/program" >"$folder/publish.log" 2>&1 || { cat "$folder/publish.log"; exit 1; }
"$folder/program/$sample" --fast --out "$folder/native" >/dev/null
dotnet run --project "$sample" -c Release -- --fast --out "$folder/jit" >/dev/null
for model in "$folder"/jit/*.safetensors; do
    cmp "$model" "$folder/native/$(basename "$model")"
    echo "$sample ahead of time, a program of $(wc -c <"$folder/program/$sample") bytes: $(basename "$model") as trained under the JIT."
done
