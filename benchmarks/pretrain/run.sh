#!/usr/bin/env bash
# Sets a step of pretraining (ModernBERT of 6 layers and hidden 256, 16 rows of 128 tokens, words scored at masked positions alone) beside plain
# PyTorch's on the same libtorch, in one run, with both programs' losses. Ready batches of rows of equal length are timed: not tokenizing, masking,
# making batches or judging, and no rows of unlike length, so that the figure is not that of a run over text. Options go to compare.py:
# --precisions, --rounds, --repeats, --threads, --json. PYTHON names the interpreter whose torch is the peer; Debian's python3-torch shares its
# libtorch with the engine.
set -euo pipefail
cd "$(dirname "$0")"
python="${PYTHON:-/usr/bin/python3}"
recorded="${PASTAGEN_SHARED:-../../../shared}/goldens/models/modernbert-mlm"
build="$(mktemp)"
trap 'rm -f "$build"' EXIT

if [[ -d $recorded ]]; then "$python" pretrain_peer.py check "$recorded"
else echo "no recorded answers at $recorded: the peer is not checked" >&2
fi
dotnet build -c Release -v q --nologo Pretrain.csproj >"$build" || { cat "$build"; exit 1; }
"$python" compare.py "$@"
