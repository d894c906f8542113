"""Runs both programs of the step benchmark by turns and prints ratios; run.sh prepares the folder WORK.

The peer runs under every wait policy of OpenMP and its best one counts; ours runs as a user would run it. Of each, the fastest round counts.
"""
import argparse
import json
import os
import subprocess
import sys

OURS = ["dotnet", "bin/Release/net10.0/PastaGen.StepBenchmark.dll", "time"]
POLICIES = ["default", "passive", "active"]
# The largest threshold that glibc takes; larger blocks always come from and go back to the system.
KEEP_HEAP = "glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=4294967296"
LEVERS = [
    ("as it is", [], {}),
    ("without packed rows", ["--without", "packing"], {}),
    ("without fused kernels", ["--without", "fused-kernels"], {}),
    ("without one product for Q, K, V", ["--without", "one-product"], {}),
    ("without the last layer's narrowing", ["--without", "first-positions"], {}),
    ("with freed memory kept (malloc)", [], {"GLIBC_TUNABLES": KEEP_HEAP}),
    ("with waiting threads that spin", [], {"OMP_WAIT_POLICY": "active"}),
]


def run(command, environment):
    """The program's JSON object, or the sentence with which it refused."""
    clean = {name: value for name, value in os.environ.items() if name not in ("OMP_WAIT_POLICY", "GLIBC_TUNABLES")}
    done = subprocess.run(command, env={**clean, **environment}, capture_output=True, text=True)
    if done.returncode == 0:
        return json.loads(done.stdout.strip().splitlines()[-1])
    return {"refused": (done.stderr.strip().splitlines() or ["no word"])[-1]}


def fastest(results):
    """The fastest of several runs of one program, with the lowest peak of memory among them."""
    timed = [result for result in results if "refused" not in result]
    if not timed:
        return results[0]
    return {**min(timed, key=lambda result: result["seconds_per_step"]), "peak_memory_bytes": min(result["peak_memory_bytes"] for result in timed)}


def compare(options, common):
    rows = []
    print(f"{'batches':<9} {'precision':<9} {'method':<6} {'peer s':>8} {'policy':>8} {'ours s':>8} {'time':>6} {'peer MB':>8} {'ours MB':>8} {'memory':>6}")
    for case in options.cases.split(","):
        batches, precision, method = case.split(":")
        file = os.path.join(options.work, batches + ".jsonl")
        shared = ["--batches", file, "--precision", precision, "--method", method, *common]
        theirs, ours = [], []
        for _ in range(options.repeats):
            ours.append(run([*OURS, "--backbone", os.path.join(options.work, "backbone"), *shared], {}))
            for policy in POLICIES:
                theirs.append(run([sys.executable, "peer.py", "time", "--config", "bert-base.json", *shared], {} if policy == "default" else {"OMP_WAIT_POLICY": policy}))
        peer, own = fastest(theirs), fastest(ours)
        rows.append({"batches": batches, "precision": precision, "method": method, "peer": peer, "ours": own})
        refusal = peer.get("refused") or own.get("refused")
        if refusal:
            print(f"{batches:<9} {precision:<9} {method:<6} {refusal}", flush=True)
            continue
        time, memory = own["seconds_per_step"] / peer["seconds_per_step"], own["peak_memory_bytes"] / peer["peak_memory_bytes"]
        print(f"{batches:<9} {precision:<9} {method:<6} {peer['seconds_per_step']:8.3f} {peer['wait_policy']:>8} {own['seconds_per_step']:8.3f} {time:6.2f} "
              f"{peer['peak_memory_bytes'] / 1e6:8.0f} {own['peak_memory_bytes'] / 1e6:8.0f} {memory:6.2f}", flush=True)
    return rows


def levers(options, common):
    rows = []
    for batches in ["sst2", "fixed-64"]:
        for precision in ["fp32", "bf16"]:
            print(f"\n{batches}, {precision}, pasta: each lever alone\n{'':<36} {'s':>8} {'MB':>6} {'against as it is':>17}")
            shared = ["--backbone", os.path.join(options.work, "backbone"), "--batches", os.path.join(options.work, batches + ".jsonl"), "--precision", precision, *common]
            results = {name: [] for name, _, _ in LEVERS}
            for _ in range(options.repeats):
                for name, arguments, environment in LEVERS:
                    results[name].append(run([*OURS, *shared, *arguments], environment))
            plain = fastest(results["as it is"])["seconds_per_step"]
            for name, _, _ in LEVERS:
                best = fastest(results[name])
                rows.append({"batches": batches, "precision": precision, "lever": name, **best})
                print(f"{name:<36} {best['seconds_per_step']:8.3f} {best['peak_memory_bytes'] / 1e6:6.0f} {best['seconds_per_step'] / plain:17.2f}", flush=True)
    return rows


def main():
    every = ",".join(f"{batches}:{precision}:{method}" for batches in ("sst2", "fixed-64") for precision in ("fp32", "bf16") for method in ("pasta", "full"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", metavar="WORK")
    parser.add_argument("--cases", default=every, help="batches:precision:method, by commas; default: all")
    parser.add_argument("--levers", action="store_true", help="also time ours with single levers switched")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=2, help="how often the programs take turns")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--json", help="file for all figures")
    options = parser.parse_args()
    common = ["--rounds", str(options.rounds), "--threads", str(options.threads), "--device", options.device]
    figures = {"comparison": compare(options, common) if options.cases else []}
    if options.levers:
        figures["levers"] = levers(options, common)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(figures, file, indent=1)


main()
