"""Tells whether two executed notebooks show the same: python3 same_outputs.py OURS.ipynb JUPYTERS.ipynb"""

import json
import re
import sys

CLOCK = re.compile("TotalProcessorTime|Stopwatch")  # such cells show what they measured: the same forms, not the same numbers
TIMES = re.compile(r"\d+(\.\d+)?(e-?\d+)? ?(ms|s)\b")  # what the clock said differs from run to run


def text(value):
    return "".join(value) if isinstance(value, list) else json.dumps(value, sort_keys=True)


def shown(cell):
    """Streams joined, as front ends show them; each display in all its forms."""
    parts = []
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            form = {output["name"]: text(output["text"])}
            if parts and parts[-1].keys() == form.keys():
                parts[-1][output["name"]] += form[output["name"]]
                continue
        elif output["output_type"] == "error":
            form = {"error": output["evalue"]}
        else:
            form = {kind: text(value) for kind, value in output["data"].items()}
        parts.append(form)
    return [{kind: TIMES.sub("TIME", value) for kind, value in part.items()} for part in parts]


def main(ours, jupyters):
    pair = [json.load(open(path, encoding="utf-8"))["cells"] for path in (ours, jupyters)]
    different = 0
    for number, cells in enumerate(zip(*pair, strict=True), 1):
        first, second = map(shown, cells)
        if CLOCK.search(text(cells[0]["source"])):
            first, second = ([dict.fromkeys(part) for part in parts] for parts in (first, second))
        if first != second:
            different += 1
            print(f"{jupyters}: cell {number} shows", [sorted(part) for part in second], "not", [sorted(part) for part in first])
            for a, b in zip(first, second):
                for kind in a.keys() & b.keys():
                    if a[kind] != b[kind]:
                        at = next(i for i, (x, y) in enumerate(zip(a[kind] + "\0", b[kind] + "\0")) if x != y)
                        print(f"  {kind} from {at}: {b[kind][at:at + 60]!r} not {a[kind][at:at + 60]!r}")
    return 1 if different else 0


sys.exit(main(*sys.argv[1:]))
