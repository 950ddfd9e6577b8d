#!/usr/bin/env bash
# Runs in a root of Debian 13 what Debian 12 is too old for:
# - emitted kernels on OpenCL where there is no GPU, on PoCL 6, which computes on the processor: random models (LSTMGEN_RANDOM_GPU_CASES of
#   them), the golden cases where LSTMGEN_GOLDEN names their folder, and a sample;
# - ranks of Open MPI 5.0.
# tests/Debian13/run.sh [ROOT]   ROOT keeps Debian (about 900 MB) for the next run; by default a folder in the user's cache.
# Needs root, debootstrap and mount namespaces; says "Off" and why where it lacks one of them.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
root=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/lstmgen/debian-13}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

off() { echo "Off: neither OpenCL nor Open MPI 5.0 was tested: $1"; exit 0; }

[ "$(id -u)" -eq 0 ] || off "this needs root"
command -v debootstrap >/dev/null || off "debootstrap is missing"
unshare -m true 2>/dev/null || off "mount namespaces are not allowed here"

if [ ! -e "$root/complete" ]; then
    rm -rf "$root"
    mkdir -p "$root"
    timeout 900 debootstrap --variant=minbase --include=libicu76,ca-certificates,pocl-opencl-icd,ocl-icd-libopencl1,openmpi-bin trixie "$root" >"$log" 2>&1 ||
        { tail -5 "$log"; off "Debian 13 could not be installed"; }
    ln -sf libOpenCL.so.1 "$root"/usr/lib/*/libOpenCL.so # the name that ILGPU asks for lacks the version
    touch "$root/complete"
fi

cd "$repository" || exit 1
for project in tests/Conformance samples/Forecast tests/Distributed.Tests; do
    dotnet build "$project" -c Release -v q -nologo >"$log" 2>&1 || { tail -20 "$log"; exit 1; }
done

sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
golden=${LSTMGEN_GOLDEN:-}
export sdk root repository golden
# The mounts are gone with the namespace.
timeout "${LSTMGEN_DEBIAN13_SECONDS:-1200}" unshare -m bash -euo pipefail -c '
    bind() { mkdir -p "$root$2"; mount --rbind "$1" "$root$2"; }
    bind "$sdk" /opt/dotnet
    bind "$repository" /lstmgen
    for folder in /proc /dev /sys; do bind "$folder" "$folder"; done
    [ -z "$golden" ] || bind "$golden" /golden
    inside() {
        chroot "$root" /usr/bin/env -i PATH=/opt/dotnet:/usr/bin:/bin HOME=/tmp DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 \
            LSTMGEN_RANDOM_GPU_CASES="${LSTMGEN_RANDOM_GPU_CASES:-12}" bash "/lstmgen/tests/Debian13/$1"
    }
    inside opencl.sh
    inside open-mpi.sh
'
