"""Runs both programs of the pretraining benchmark by turns and prints ratios.

The peer runs under every wait policy of OpenMP and its best one counts; ours runs as a user would run it. Of each, the fastest round counts.

Updates alone are timed, over ready batches of rows of equal length: a run over text, which has shorter rows among them and tokenizes, masks, makes
batches and judges beside, is not what the figure is of. Both programs see the same batches; their weights are drawn from the same distribution, each by its
own generator, so that their losses begin and end near each other and are not equal.
"""
import argparse
import json
import os
import subprocess
import sys

OURS = ["dotnet", "bin/Release/net10.0/PastaGen.PretrainBenchmark.dll", "time"]
POLICIES = ["default", "passive", "active"]


def run(command, environment):
    clean = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"}
    done = subprocess.run(command, env={**clean, **environment}, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout.strip().splitlines()[-1])


def losses(result):
    return f"{result['first_loss']:.4f} - {result['last_loss']:.4f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precisions", default="bf16,fp32")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=3, help="how often the programs take turns")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--json", help="file for all figures")
    options = parser.parse_args()
    rows = []
    print("updates over ready batches of 16 rows of 128 tokens; losses from the first update to the last")
    print(f"{'precision':<9} {'peer tokens/s':>13} {'policy':>8} {'ours tokens/s':>13} {'ratio':>6} {'peer MB':>8} {'ours MB':>8} {'peer loss':>16} {'ours loss':>16}")
    for precision in options.precisions.split(","):
        common = ["--config", "modernbert.json", "--precision", precision, "--rounds", str(options.rounds), "--threads", str(options.threads)]
        theirs, ours = [], []
        for _ in range(options.repeats):
            ours.append(run([*OURS, *common], {}))
            for policy in POLICIES:
                theirs.append(run([sys.executable, "pretrain_peer.py", "time", *common], {} if policy == "default" else {"OMP_WAIT_POLICY": policy}))
        peer, own = (min(results, key=lambda result: result["seconds_per_step"]) for results in (theirs, ours))
        rows.append({"precision": precision, "peer": peer, "ours": own})
        print(f"{precision:<9} {peer['tokens_per_second']:13.0f} {peer['wait_policy']:>8} {own['tokens_per_second']:13.0f} {own['tokens_per_second'] / peer['tokens_per_second']:6.2f} "
              f"{peer['peak_memory_bytes'] / 1e6:8.0f} {own['peak_memory_bytes'] / 1e6:8.0f} {losses(peer):>16} {losses(own):>16}", flush=True)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(rows, file, indent=1)


main()
