"""The work of SparseIdentification/SparseSpeed.cs as one would write it in numpy: prints a line 'seconds name' of CPU time each."""

import os
import sys
import time
from itertools import combinations_with_replacement

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np
from scipy.integrate import solve_ivp

ROUNDS = int(sys.argv[1])
DT = 0.002


def lorenz(x):
    return np.array([10 * (x[1] - x[0]), x[0] * (28 - x[2]) - x[1], x[0] * x[1] - 8 / 3 * x[2]])


def trajectory(samples):
    x = np.array([-8.0, 8.0, 27.0])
    rows = np.empty((samples, 3))
    for i in range(samples):
        rows[i] = x
        a = lorenz(x)
        b = lorenz(x + DT / 2 * a)
        c = lorenz(x + DT / 2 * b)
        d = lorenz(x + DT * c)
        x = x + DT / 6 * (a + 2 * b + 2 * c + d)
    return rows


def library(x, degree):
    columns = [np.ones(len(x))]
    for d in range(1, degree + 1):
        for powers in combinations_with_replacement(range(x.shape[1]), d):
            columns.append(np.prod(x[:, powers], axis=1))
    return np.stack(columns, axis=1)


def stlsq(gram, right, threshold=0.05):
    """Sequentially thresholded least squares on unit-norm columns, by the normal equations."""
    scale = np.sqrt(np.diag(gram))
    g, b = gram / np.outer(scale, scale), right / scale[:, None]
    found = np.zeros_like(b)
    for e in range(b.shape[1]):
        support = np.arange(len(g))
        while True:
            c = np.linalg.solve(g[np.ix_(support, support)], b[support, e])
            kept = np.abs(c) >= threshold * np.linalg.norm(b[:, e]) / len(g)
            if kept.all():
                break
            support = support[kept]
        found[support, e] = c
    return found / scale[:, None]


def fit(x, degree):
    theta, slopes = library(x, degree), np.gradient(x, DT, axis=0)
    return stlsq(theta.T @ theta, theta.T @ slopes)


def ensemble(x, models=100, blocks=200):
    theta, slopes = library(x, 3), np.gradient(x, DT, axis=0)
    grams = np.stack([t.T @ t for t in np.array_split(theta, blocks)])
    rights = np.stack([t.T @ s for t, s in zip(np.array_split(theta, blocks), np.array_split(slopes, blocks))])
    weights = np.random.default_rng(1).exponential(size=(models, blocks))
    return [stlsq(np.tensordot(w, grams, 1), np.tensordot(w, rights, 1)) for w in weights]


def weak(x, half=50, functions=1000, power=6):
    s = np.linspace(-1, 1, 2 * half + 1)
    value, slope = (1 - s * s) ** power, -2 * power * s * (1 - s * s) ** (power - 1) / (half * DT)
    firsts = np.arange(0, len(x) - 2 * half, max(1, (len(x) - 2 * half) // functions))
    theta = library(x, 3)
    rows = np.stack([value @ theta[f : f + 2 * half + 1] for f in firsts])
    target = -np.stack([slope @ x[f : f + 2 * half + 1] for f in firsts])
    return stlsq(rows.T @ rows, rows.T @ target)


def cpu(work, repeats=1):
    work()
    best = np.inf
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(repeats):
            work()
        best = min(best, (time.process_time() - start) / repeats)
    return best


large = trajectory(1_000_000)
small = large[:10_000]
law = fit(small, 3)
point = np.array([[1.0, 2.0, 20.0]])
times = 0.01 * np.arange(501)
work = {
    "Lorenz degree 3, 10 k": lambda: cpu(lambda: fit(small, 3), 20),
    "Lorenz degree 3, 1 M": lambda: cpu(lambda: fit(large, 3)),
    "Lorenz degree 5, 1 M": lambda: cpu(lambda: fit(large, 5)),
    "weak form, 1000 functions, 10 k": lambda: cpu(lambda: weak(small), 5),
    "ensemble of 100, degree 3, 10 k": lambda: cpu(lambda: ensemble(small)),
    "simulation of 5 time units": lambda: cpu(
        lambda: solve_ivp(
            lambda t, y: (library(y[None], 3) @ law)[0], (0, 5), [-8, 8, 27], t_eval=times, rtol=1e-8, atol=1e-10
        )
    ),
    "one prediction": lambda: cpu(lambda: library(point, 3) @ law, 1000),
}
for name, measure in work.items():
    print(f"{measure():.4g} {name}", flush=True)
