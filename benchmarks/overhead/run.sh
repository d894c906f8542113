#!/usr/bin/env bash
# Times the same small operators from C# and from Python on one libtorch, in one run, and prints the ratio of each.
# PYTHON names the interpreter whose torch is the peer; Debian's python3-torch shares its libtorch with the engine.
set -euo pipefail
cd "$(dirname "$0")"
python="${PYTHON:-/usr/bin/python3}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

dotnet build -c Release -v q --nologo Overhead.csproj >"$work/build" || { cat "$work/build"; exit 1; }
dotnet bin/Release/net10.0/Overhead.dll >"$work/ours"
"$python" overhead.py >"$work/theirs"

awk -F'\t' '
    BEGIN { printf "%-18s %10s %10s %8s %14s\n", "operator", "C# ns", "Python ns", "ratio", "managed bytes" }
    NR == FNR { theirs[$1] = $2; next }
    { ratio = $2 / theirs[$1]; if (ratio > worst) worst = ratio; printf "%-18s %10d %10d %8.2f %14d\n", $1, $2, theirs[$1], ratio, $3 }
    END { printf "worst ratio %.2f\n", worst }
' "$work/theirs" "$work/ours"
