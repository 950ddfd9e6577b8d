#!/usr/bin/env bash
# What the generator costs: 100 classes in a cold build, as models and as plain classes; the largest emitted file.
#   bench/build-cost.sh [RESULTS.jsonl]    appends a record to the file
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
models=${MODELS:-100}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet build -c Release -v q "$root/src/Generator" && dotnet build -c Release -v q "$root/src/Runtime"

cat > "$folder/Models.csproj" <<EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <CompilerGeneratedFilesOutputPath>emitted</CompilerGeneratedFilesOutputPath>
    <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
    <UseSharedCompilation>false</UseSharedCompilation>
  </PropertyGroup>
  <ItemGroup>
    <Compile Include="Models.cs" />
    <Reference Include="$root/src/Runtime/bin/Release/net10.0/*.dll" />
    <Analyzer Include="$root/src/Generator/bin/Release/netstandard2.0/LstmGen.Generator.dll" />
  </ItemGroup>
</Project>
EOF
# Three declarations in turn, of different sizes so that nothing is shared.
write() {
    echo "using LstmGen;"
    for i in $(seq "$models"); do
        if [ "$1" = models ]; then
            case $((i % 3)) in
                0) echo "[RecurrentModel] [Features($((i % 7 + 1)))] [Lstm($((16 + i)))] [Regression(1)]" ;;
                1) echo "[RecurrentModel] [Embedding(1000, 32)] [Lstm($((16 + i)), Layers = 2, Bidirectional = true, Dropout = 0.3f)] [Classification(3)]" ;;
                2) echo "[RecurrentModel] [Features(8)] [Lstm($((16 + i)))] [Dropout(0.2f)] [Lstm(16)] [Classification(5, Pooling = Pooling.EveryStep)]" ;;
            esac
        fi
        echo "public sealed partial class Model$i;"
    done
}
cold() { # seconds of a compilation from nothing; the best of two
    local best=999
    for _ in 1 2; do
        rm -rf "$folder/obj/Release" "$folder/bin"
        local start=$(date +%s.%N)
        dotnet build --no-restore -c Release -v q "$folder" >&2
        best=$(echo "$(date +%s.%N) $start $best" | awk '{ t = $1 - $2; print (t < $3 ? t : $3) }')
    done
    echo "$best"
}
write plain > "$folder/Models.cs"
dotnet restore -v q "$folder"
without=$(cold)
write models > "$folder/Models.cs"
with=$(cold)
# The emitted files are written in a build of their own: a project that does not ask for them does not pay for that.
dotnet build --no-restore --no-incremental -c Release -v q "$folder" -p:EmitCompilerGeneratedFiles=true >&2
largest=$(find "$folder" -path '*emitted*' -name '*.g.cs' -exec wc -l {} + | grep -v ' total$' | sort -n | tail -1 | awk '{ print $1 }')
bytes=$(find "$folder" -path '*emitted*' -name '*.g.cs' -printf '%s\n' | sort -n | tail -1)
record=$(echo "$with $without" | awk -v n="$models" -v l="$largest" -v b="$bytes" '{ printf "{\"kind\":\"build\",\"models\":%d,\"without_s\":%.2f,\"with_s\":%.2f,\"added_s\":%.2f,\"largest_lines\":%d,\"largest_bytes\":%d}", n, $2, $1, $1 - $2, l, b }')
echo "$record"
[ $# -eq 0 ] || echo "$record" >> "$1"
