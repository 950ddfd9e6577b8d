#!/usr/bin/env bash
# Measures LstmGen and the peers that are installed, case by case in one run. A run that was broken off goes on where it stopped.
#   bench/run.sh [--cases 'raw_lstm_*,sine'] [--threads 1,2] [--modes train,infer,stream] [--budget SECONDS] [--rounds 3] [--minutes N] [--out FILE]
# Peers, each left out where it is missing or named in $WITHOUT ("products functions needed libtorch onnxruntime pytorch onednn rtneural"):
#   products       the matrix products of a case with LstmGen's kernels and nothing else: a floor, no rival
#   functions      the same and the exponentials and hyperbolic tangents of the cells' forward pass: a floor too
#   needed         the same, values brought in and handed out, threads that meet at steps whose units they share, packing, clipping, Adam
#   libtorch       of TorchSharp's package, restored here: 600 MB
#   ONNX Runtime   of its package, restored here; or $ORT_LIBRARY, a libonnxruntime.so
#   oneDNN         libdnnl.so.2 with its headers (or $DNNL_INCLUDE), for the raw LSTMs
#   RTNeural       $RTNEURAL, its sources, with Eigen's headers ($EIGEN or /usr/include/eigen3), for the sample streams (--cases group:sample)
#   PyTorch        an old row: a python3 with torch (or $PYTHON), on its own BLAS and, where oneDNN lies beside it, on oneDNN's
#   $PEERS         a folder with a torch_rnn.py of one's own that writes the same keys: run beside, case by case
# WIDTH=256 holds LstmGen, libtorch, PyTorch and oneDNN to AVX2; ONNX Runtime asks the processor itself and is left out then.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
built=$root/artifacts/bench
bench="$root/bench/Peers/bin/Release/net10.0/lstmgen-bench.dll"
mkdir -p "$built"
[ -n "${NO_BUILD:-}" ] || dotnet build -c Release -v q "$root/bench/Peers"

# What .NET compiles again while it runs would take a processor from the peer that is measured next. Only the project's own peer does so, as
# its users' programs do; it waits after its samples until that is over.
export DOTNET_TieredCompilation=0
peers=(--peer "env -u DOTNET_TieredCompilation dotnet $bench work")
case " ${WITHOUT:-} " in *" products "*) ;; *) peers+=(--peer "dotnet $bench products") ;; esac # the products alone, no library: a floor
case " ${WITHOUT:-} " in *" functions "*) ;; *) peers+=(--peer "dotnet $bench products functions") ;; esac
case " ${WITHOUT:-} " in *" needed "*) ;; *) peers+=(--peer "dotnet $bench products needed") ;; esac

case ${WIDTH:-} in
    '') ;;
    256) export LSTMGEN_SIMD=256 ATEN_CPU_CAPABILITY=avx2 ONEDNN_MAX_CPU_ISA=AVX2 OPENBLAS_CORETYPE=Haswell MKL_ENABLE_INSTRUCTIONS=AVX2 ;;
    *) echo "WIDTH is '$WIDTH'; it can be 256, or unset for all that the processor has" >&2; exit 2 ;;
esac

without() { case " ${WITHOUT:-} " in *" $1 "*) true ;; *) false ;; esac; }

# Packages of hundreds of megabytes: neither the project's solution nor its two commands restore them.
native=$root/bench/Peers.Native
if ! without libtorch; then
    torch=$native/Torch/bin/Release/net10.0/lstmgen-bench-torch.dll
    if { [ -n "${NO_BUILD:-}" ] && [ -f "$torch" ]; } || dotnet build -c Release -v q "$native/Torch"; then
        peers+=(--peer "dotnet $torch")
    else
        echo "without libtorch: bench/Peers.Native/Torch was not built" >&2
    fi
fi

if ! without onnxruntime; then
    onnx=$native/OnnxRuntime/bin/Release/net10.0/lstmgen-bench-onnx.dll
    if [ -n "${WIDTH:-}" ]; then
        echo "without ONNX Runtime: it cannot be held to a width" >&2
    elif [ -n "${ORT_LIBRARY:-}" ]; then
        peers+=(--peer "dotnet $bench onnx $ORT_LIBRARY")
    elif { [ -n "${NO_BUILD:-}" ] && [ -f "$onnx" ]; } || dotnet build -c Release -v q "$native/OnnxRuntime"; then
        peers+=(--peer "dotnet $onnx")
    else
        echo "without ONNX Runtime: bench/Peers.Native/OnnxRuntime was not built" >&2
    fi
fi

python=""
for candidate in "${PYTHON:-}" python3 /usr/bin/python3; do
    if ! without pytorch && [ -n "$candidate" ] && "$candidate" -c 'import torch' 2>/dev/null; then python=$candidate; break; fi
done
if [ -n "$python" ]; then
    peers+=(--peer "$python $root/bench/PyTorch/torch_rnn.py")
    if cc -O2 -shared -fPIC -o "$built/libsgemm_onednn.so" "$root/bench/PyTorch/sgemm_onednn.c" -l:libdnnl.so.2 2>/dev/null; then
        peers+=(--peer "env LD_PRELOAD=$built/libsgemm_onednn.so $python $root/bench/PyTorch/torch_rnn.py")
    fi
elif ! without pytorch; then
    echo "without PyTorch: no python3 imports torch; set PYTHON" >&2
fi

if without onednn; then
    :
elif c++ -O2 -std=c++17 ${DNNL_INCLUDE:+-I"$DNNL_INCLUDE"} -o "$built/onednn_lstm" "$root/bench/OneDnn/onednn_lstm.cpp" -l:libdnnl.so.2 2>/dev/null; then
    peers+=(--peer "$built/onednn_lstm")
else
    echo "without oneDNN's LSTM: it needs libdnnl.so.2 and its headers (DNNL_INCLUDE)" >&2
fi

if [ -n "${RTNEURAL:-}" ] && ! without rtneural; then
    if [ -n "${NO_BUILD:-}" ] && [ -x "$built/rtneural_stream" ] || c++ -O3 -march=native -std=c++17 \
        -DRTNEURAL_USE_EIGEN=1 -DEIGEN_STACK_ALLOCATION_LIMIT=0 -DRTNEURAL_DEFAULT_ALIGNMENT=32 -DRTNEURAL_NAMESPACE=RTNeural \
        -DVERSION="\"${RTNEURAL_VERSION:-}\"" -I "$RTNEURAL" -I "$RTNEURAL/modules/json" -I "${EIGEN:-/usr/include/eigen3}" \
        -o "$built/rtneural_stream" "$root/bench/RtNeural/rtneural_stream.cpp"; then
        peers+=(--peer "$built/rtneural_stream")
    else
        echo "without RTNeural: $RTNEURAL or Eigen's headers do not compile" >&2
    fi
fi

if [ -n "${PEERS:-}" ]; then
    peers+=(--external "${python:-python3} $PEERS/torch_rnn.py --cases-file $root/bench/cases.json")
fi

cd "$root"
exec dotnet "$bench" run "${peers[@]}" "$@"
