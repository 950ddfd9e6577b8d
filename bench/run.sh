#!/usr/bin/env bash
# Measures LstmGen and the peers that are installed, case by case in one run. A run that was broken off goes on where it stopped.
#   bench/run.sh [--cases 'raw_lstm_*,sine'] [--threads 1,2] [--modes train,infer,stream] [--budget SECONDS] [--rounds 3] [--out FILE]
# Peers, each left out where it is missing:
#   PyTorch        a python3 with torch (or $PYTHON), on its own BLAS and, where oneDNN lies beside it, on oneDNN's
#   ONNX Runtime   $ORT_LIBRARY, a libonnxruntime.so, or $ORT_NODE, a folder with node_modules/onnxruntime-node
#   oneDNN         libdnnl.so.2 with its headers (or $DNNL_INCLUDE), for the raw LSTMs
#   $PEERS         a folder with a torch_rnn.py of one's own that writes the same keys: run beside, case by case
# WIDTH=256 holds LstmGen, PyTorch and oneDNN to AVX2; ONNX Runtime asks the processor itself and is left out then.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
built=$root/artifacts/bench
bench="$root/bench/Peers/bin/Release/net10.0/lstmgen-bench.dll"
mkdir -p "$built"
[ -n "${NO_BUILD:-}" ] || dotnet build -c Release -v q "$root/bench/Peers"

peers=(--peer "dotnet $bench work")

case ${WIDTH:-} in
    '') ;;
    256) export LSTMGEN_SIMD=256 ATEN_CPU_CAPABILITY=avx2 ONEDNN_MAX_CPU_ISA=AVX2 OPENBLAS_CORETYPE=Haswell MKL_ENABLE_INSTRUCTIONS=AVX2 ;;
    *) echo "WIDTH is '$WIDTH'; it can be 256, or unset for all that the processor has" >&2; exit 2 ;;
esac

library=${ORT_LIBRARY:-}
if [ -n "${WIDTH:-}" ]; then
    library=
elif [ -z "$library" ] && [ -n "${ORT_NODE:-}" ]; then
    library=$(find "$ORT_NODE/node_modules/onnxruntime-node/bin" -path "*/linux/*" -name 'libonnxruntime.so*' | grep "$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" | head -1)
fi
if [ -n "$library" ]; then peers+=(--peer "dotnet $bench onnx $library"); else echo "without ONNX Runtime: set ORT_LIBRARY or ORT_NODE, and no WIDTH" >&2; fi

python=""
for candidate in "${PYTHON:-}" python3 /usr/bin/python3; do
    if [ -n "$candidate" ] && "$candidate" -c 'import torch' 2>/dev/null; then python=$candidate; break; fi
done
if [ -n "$python" ]; then
    peers+=(--peer "$python $root/bench/PyTorch/torch_rnn.py")
    if cc -O2 -shared -fPIC -o "$built/libsgemm_onednn.so" "$root/bench/PyTorch/sgemm_onednn.c" -l:libdnnl.so.2 2>/dev/null; then
        peers+=(--peer "env LD_PRELOAD=$built/libsgemm_onednn.so $python $root/bench/PyTorch/torch_rnn.py")
    fi
else
    echo "without PyTorch: no python3 imports torch; set PYTHON" >&2
fi

if c++ -O2 -std=c++17 ${DNNL_INCLUDE:+-I"$DNNL_INCLUDE"} -o "$built/onednn_lstm" "$root/bench/OneDnn/onednn_lstm.cpp" -l:libdnnl.so.2 2>/dev/null; then
    peers+=(--peer "$built/onednn_lstm")
else
    echo "without oneDNN's LSTM: it needs libdnnl.so.2 and its headers (DNNL_INCLUDE)" >&2
fi

if [ -n "${PEERS:-}" ]; then
    peers+=(--external "${python:-python3} $PEERS/torch_rnn.py --cases-file $root/bench/cases.json")
fi

cd "$root"
exec dotnet "$bench" run "${peers[@]}" "$@"
