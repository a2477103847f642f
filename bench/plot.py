#!/usr/bin/env python3
"""Draws time and memory against the number of articles from bench/data.tsv: bench/plot.py [DATA [SVG]].

Both axes are logarithmic. Of several rows of one program, profile and size the last counts. Lines carry their names, so
that there is no legend; colours follow the reader's light or dark setting.
"""

import html
import math
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WIDTH, HEIGHT, TOP, BOTTOM, PANEL, LABELS = 960, 500, 96, 52, 330, 102
LEFTS = (58, 58 + PANEL + LABELS + 46)
SIZES = [10**3, 10**4, 10**5, 10**6]
NAMES = {"floor": "Floor", "dateline": "Dateline", "blades": "Blades", "hugo": "Hugo", "eleventy": "Eleventy"}
STYLE = """
text { font: 13px system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: var(--ink) }
.title { font-size: 20px; font-weight: 700 } .panel { font-weight: 600; font-size: 14px }
.name { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round }
.quiet { fill: var(--quiet); font-size: 12px }
.grid { stroke: var(--grid); stroke-width: 1 } .axis { stroke: var(--quiet); stroke-width: 1 }
.line { fill: none; stroke: var(--peer); stroke-width: 1.75; stroke-linejoin: round } .dot { fill: var(--peer) }
.dateline .line { stroke: var(--own); stroke-width: 3 } .dateline .dot { fill: var(--own) }
.dateline text { fill: var(--own); font-weight: 700 }
.floor .line { stroke-dasharray: 2 4; stroke-linecap: round } .floor text { fill: var(--quiet) }
svg { --paper: #fff; --ink: #1c1c1c; --quiet: #626262; --grid: #e4e4e4; --peer: #6b7480; --own: #b3261e }
@media (prefers-color-scheme: dark) {
svg { --paper: #15181c; --ink: #ececec; --quiet: #a3a9b0; --grid: #30353b; --peer: #98a2ae; --own: #ff8a7a } }
"""


def read(path):
    """Points by (program, profile): {size: (seconds, megabytes)}."""
    lines = {}
    with open(path, encoding="utf-8") as file:
        for row in list(file)[1:]:
            if row.strip():
                size, program, profile, seconds, _, _, _, memory, _ = row.rstrip("\n").split("\t")
                lines.setdefault((program, profile), {})[int(size)] = (float(seconds), float(memory))
    return lines


def spread(wanted, gap):
    """Heights of labels, in the same order, at least a gap apart and near those wanted."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    at = [wanted[index] for index in order]
    for _ in range(200):
        for low in range(len(at) - 1):
            short = gap - (at[low + 1] - at[low])
            if short > 0:
                at[low], at[low + 1] = at[low] - short / 2, at[low + 1] + short / 2
    return [height for _, height in sorted(zip(order, at))]


def seconds(value):
    return f"{value:g} s" if value < 60 else f"{value / 60:,.0f} min" if value < 3600 else f"{value / 3600:,.0f} h"


def megabytes(value):
    return f"{value:g} MB" if value < 1000 else f"{value / 1000:g} GB"


def panel(left, title, lines, which, ticks, label):
    """One of the two drawings, with its grid and the names of its lines."""
    values = [point[which] for line in lines.values() for point in line.values()] or [ticks[0], ticks[-1]]
    least = max([tick for tick in ticks if tick <= min(values)], default=ticks[0])
    most = min([tick for tick in ticks if tick >= max(values)], default=ticks[-1])
    bottom = HEIGHT - BOTTOM

    def x(size):
        return left + PANEL * (math.log10(size) - 3) / 3

    def y(value):
        return bottom - (bottom - TOP) * math.log10(max(value, least) / least) / math.log10(most / least)

    yield f'<text class="panel" x="{left}" y="{TOP - 18}">{title}</text>'
    for tick in ticks:
        if least <= tick <= most:
            yield f'<path class="grid" d="M{left} {y(tick):.1f}H{left + PANEL}"/>'
            yield f'<text class="quiet" x="{left - 8}" y="{y(tick) + 4:.1f}" text-anchor="end">{label(tick)}</text>'
    yield f'<path class="axis" d="M{left} {bottom}H{left + PANEL}"/>'
    for size in SIZES:
        yield f'<path class="axis" d="M{x(size):.1f} {bottom}v5"/>'
        yield f'<text class="quiet" x="{x(size):.1f}" y="{bottom + 20}" text-anchor="middle">{size:,}</text>'
    yield f'<text class="quiet" x="{left + PANEL / 2}" y="{bottom + 40}" text-anchor="middle">articles</text>'
    ends = [(max(line), line[max(line)][which]) for line in lines.values()]
    # Names only keep clear of names that end at the same size.
    heights = [0.0] * len(ends)
    for last in {size for size, _ in ends}:
        same = [index for index, (size, _) in enumerate(ends) if size == last]
        for index, height in zip(same, spread([y(ends[index][1]) for index in same], 16)):
            heights[index] = height
    for ((program, profile), line), (last, _), height in zip(lines.items(), ends, heights):
        name = NAMES.get(program, program) + (", all work" if profile == "all" else "")
        path = "L".join(f"{x(size):.1f} {y(line[size][which]):.1f}" for size in sorted(line))
        yield f'<g class="{html.escape(program)}"><path class="line" d="M{path}"/>'
        for size, point in sorted(line.items()):
            yield f'<circle class="dot" cx="{x(size):.1f}" cy="{y(point[which]):.1f}" r="3"/>'
        # A line that ends early has its name above its end, where no line of this slope passes.
        early = last < max(size for size, _ in ends)
        place = f'x="{x(last) + 4:.1f}" y="{height - 10:.1f}" text-anchor="end"' if early else f'x="{x(last) + 9:.1f}" y="{height + 4:.1f}"'
        yield f'<text class="name" {place}>{html.escape(name)}</text></g>'


def draw(lines):
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title">'
    yield f'<title id="title">Time and memory of a cold build against the number of articles</title><style>{STYLE}</style>'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="var(--paper)"/>'
    yield '<text class="title" x="18" y="32">A cold build, from a thousand articles to a million</text>'
    yield '<text class="quiet" x="18" y="52">Same articles, each program in a new process; both axes logarithmic. Lower is better.</text>'
    yield from panel(LEFTS[0], "Time", lines, 0, [0.01, 0.1, 1, 10, 60, 600, 3600, 36000], seconds)
    yield from panel(LEFTS[1], "Memory at its peak", lines, 1, [1, 10, 100, 1000, 10000, 100000], megabytes)
    if not lines:
        yield f'<text class="quiet" x="{WIDTH / 2}" y="{HEIGHT / 2}" text-anchor="middle">Nothing measured yet</text>'
    yield "</svg>"


def main():
    data = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "data.tsv")
    to = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, "plot.svg")
    with open(to, "w", encoding="utf-8") as file:
        file.write("\n".join(draw(read(data))) + "\n")


if __name__ == "__main__":
    main()
