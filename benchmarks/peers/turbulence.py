"""A Heun step of the Navier-Stokes equations by scipy.fft, rotational form, sphere |k| < N/3: prints 'name milliseconds' of CPU time."""

import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np
import scipy.fft


class Box:
    def __init__(self, n, real, nu=0.016):
        self.n, self.real, self.nu = n, real, nu
        full = np.fft.fftfreq(n, 1 / n).astype(real)
        half = np.arange(n // 2 + 1).astype(real)
        self.k = (full[:, None, None], full[None, :, None], half[None, None, :])
        self.k2 = sum(k * k for k in self.k)
        self.keep = (self.k2 < n * n / 9).astype(real)
        self.inverse = 1 / np.where(self.k2 == 0, 1, self.k2).astype(real)

    def to_space(self, f):
        return scipy.fft.irfftn(f, s=(self.n,) * 3, axes=(1, 2, 3), workers=1)

    def term(self, u):
        kx, ky, kz = self.k
        w = np.empty_like(u)
        w[0] = 1j * (ky * u[2] - kz * u[1])
        w[1] = 1j * (kz * u[0] - kx * u[2])
        w[2] = 1j * (kx * u[1] - ky * u[0])
        a, b = self.to_space(u), self.to_space(w)
        c = np.empty_like(a)
        c[0] = a[1] * b[2] - a[2] * b[1]
        c[1] = a[2] * b[0] - a[0] * b[2]
        c[2] = a[0] * b[1] - a[1] * b[0]
        f = scipy.fft.rfftn(c, axes=(1, 2, 3), workers=1)
        f *= self.keep
        p = (kx * f[0] + ky * f[1] + kz * f[2]) * self.inverse
        for i in range(3):
            f[i] -= self.k[i] * p
        return f

    def step(self, u, dt):
        decay = np.exp(-self.nu * dt * self.k2).astype(self.real)
        first = self.term(u)
        second = self.term(decay * (u + dt * first))
        u = decay * (u + 0.5 * dt * first) + 0.5 * dt * second
        p = (self.k[0] * u[0] + self.k[1] * u[1] + self.k[2] * u[2]) * self.inverse
        for i in range(3):
            u[i] -= self.k[i] * p
        return u


for n in (int(a) for a in sys.argv[1:]):
    for real, name in ((np.float32, "single"), (np.float64, "double")):
        box = Box(n, real)
        field = np.random.default_rng(1).standard_normal((3, n, n, n)).astype(real)
        u = scipy.fft.rfftn(field, axes=(1, 2, 3)) * box.keep
        u = box.step(u, real(1e-4))
        best = 1e9
        for _ in range(5):
            start = time.process_time()
            for _ in range(3):
                u = box.step(u, real(1e-4))
            best = min(best, (time.process_time() - start) / 3)
        print(f"{n} {name}\t{1e3 * best}", flush=True)
