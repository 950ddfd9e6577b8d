#!/usr/bin/env bash
# What run.sh runs inside the root: the built tests, the golden cases, a sample.
set -euo pipefail
cd /lstmgen
dotnet test tests/Ilgpu.Tests/bin/Release/net10.0/LstmGen.Ilgpu.Tests.dll \
    --filter 'FullyQualifiedName~RandomModelTests|FullyQualifiedName~LayerTests|FullyQualifiedName~HeadTests|FullyQualifiedName~AttentionTests|FullyQualifiedName~StreamTests'
[ ! -d /golden ] || dotnet tests/Conformance/bin/Release/net10.0/LstmGen.Conformance.dll --device opencl /golden
dotnet samples/Forecast/bin/Release/net10.0/Forecast.dll --fast --device opencl --out /tmp/forecast
