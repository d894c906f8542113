#!/usr/bin/env bash
# Sets our training step beside plain PyTorch's on the same libtorch, in one run. Options go to compare.py: --levers, --rounds, --threads,
# --repeats, --cases, --device, --json. PYTHON names the interpreter whose torch is the peer; Debian's python3-torch shares its libtorch with
# the engine. Lengths of SST-2: sst2-lengths.jsonl, 24 batches of 16 of its training rows in shuffled order, as bert-base-uncased splits them.
set -euo pipefail
cd "$(dirname "$0")"
python="${PYTHON:-/usr/bin/python3}"
recorded="${PASTAGEN_SHARED:-../../../shared}/goldens/pasta/bert-seq"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

if [[ -d $recorded ]]; then "$python" peer.py check "$recorded"
else echo "no recorded answers at $recorded: the peer is not checked" >&2
fi
dotnet build -c Release -v q --nologo Step.csproj >"$work/build" || { cat "$work/build"; exit 1; }
dotnet bin/Release/net10.0/PastaGen.StepBenchmark.dll backbone --config bert-base.json --output "$work/backbone"
for _ in 1 2 3 4; do echo '[64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64]'; done >"$work/fixed-64.jsonl"
cp sst2-lengths.jsonl "$work/sst2.jsonl"
"$python" compare.py "$work" "$@"
