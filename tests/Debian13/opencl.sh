#!/usr/bin/env bash
# What run.sh runs inside the root: random models, the golden cases, a sample. A model takes some seconds, since PoCL compiles its kernels.
set -euo pipefail
cd /lstmgen
conformance=tests/Conformance/bin/Release/net10.0/LstmGen.Conformance.dll
dotnet $conformance --device opencl --random "$LSTMGEN_RANDOM_GPU_CASES"
[ ! -e /golden/index.json ] || dotnet $conformance --device opencl /golden
dotnet samples/Forecast/bin/Release/net10.0/Forecast.dll --fast --device opencl --out /tmp/forecast
