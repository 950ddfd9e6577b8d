#!/usr/bin/env bash
# Makes what a machine with a GPU needs, .NET included, as one file: bench/Gpu/pack.sh FILE.tar.gz
# There: tar xzf FILE.tar.gz && gpu/measure.sh OUT. LSTMGEN_GOLDEN: the folder of golden cases that goes along.
set -euo pipefail
file=$(realpath -m "${1:?give the file to write, such as gpu.tar.gz}")
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/gpu"
for project in tests/Conformance bench/Gpu; do
    # Both share the runtime's files. Models are compiled there, so nothing is trimmed.
    dotnet publish "$project" -c Release -r linux-x64 --self-contained -p:DebugType=none -p:SatelliteResourceLanguages=en -p:InvariantGlobalization=true \
        -o "$work/gpu/programs" -v q -nologo
done
[ -z "${LSTMGEN_GOLDEN:-}" ] || cp -r "$LSTMGEN_GOLDEN" "$work/gpu/golden"
cp bench/Gpu/measure.sh bench/Gpu/torch_grid.py "$work/gpu/"
tar -C "$work" -cf - gpu | gzip -9 >"$file"
bytes=$(wc -c <"$file")
echo "$file: $((bytes / 1048576)) MiB"
[ "$bytes" -le $((60 * 1048576)) ] || { echo "more than 60 MiB" >&2; exit 1; }
