"""The table of measured comparisons in README.md, from benchmarks/results: python3 build/measured.py [--check]"""

import csv
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- measured: build/measured.py -->\n", "<!-- end -->\n"

# what, peer, file, the row's values, ours, theirs
ROWS = [
    ("library, regression and selection, 1 M samples of degree 5", "numpy", "sparse-speed.csv", {"what": "Lorenz degree 5, 1 M"}, "cpu_s", "numpy_cpu_s"),
    ("training a RealNVP of 8 x 64", "own torch", "flow-speed.csv", {"flow": "realnvp-64"}, "peer_train", "train"),
    ("training a spline flow of 6 x 64", "own torch", "flow-speed.csv", {"flow": "nsf-64"}, "peer_train", "train"),
    ("small tensor operation", "python3-torch", "torch.csv", {"case": "small_operation"}, "mlphys_seconds", "python_seconds"),
    ("forward and backward of a small network", "python3-torch", "torch.csv", {"case": "forward_backward"}, "mlphys_seconds", "python_seconds"),
    ("Adam, one step of a small network", "python3-torch", "torch-optimizers.csv", {"case": "train_step_small_net"}, "mlphys_seconds", "python_seconds"),
    ("18 atoms and gradient of 2000 neurons", "own sparse torch", "goal-speed.csv", {}, "goal_all_atoms", "torch_goal_all_atoms"),
    ("epoch of 2000 infomorphic neurons on 60,000 images", "own torch", "goal-speed.csv", {}, "epoch_dense", "torch_epoch_dense"),
    ("turbulence, one step at 64³, float32", "scipy.fft", "turbulence-speed.csv", {"what": "Heun step 64³ single"}, "value", "peer"),
    ("Hessian-vector product, batch 256", "python3-torch", "hessian-speed.csv", {"case": "hvp-256-f32"}, "mlphys_seconds", "peer_seconds"),
    ("ten largest Hessian eigenvalues, 4,916 parameters", "power iteration as PyHessian's", "hessian-top.csv", {"case": "P=4916 Float32"}, "mlphys_seconds", "peer_seconds"),
    ("exact Hessian of 4,916 parameters", "python3-torch", "hessian-speed.csv", {"case": "exact"}, "mlphys_seconds", "peer_seconds"),
    ("tangent kernel 784-512-512-10, 200 samples", "explicit Jacobian in python3-torch", "kernel-speed.csv", {"case": "w512 n200 full"}, "seconds", "torch_seconds"),
]


def matching(file, wanted):
    with open(ROOT / "benchmarks/results" / file, encoding="utf-8", newline="") as text:
        found = [row for row in csv.DictReader(text) if all(row[name] == value for name, value in wanted.items())]
    if not found:
        raise SystemExit(f"{file} has no row with {wanted}")
    return found[-1]


def table():
    lines = ["| what, one thread | beside | their time / ours | measured |", "|---|---|---|---|"]
    for what, peer, file, wanted, ours, theirs in ROWS:
        row = matching(file, wanted)
        lines.append(f"| {what} | {peer} | {float(row[theirs]) / float(row[ours]):.3g} | `{file}`{', ' + row['date'] if row.get('date') else ''} |")
    return "\n".join(lines) + "\n"


def main(check):
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    fresh = text[:start] + table() + text[end:]
    if not check:
        readme.write_text(fresh, encoding="utf-8")
    elif fresh != text:
        raise SystemExit("README.md does not show benchmarks/results: run python3 build/measured.py")


main("--check" in sys.argv)
