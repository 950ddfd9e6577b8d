#!/usr/bin/env bash
# Runs on a machine with a GPU what pack.sh has packed, in 8 minutes at most, and leaves its records: measure.sh OUT [DEVICE]
# DEVICE is cuda (default) or opencl. Golden cases and random models first: figures of wrong numbers are worth nothing.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath -m "${1:?give the folder for the records}")
device=${2:-cuda}
mkdir -p "$out"
failures=0
nvidia-smi >"$out/nvidia-smi.txt" 2>&1 || echo "nvidia-smi is missing" >"$out/nvidia-smi.txt"

# part NAME SECONDS COMMAND...: its output goes to NAME.txt; a part that fails or takes too long does not stop the others.
part() {
    local name=$1 seconds=$2
    shift 2
    echo "== $name"
    timeout "$seconds" "$@" >"$out/$name.txt" 2>&1
    local status=$?
    tail -3 "$out/$name.txt"
    [ $status -eq 0 ] || { echo "$name ended with $status"; failures=$((failures + 1)); }
}

programs=$here/programs
[ ! -d "$here/golden" ] || part golden 60 "$programs/LstmGen.Conformance" --device "$device" "$here/golden"
part random 90 "$programs/LstmGen.Conformance" --device "$device" --random 60
part grid 75 "$programs/lstmgen-bench-gpu" --device "$device" --seconds 0.25 --out "$out/gpu.jsonl"
if python3 -c 'import torch, sys; sys.exit(not torch.cuda.is_available())' 2>/dev/null; then
    part torch 110 python3 "$here/torch_grid.py" "$out/torch.jsonl" 0.25
else
    echo "Off: no PyTorch with CUDA here; nothing stands beside the grid"
fi
part steady 135 "$programs/lstmgen-bench-gpu" --device "$device" --steady 120
[ $failures -eq 0 ] || { echo "$failures parts failed"; exit 1; }
