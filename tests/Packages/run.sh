#!/usr/bin/env bash
# Packs all packages and uses them as a newcomer does: projects in a folder of their own, with a package cache and a nuget.config of their own.
# tests/Packages/run.sh [FOLDER]     FOLDER keeps everything that was made; by default nothing is kept.
# Packages that these ones depend on are taken from the cache that restoring the repository has filled, so that no registry is asked;
# LSTMGEN_PACKAGE_SOURCE names a source for what is not there (the runtime that a trimmed program carries).
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [ $# -gt 0 ]; then
    mkdir -p "$1"
    work=$(cd "$1" && pwd)
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
cache=${NUGET_PACKAGES:-$HOME/.nuget/packages}
export NUGET_PACKAGES="$work/cache" DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
version=$(grep -oE '<Version>[^<]+' "$root/Directory.Build.props" | cut -d'>' -f2)
library_packs=$(dotnet --list-sdks | tail -1 | sed -E 's|^([^ ]+) \[(.*)\]$|\2/\1/FSharp/library-packs|')
[ -d "$library_packs" ] || library_packs=feed
failures=0
passes=0
offs=0

pass() { passes=$((passes + 1)); echo "  ok    $1"; }
fail() { failures=$((failures + 1)); echo "  WRONG $1"; [ $# -lt 2 ] || tail -25 "$2"; }

# expect NAME TEXT COMMAND...: the command must end well and say TEXT.
expect() {
    local name=$1 text=$2 log="$work/$1.log"
    shift 2
    if "$@" >"$log" 2>&1 && grep -qF "$text" "$log"; then pass "$name: $text"; else fail "$name did not say '$text'" "$log"; fi
}

# refuse NAME TEXT COMMAND...: the command must fail and say TEXT, in few errors.
refuse() {
    local name=$1 text=$2 log="$work/$1.log" errors
    shift 2
    if "$@" >"$log" 2>&1; then fail "$name was not refused" "$log"; return; fi
    errors=$(grep -oE 'error [A-Z]+[0-9]+.*' "$log" | sort -u | wc -l)
    if grep -qF "$text" "$log" && [ "$errors" -le 3 ]; then pass "$name is refused: $text"; else fail "$name: $errors errors, none says '$text'?" "$log"; fi
}

# off NAME WHY LOG PACKAGES: a restore has failed. Only where all that is wrong is that the sources lack PACKAGES, a pattern, it is no fault.
off() {
    local name=$1 why=$2 log=$3 packages=$4 errors
    errors=$(grep -oE 'error [A-Z]+[0-9]+: .*' "$log")
    if [ -n "$errors" ] && ! grep -qvE "^error NU110[0-3]: Unable to (find package|resolve) '?($packages)(\. | |')" <<<"$errors"; then
        offs=$((offs + 1))
        echo "  off   $name: $why"
    else
        fail "$name cannot be restored" "$log"
    fi
}

echo "packing $version"
NUGET_PACKAGES=$cache dotnet pack "$root" -c Release -o "$work/feed" >"$work/pack.log" 2>&1 || { tail -25 "$work/pack.log"; exit 1; }

for project in "$here"/*/; do cp -R "$project" "$work/"; done
rm -rf "$work"/*/bin "$work"/*/obj
cat >"$work/Directory.Build.props" <<PROPS
<Project>
  <PropertyGroup>
    <LstmGenVersion>$version</LstmGenVersion>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
</Project>
PROPS
cat >"$work/nuget.config" <<CONFIG
<configuration>
  <packageSources>
    <clear />
    <add key="packed" value="feed" />
    <add key="restored before" value="$cache" />
    <add key="with the SDK" value="$library_packs" />
    <add key="elsewhere" value="${LSTMGEN_PACKAGE_SOURCE:-feed}" />
  </packageSources>
  <packageSourceMapping>
    <packageSource key="packed"><package pattern="LstmGen.*" /></packageSource>
    <packageSource key="restored before"><package pattern="*" /></packageSource>
    <packageSource key="with the SDK"><package pattern="*" /></packageSource>
    <packageSource key="elsewhere"><package pattern="*" /></packageSource>
  </packageSourceMapping>
  <fallbackPackageFolders><clear /></fallbackPackageFolders>
</configuration>
CONFIG
cd "$work" || exit 1

expect Console "console: 15 epochs" dotnet run --project Console -c Release
expect App "app: learnt" dotnet run --project App -c Release
expect Strict "Build succeeded" dotnet build Strict -c Release
expect Service "service: 50 of 50 answers are right" dotnet run --project Service -c Release
if grep -qF "service: Healthy, bad input gives 400 application/problem+json" Service.log; then pass "Service: health, bad input"; else fail "Service: health, bad input" Service.log; fi
expect Subwords "subwords: the end, 5 ids" dotnet run --project Subwords -c Release
expect Gpu "gpu: agrees" dotnet run --project Gpu -c Release

# Weights compiled in. A second build packs nothing again.
for project in Weights WrongWeights; do cp "$here/../Interchange.Tests/Files/words.safetensors" "$project/"; done
cp "$here/../Interchange.Tests/Files/keras3-words.keras" Weights/
expect Weights "weights: as trained" dotnet run --project Weights -c Release
expect Interchange "interchange: the same" dotnet run --project Weights -c Release --no-build
touch "$work/between"
expect WeightsAgain "Build succeeded" dotnet build Weights -c Release
packed=Weights/obj/Release/net10.0/lstmgen/Packed.Reviews.safetensors.gz
if [ ! -e "$packed" ]; then fail "there is no $packed"
elif [ "$packed" -nt between ]; then fail "a second build packed the weights again"
else pass "a second build packs no weights"
fi
refuse WrongWeights "its tensor 'both.weight_ih_l0' is [12, 3], and the declaration needs [15, 3]" dotnet build WrongWeights

# The tool, installed from the packed file into a folder of its own.
model="$here/../Interchange.Tests/Files/keras3-words.keras"
expect ToolInstall "successfully installed" dotnet tool install LstmGen.Tool --tool-path tool --version "$version"
expect ToolInspect "[Gru(4, Bidirectional = true, Name = \"both\")]" tool/lstmgen inspect "$model"
expect ToolImport "wrote" tool/lstmgen import "$model" --class Reviews --out imported
expect ToolVerify "same: outputs" tool/lstmgen verify "$model" imported/reviews.safetensors
expect ToolExport "wrote" tool/lstmgen export imported/reviews.safetensors imported/reviews.onnx
expect ToolVerifyOnnx "same: outputs" tool/lstmgen verify "$model" imported/reviews.onnx

# The templates, installed from the packed file with a home of their own, and what they make.
templates() { DOTNET_CLI_HOME="$work/home" dotnet new "$@"; }
expect TemplateInstall "lstmgen-service" templates install "feed/LstmGen.Templates.$version.nupkg"
expect TemplateForecast "created successfully" templates lstmgen -o My.Forecast
expect TemplateForecastRun "next value: " dotnet run --project My.Forecast -c Release -p:TreatWarningsAsErrors=true
expect TemplateText "created successfully" templates lstmgen-text -o Opinions
expect TemplateTextRun '"a waste of time" is bad' dotnet run --project Opinions -c Release -p:TreatWarningsAsErrors=true
expect TemplateService "created successfully" templates lstmgen-service -o Answers
expect TemplateServiceBuild "Build succeeded" dotnet build Answers -c Release -p:TreatWarningsAsErrors=true -p:EnableRequestDelegateGenerator=true # as ahead of time
# The program itself and not dotnet run, so that it can be ended. It is asked as soon as it says where it listens.
(cd Answers && exec ./bin/Release/net10.0/Answers --urls http://127.0.0.1:0) >Answers.log 2>&1 &
service=$!
for _ in $(seq 120); do grep -q "Now listening on" Answers.log && break; sleep 0.5; done
port=$(grep -oE 'http://127.0.0.1:[0-9]+' Answers.log | head -1)
expect TemplateServiceHealth "Healthy" curl -sSf "$port/health"
expect TemplateServicePredict "values" curl -sSf "$port/predict" -H 'content-type: application/json' -d '{"rows":[[0.1],[0.2],[0.3]]}'
if grep -qE '^\{"values":\[-?[0-9][0-9.eE+-]*\]\}$' TemplateServicePredict.log; then pass "TemplateServicePredict: one value"; else fail "TemplateServicePredict: not one value" TemplateServicePredict.log; fi
expect TemplateServiceBadInput '"status":400' curl -sS "$port/predict" -H 'content-type: application/json' -d '{"rows":[[0.1,0.2]]}'
kill "$service"
wait "$service" 2>/dev/null

refuse OldFramework NU1202 dotnet build OldFramework
refuse OldData NU1202 dotnet build OldData
if dotnet restore FSharpApp >"$work/FSharp.log" 2>&1; then
    expect FSharpApp "f#: learnt" dotnet run --project FSharpApp -c Release
    refuse FSharpModel "declare the model in a C# project" dotnet build FSharpModel
else
    off "F#" "FSharp.Core is neither in $cache nor with the SDK" FSharp.log "FSharp.Core"
fi

# One file, and only what is used of it: with the runtime's pack, where it can be restored.
packs='Microsoft\.(NETCore|AspNetCore)\.App\.[A-Za-z0-9.-]+|Microsoft\.NET\.ILLink\.Tasks|(runtime\.[a-z0-9-]+\.)?Microsoft\.DotNet\.ILCompiler'
if dotnet restore Console -r linux-x64 -p:PublishTrimmed=true >"$work/Trimmed.log" 2>&1; then
    expect Trimmed "Console -> " dotnet publish Console -c Release -r linux-x64 -p:PublishSingleFile=true -p:PublishTrimmed=true -p:NoWarn=IL2104 -o trimmed
    expect TrimmedRun "console: 15 epochs" ./trimmed/Console
    expect WeightsTrimmed "Weights -> " dotnet publish Weights -c Release -r linux-x64 -p:PublishSingleFile=true -p:PublishTrimmed=true -p:NoWarn=IL2104 -o weights-trimmed
    expect WeightsTrimmedRun "weights: as trained" ./weights-trimmed/Weights
    expect InterchangeTrimmedRun "interchange: the same" ./weights-trimmed/Weights
else
    off "trimmed" "the runtime's pack is in no source (LSTMGEN_PACKAGE_SOURCE)" Trimmed.log "$packs"
fi

# The same compiled ahead of time, where the compiler can be restored.
if dotnet restore Weights -r linux-x64 -p:PublishAot=true >"$work/Ahead.log" 2>&1; then
    expect WeightsAhead "Weights -> " dotnet publish Weights -c Release -r linux-x64 -p:PublishAot=true -p:IlcInstructionSet=native -o weights-ahead
    expect WeightsAheadRun "weights: as trained" ./weights-ahead/Weights
    expect InterchangeAheadRun "interchange: the same" ./weights-ahead/Weights
else
    off "ahead of time" "the compiler is in no source (LSTMGEN_PACKAGE_SOURCE)" Ahead.log "$packs"
fi

# What is packed names no folder of the machine that built it.
if grep -rlF "$root" "$work/cache"/lstmgen.* >"$work/Paths.log" 2>/dev/null; then fail "a package names $root" "$work/Paths.log"; else pass "no package names the folder it was built in"; fi

echo "packages: $passes passed, $failures failed, $offs off"
[ "$failures" -eq 0 ]
