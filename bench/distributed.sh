#!/usr/bin/env bash
# Measures an update of three models on 1, 2 and 4 ranks, a processor each, with Open MPI: over shared memory, over TCP of one machine, and, as root, over
# TCP between two network namespaces that stand for two machines, without and with a delay and a bandwidth (tc netem; where the kernel lacks
# it, tc tbf, a bandwidth without a delay). Writes bench/results/distributed.md, or the file named. What the machine cannot do it leaves
# out, and says so.
#   bench/distributed.sh [FILE]
#   RANKS="1 2 4"   NETWORKS="500us:1gbit 50us:10gbit"   a delay in each direction, and a bandwidth
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
file=${1:-$root/bench/results/distributed.md}
program=$root/bench/Ranks/bin/Release/net10.0/lstmgen-ranks.dll
[ -n "${NO_BUILD:-}" ] || dotnet build -c Release -v q -nologo "$root/bench/Ranks"
mpirun=$(command -v mpirun.openmpi || command -v mpirun) || { echo "mpirun is missing: install openmpi-bin" >&2; exit 1; }
export TERM=dumb LSTMGEN_THREADS=1
as_root=()
[ "$(id -u)" -ne 0 ] || as_root=(--allow-run-as-root)
processors=$(nproc)
tcp=(--mca pml ob1 --mca btl tcp,self)

# run WORD RANKS COMMAND...: the rows of a run.
run() {
    local word=$1 ranks=$2
    shift 2
    local pinned=(--bind-to "${bind:-core}")
    if [ "$ranks" -gt "$processors" ]; then pinned=(--oversubscribe --bind-to none); word="$word, $ranks ranks on $processors processors"; fi
    "$@" "${as_root[@]}" "${pinned[@]}" -n "$ranks" dotnet "$program" "$word" | grep '^|' | tee -a "$file"
}

{
    echo "# Updates on several ranks"
    echo
    echo "$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2- | xargs), $processors processors; $($mpirun --version | head -1); $(date -u +%Y-%m-%d)."
    echo "64 rows of 32 steps, a thread per rank; medians of the milliseconds of an update, without and with overlap of the exchange with the"
    echo "backward pass of the last shard. \"No shards\" is the batch as a whole."
    echo
    echo "| network | model | parameters | ranks | shards | ms | ms with overlap |"
    echo "|---|---|---|---|---|---|---|"
} >"$file"

for ranks in ${RANKS:-1 2 4}; do run "shared memory" "$ranks" "$mpirun"; done
for ranks in ${RANKS:-1 2 4}; do [ "$ranks" -eq 1 ] || run "TCP, loopback" "$ranks" "$mpirun" "${tcp[@]}"; done

# Two network namespaces joined by a cable; mpirun enters the second one in place of ssh.
if [ "$(id -u)" -ne 0 ] || ! ip netns add lstmgen1 2>/dev/null; then
    echo "Off: two network namespaces need root and ip netns" | tee -a "$file"
    exit 0
fi
agent=$(mktemp)
trap 'ip netns del lstmgen1; ip netns del lstmgen2 2>/dev/null || true; rm -f "$agent"' EXIT
ip netns add lstmgen2
ip link add cable1 netns lstmgen1 type veth peer name cable2 netns lstmgen2
for end in 1 2; do
    ip -n lstmgen$end addr add 10.77.0.$end/24 dev cable$end
    ip -n lstmgen$end link set cable$end up
    ip -n lstmgen$end link set lo up
done
printf '#!/bin/sh\nshift\nexec ip netns exec lstmgen2 sh -c "$*"\n' >"$agent"
chmod +x "$agent"
two=(ip netns exec lstmgen1 "$mpirun" --mca plm_rsh_agent "$agent" "${tcp[@]}" --mca btl_tcp_if_include 10.77.0.0/24 --mca oob_tcp_if_include 10.77.0.0/24)

# Each of the two has a daemon of its own, and both would give their first rank the first processor.
bind=none
for network in none ${NETWORKS:-500us:1gbit 50us:10gbit}; do
    word="two hosts, ${network/:/, }"
    [ "$network" != none ] || word="two hosts"
    delay=${network%%:*} rate=${network##*:}
    for end in 1 2; do
        ip netns exec lstmgen$end tc qdisc del dev cable$end root 2>/dev/null || true
        [ "$network" != none ] || continue
        if ip netns exec lstmgen$end tc qdisc add dev cable$end root netem delay "$delay" rate "$rate" limit 100000 2>/dev/null; then continue; fi
        word="two hosts, $rate without a delay"
        ip netns exec lstmgen$end tc qdisc add dev cable$end root tbf rate "$rate" burst 128kb latency 100ms 2>/dev/null || word=
    done
    if [ -z "$word" ]; then
        echo "Off: $network, because this kernel has neither netem nor tbf" | tee -a "$file"
        continue
    fi
    run "$word" 2 "${two[@]}" --host 10.77.0.1:1,10.77.0.2:1
    [ "$processors" -lt 4 ] || run "$word" 4 "${two[@]}" --host 10.77.0.1:2,10.77.0.2:2
done
