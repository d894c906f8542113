#!/usr/bin/env bash
# Judges backbones: trains each method on each task, seed 1, and appends one JSON line per finished cell to results.jsonl in OUTPUT; a cell that
# stands there is not trained again. Needs the public data sets under PASTAGEN_SHARED/data; the requests are the project's own.
# usage: run.sh OUTPUT LABEL FAMILY BACKBONE   (FAMILY: Modernbert or Bert; TASKS, METHODS and SEEDS in the environment narrow it)
set -euo pipefail
[[ $# -eq 4 ]] || { sed -n 4p "$0" >&2; exit 2; }
output=$(mkdir -p "$1" && realpath "$1") label=$2 family=$3 backbone=$(realpath "$4")
cd "$(dirname "$0")"
data=$(realpath "${PASTAGEN_SHARED:-../../../shared}")/data
requests=$(realpath ../../data/requests)
dotnet build -c Release -v q --nologo Backbone.csproj >"$output/build.txt" || { cat "$output/build.txt"; exit 1; }
program=bin/Release/net10.0/PastaGen.BackboneBenchmark.dll
[[ $family == Bert ]] && linear=BertHeadOnly full=5e-5 || linear=ModernbertLinearOnly full=5e-4
[[ $family == Bert ]] && methods="$linear:5e-3 BertPasta:1e-2 BertFull:$full" \
    || methods="$linear:5e-3 ModernbertHeadOnly:5e-3 ModernbertPasta:1e-1,5e-3 ModernbertLora:2e-3 ModernbertFull:$full"

# Trains one cell. $1: task, $2: model, $3: rate, or that of vectors and that of the head with a comma between, $4: seed, then the options of
# pasta train.
cell() {
    local task=$1 model=$2 rate=$3 seed=$4 key
    shift 4
    key="\"backbone\": \"$label\", \"task\": \"$task\", \"model\": \"$model\", \"rate\": \"$rate\", \"seed\": $seed"
    ! grep -qF "$key" "$output/results.jsonl" 2>/dev/null || return 0
    dotnet "$program" train "$model" --backbone "$backbone" --batch-size 32 --learning-rate "${rate%%,*}" --head-learning-rate "${rate##*,}" --warmup-ratio 0.06 --seed "$seed" \
        --precision auto --output "$output/run" --fresh --json "$@" >"$output/report.json" 2>"$output/errors.txt" || { tail -n 1 "$output/errors.txt" >&2; exit 1; }
    python3 - "$output/report.json" "{$key" <<'PYTHON' | tee -a "$output/results.jsonl"
import json, sys
report = json.load(open(sys.argv[1]))
scores = [round(epoch["metrics"]["accuracy"], 4) for epoch in report["epochs"]]
print(f'{sys.argv[2]}, "accuracy": {json.dumps(scores)}, "trained": {report["trained_parameters"]}, "seconds": {report["seconds"]:.0f}}}')
PYTHON
    rm -rf "$output/run"
}

for seed in ${SEEDS:-1}; do
    for task in ${TASKS:-requests trec sst2 banking77}; do
        for method in ${METHODS:-$methods}; do
            case $task in
            requests) arguments=(--train "$requests/train.tsv" --dev "$requests/dev.tsv" --epochs 20 --max-length 96) ;;
            trec) arguments=(--task trec --encoding latin1 --train "$data/trec/train_5500.label" --dev "$data/trec/TREC_10.label" --epochs 10 --max-length 64) ;;
            sst2) arguments=(--train "$data/sst2/train.tsv" --dev "$data/sst2/dev.tsv" --limit 8000 --epochs 4 --max-length 64) ;;
            banking77) arguments=(--train "$data/banking77/train.csv" --dev "$data/banking77/test.csv" --label-column-name category --epochs 8 --max-length 64) ;;
            *) echo "run.sh: '$task' is no task" >&2; exit 2 ;;
            esac
            cell "$task" "${method%%:*}" "${method##*:}" "$seed" "${arguments[@]}"
        done
    done
done
