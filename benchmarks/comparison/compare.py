#!/usr/bin/env python3
"""Trains nine methods on the first 1,500 lines of SST-2 over one backbone, and appends one JSON line for each finished cell to OUTPUT/results.jsonl.

usage: compare.py OUTPUT [METHOD...]

A cell that stands in the file is not trained again, so a stopped comparison goes on when the same command is typed again. Each method takes the best of
its learning rates on seed 1, then seeds 2 and 3 with that rate. Costs are cells of their own, short runs in rounds that take every method in turn: let
nothing else run meanwhile. Needs SST-2 and the backbone under PASTAGEN_SHARED (../shared); METHOD narrows it to some, COSTS=no leaves out the costs.
"""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("PASTAGEN_SHARED", ROOT / "../shared")).resolve()
METHODS = {
    "head only": ("BertHeadOnly", ["1e-3", "5e-3", "2e-2"]),
    "PASTA": ("BertPasta", ["3e-3", "1e-2", "3e-2"]),
    "(IA)³": ("BertIa3", ["3e-3", "1e-2", "3e-2"]),
    "BitFit": ("BertBitFit", ["5e-4", "1e-3", "3e-3"]),
    "tiny attention": ("BertTinyAttention", ["1e-3", "3e-3", "1e-2"]),
    "prefix": ("BertPrefix", ["3e-3", "1e-2", "3e-2"]),
    "LoRA": ("BertLora", ["5e-4", "1e-3", "3e-3"]),
    "Pfeiffer": ("BertPfeiffer", ["3e-4", "1e-3", "3e-3"]),
    "full": ("BertFull", ["2e-5", "5e-5", "1e-4"]),
}
SEEDS, COST_ROUNDS, BATCH = (1, 2, 3), (1, 2, 3), 16


def main():
    output, names = Path(sys.argv[1]), sys.argv[2:] or list(METHODS)
    output.mkdir(parents=True, exist_ok=True)
    results = Results(output)
    for name in names:
        for rate in METHODS[name][1]:
            score(results, name, rate, SEEDS[0])
    for name in names:
        tried = {rate: score(results, name, rate, SEEDS[0])["accuracy"] for rate in METHODS[name][1]}
        for seed in SEEDS[1:]:
            score(results, name, max(tried, key=tried.get), seed)
    if os.environ.get("COSTS") != "no":
        for turn in COST_ROUNDS:
            for name in names:
                cost(results, name, turn)


class Results:
    """The cells that are finished, and the file that they stand in."""

    def __init__(self, output):
        self.file, self.scratch = output / "results.jsonl", output / "run"
        lines = self.file.read_text().splitlines() if self.file.exists() else []
        self.cells = [json.loads(line) for line in lines]

    def cell(self, key, make):
        """The cell with this key: as it stands in the file, or made now and written there."""
        for cell in self.cells:
            if all(cell.get(name) == value for name, value in key.items()):
                return cell
        cell = {**key, **make()}
        with self.file.open("a") as file:
            print(json.dumps(cell, ensure_ascii=False), file=file)
        print(json.dumps(cell, ensure_ascii=False), flush=True)
        self.cells.append(cell)
        return cell


def score(results, name, rate, seed):
    def make():
        report = train(results.scratch, name, rate, seed, "--epochs", "6", "--eval-every", "2ep")
        return {
            "accuracy": report["best"]["metrics"]["accuracy"],
            "last": report["epochs"][-1]["metrics"]["accuracy"],
            "trained": report["trained_parameters"],
            "delta_bytes": report["delta"]["bytes"],
            "precision": report["precision"],
        }
    return results.cell({"cell": "score", "method": name, "rate": rate, "seed": seed}, make)


def cost(results, name, turn):
    def make():
        report = train(results.scratch, name, METHODS[name][1][0], SEEDS[0], "--max-steps", "120", "--save-every", "10m")
        steps = [json.loads(line) for line in (results.scratch / "metrics.jsonl").read_text().splitlines()]
        rates = [step["rows_per_second"] for step in steps if step["event"] == "step"]
        return {"seconds_per_step": BATCH / rates[-1], "peak_bytes": report["peak_memory_bytes"]}
    return results.cell({"cell": "cost", "method": name, "round": turn}, make)


def train(folder, name, rate, seed, *arguments):
    data = SHARED / "data/sst2"
    command = [ROOT / "pasta", "train", METHODS[name][0], "--backbone", SHARED / "weights/minilm-l6", "--train", data / "train.tsv", "--dev", data / "dev.tsv",
               "--limit", "1500", "--max-length", "64", "--batch-size", BATCH, "--learning-rate", rate, "--warmup-ratio", "0.06", "--seed", seed,
               "--output", folder, "--fresh", "--json", *arguments]
    finished = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if finished.returncode != 0:
        sys.exit(f"compare.py: {name} at {rate}, seed {seed}: {finished.stderr.strip().splitlines()[-1]}")
    return json.loads(finished.stdout)


main()
