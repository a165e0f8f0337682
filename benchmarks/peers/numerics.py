"""The work of Numerics/AgainstScipy.cs in numpy and scipy: prints one line 'name seconds' of CPU time each."""

import os
import time

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np
import scipy.fft
from scipy.integrate import solve_ivp
from scipy.optimize import curve_fit


def lorenz(t, y):
    return [10 * (y[1] - y[0]), y[0] * (28 - y[2]) - y[1], y[0] * y[1] - 8 / 3 * y[2]]


def van_der_pol(t, y):
    return [y[1], ((1 - y[0] * y[0]) * y[1] - y[0]) * 1e6]


def misra(x, a, b):
    return a * (1 - np.exp(-b * x))


x = np.linspace(10, 800, 200)
y = misra(x, 240, 5e-4) + 0.1 * np.sin(7 * x)
grid = np.random.default_rng(1).standard_normal((64, 64, 64)) + 0j
random = np.random.default_rng(1)

work = {
    "Lorenz, RK45, t = 100, rtol 1e-8": (1, lambda: solve_ivp(lorenz, (0, 100), [1, 1, 1], rtol=1e-8, atol=1e-10)),
    "van der Pol 1e-6, stiff, rtol 1e-6": (1, lambda: solve_ivp(van_der_pol, (0, 2), [2, 0], method="Radau", rtol=1e-6, atol=1e-6)),
    "10^7 Gaussians": (1, lambda: random.standard_normal(10_000_000)),
    "Levenberg-Marquardt, 200 points": (20, lambda: curve_fit(misra, x, y, [500, 1e-4])),
    "FFT and inverse, 64^3 complex": (5, lambda: scipy.fft.ifftn(scipy.fft.fftn(grid))),
}

for name, (repetitions, run) in work.items():
    run()
    start = time.process_time()
    for _ in range(repetitions):
        run()
    print(f"{name}\t{(time.process_time() - start) / repetitions}", flush=True)
