#!/usr/bin/env python3
"""Makes the page's table and plot of a finished comparison.

usage: table.py RESULTS.jsonl PLOT.svg > table.md
"""
import json
import math
import statistics
import sys

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720, 400, 56, 44, 16, 24


def main():
    cells = [json.loads(line) for line in open(sys.argv[1])]
    rows = [row(name, cells) for name in dict.fromkeys(cell["method"] for cell in cells)]
    rows.sort(key=lambda one: one["trained"])
    print("| method | trained parameters | learning rate | dev accuracy, mean of 3 | spread | seconds a step | peak memory | delta |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for one in rows:
        print(f"| {one['method']} | {one['trained']:,} | {one['rate']} | {one['mean']:.3f} | {one['spread']:.3f} | {one['step']} | {one['peak']} | {size(one['bytes'])} |")
    with open(sys.argv[2], "w") as file:
        print(plot(rows), file=file)


def row(name, cells):
    scores = [cell for cell in cells if cell["method"] == name and cell["cell"] == "score"]
    costs = [cell for cell in cells if cell["method"] == name and cell["cell"] == "cost"]
    # The rate that every seed was trained with is the best of the grid.
    rate = max({cell["rate"] for cell in scores}, key=lambda one: sum(cell["rate"] == one for cell in scores))
    best = [cell["accuracy"] for cell in scores if cell["rate"] == rate]
    return {
        "method": name, "rate": rate, "trained": scores[0]["trained"], "bytes": scores[0]["delta_bytes"],
        "mean": statistics.mean(best), "spread": statistics.stdev(best) if len(best) > 1 else 0.0,
        "step": f"{min(cell['seconds_per_step'] for cell in costs):.3f}" if costs else "",
        "peak": size(min(cell["peak_bytes"] for cell in costs)) if costs else "",
    }


def size(count):
    return f"{count / 2**20:.1f} MiB" if count >= 2**20 else f"{count / 2**10:.1f} KiB"


def plot(rows):
    lowest = math.floor(min(one["mean"] - one["spread"] for one in rows) * 50) / 50
    highest = math.ceil(max(one["mean"] + one["spread"] for one in rows) * 50) / 50
    first, last = math.log10(rows[0]["trained"]) - 0.3, math.log10(rows[-1]["trained"]) + 0.3

    def place(trained, score):
        return (LEFT + (math.log10(trained) - first) / (last - first) * (WIDTH - LEFT - RIGHT),
                TOP + (highest - score) / (highest - lowest) * (HEIGHT - TOP - BOTTOM))

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for step in range(round((highest - lowest) * 50) + 1):
        score = lowest + step / 50
        _, y = place(rows[0]["trained"], score)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/><text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{score:.2f}</text>')
    for power in range(math.ceil(first), math.floor(last) + 1):
        x, _ = place(10 ** power, lowest)
        parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#eee"/><text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{10 ** power:,}</text>')
    points = [place(one["trained"], one["mean"]) for one in rows]
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    for one, (x, y) in zip(rows, points):
        above, below = (place(one["trained"], one["mean"] + sign * one["spread"])[1] for sign in (1, -1))
        parts.append(f'<path d="M{x:.1f} {above:.1f}V{below:.1f}" stroke="#c33"/><circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#c33"/>')
        left, baseline = named(one["method"], x, y, taken)
        parts.append(f'<text x="{left:.1f}" y="{baseline:.1f}">{one["method"]}</text>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 6}" text-anchor="middle">trained parameters, head included</text>')
    parts.append(f'<text x="{LEFT + 6}" y="{TOP + 10}">dev accuracy, mean of three seeds and one standard deviation</text></svg>')
    return "\n".join(parts)


def named(text, x, y, taken):
    """Where a point's name stands: the first place around it where nothing else does; takes that place."""
    width = 6.5 * len(text)
    for left, baseline in ((x + 8, y + 4), (x - 8 - width, y + 4), (x + 6, y - 8), (x - 6 - width, y - 8), (x + 6, y + 16), (x - width / 2, y - 16), (x - width / 2, y + 24)):
        box = (left, baseline - 10, left + width, baseline + 3)
        if box[2] < WIDTH and not any(box[0] < right and start < box[2] and box[1] < bottom and top < box[3] for start, top, right, bottom in taken):
            break
    taken.append(box)
    return left, baseline


main()
