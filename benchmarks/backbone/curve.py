#!/usr/bin/env python3
"""Draws the loss of pretraining runs, each going on with the backbone of the one before, over tokens as SVG.

usage: curve.py TOKENS_PER_UPDATE METRICS.jsonl... > backbone.svg

Reads the metrics.jsonl of `pasta pretrain`. Points are the evaluations on held-out text, the line is the training loss as the runs logged it.
"""
import json
import sys

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 320, 48, 40, 16, 16
LOWEST, HIGHEST = 2.5, 9.0


def main():
    tokens = float(sys.argv[1]) / 1e6
    training, judged, last = [], [], 0.0
    for path in sys.argv[2:]:
        events = [json.loads(line) for line in open(path)]
        training += [(last + event["step"] * tokens, event["loss"]) for event in events if event["event"] == "step"]
        judged += [(last + event["step"] * tokens, event["metrics"]["loss"]) for event in events if event["event"] == "evaluated"]
        last = max(x for x, _ in training + judged)

    def place(point):
        x, y = point
        return (LEFT + x / last * (WIDTH - LEFT - RIGHT),
                TOP + (HIGHEST - min(y, HIGHEST)) / (HIGHEST - LOWEST) * (HEIGHT - TOP - BOTTOM))

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for loss in range(3, 10):
        _, y = place((0, loss))
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/><text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{loss}</text>')
    for million in range(0, int(last) + 1, 5):
        x, _ = place((million, LOWEST))
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{million}</text>')
    line = " ".join("{:.1f},{:.1f}".format(*place(point)) for point in training)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#8ab"/>')
    for point in judged:
        x, y = place(point)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#c33"/>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 6}" text-anchor="middle">million tokens</text>')
    parts.append(f'<text x="{WIDTH - RIGHT}" y="{TOP + 12}" text-anchor="end">masked-LM loss: training (line), held-out (points)</text></svg>')
    print("\n".join(parts))


main()
