"""Our own PyTorch peers of the flows: RealNVP, neural-spline couplings, and the isotropic coupling flow. Prints processor time as thousand samples a
second, one thread, batch 4096: training step, log-density, sampling."""

import json
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)
torch.manual_seed(0)
DIMENSION, BATCH = 8, 4096


def network(inputs, outputs, width):
    return nn.Sequential(
        nn.Linear(inputs, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, outputs)
    )


class AffineCoupling(nn.Module):
    def __init__(self, parity, width):
        super().__init__()
        self.kept = [i for i in range(DIMENSION) if i % 2 == parity]
        self.moved = [i for i in range(DIMENSION) if i % 2 != parity]
        self.net = network(len(self.kept), 2 * len(self.moved), width)

    def parts(self, x):
        shift, scale = self.net(x[:, self.kept]).chunk(2, dim=1)
        return shift, 4 * torch.tanh(scale / 4)

    def forward(self, x):
        shift, scale = self.parts(x)
        y = x.clone()
        y[:, self.moved] = (x[:, self.moved] + shift) * scale.exp()
        return y, scale.sum(1)

    def inverse(self, y):
        shift, scale = self.parts(y)
        x = y.clone()
        x[:, self.moved] = y[:, self.moved] * (-scale).exp() - shift
        return x


def spline(x, widths, heights, slopes, half, inverse):
    """Rational-quadratic spline with linear tails; arguments [..., bins]."""
    bins = widths.shape[-1]
    inside = x.abs() <= half
    at = x.clamp(-half, half)
    w = 2 * half * (1e-3 + (1 - 1e-3 * bins) * widths.softmax(-1))
    h = 2 * half * (1e-3 + (1 - 1e-3 * bins) * heights.softmax(-1))
    left = F.pad(w.cumsum(-1), (1, 0)) - half
    bottom = F.pad(h.cumsum(-1), (1, 0)) - half
    d = F.pad(1e-3 + F.softplus(slopes + math.log(math.e ** (1 - 1e-3) - 1)), (1, 1), value=1.0)
    knots = bottom if inverse else left
    index = (at.unsqueeze(-1) >= knots[..., 1:-1]).sum(-1, keepdim=True)
    take = lambda t: t.gather(-1, index).squeeze(-1)
    x0, y0, bw, bh, d0, d1 = take(left), take(bottom), take(w), take(h), take(d), take(d[..., 1:])
    s = bh / bw
    if inverse:
        rise = at - y0
        bend = rise * (d0 + d1 - 2 * s)
        a, b, c = bh * (s - d0) + bend, bh * d0 - bend, -s * rise
        theta = 2 * c / (-b - (b * b - 4 * a * c).clamp_min(0).sqrt())
        value = x0 + theta * bw
    else:
        theta = (at - x0) / bw
        value = y0 + bh * (s * theta * theta + d0 * theta * (1 - theta)) / (s + (d0 + d1 - 2 * s) * theta * (1 - theta))
    q = theta * (1 - theta)
    slope = 2 * (s / (s + (d0 + d1 - 2 * s) * q)).log() + (
        d1 * theta * theta + 2 * s * q + d0 * (1 - theta) ** 2
    ).log()
    return torch.where(inside, value, x), torch.where(inside, -slope if inverse else slope, torch.zeros_like(x))


class SplineCoupling(nn.Module):
    def __init__(self, parity, width, bins=8, half=5.0):
        super().__init__()
        self.kept = [i for i in range(DIMENSION) if i % 2 == parity]
        self.moved = [i for i in range(DIMENSION) if i % 2 != parity]
        self.bins, self.half = bins, half
        self.net = network(len(self.kept), len(self.moved) * (3 * bins - 1), width)

    def move(self, x, inverse):
        shape = self.net(x[:, self.kept]).view(len(x), len(self.moved), -1)
        w, h, d = shape.split([self.bins, self.bins, self.bins - 1], dim=-1)
        y = x.clone()
        y[:, self.moved], slope = spline(x[:, self.moved], w, h, d, self.half, inverse)
        return y, slope.sum(1)

    def forward(self, x):
        return self.move(x, False)

    def inverse(self, y):
        return self.move(y, True)[0]


class Flow(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def log_density(self, x):
        total = torch.zeros(len(x))
        for layer in self.layers:
            x, determinant = layer(x)
            total = total + determinant
        return total - 0.5 * (x * x).sum(1) - 0.5 * DIMENSION * math.log(2 * math.pi)

    def sample(self, count):
        x = torch.randn(count, DIMENSION)
        for layer in reversed(self.layers):
            x = layer.inverse(x)
        return x


def rate(run, seconds=3.0):
    for _ in range(3):
        run()
    count, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        run()
        count += 1
    return count * BATCH / (time.process_time() - start) / 1000


def measure(flow):
    adam = torch.optim.Adam(flow.parameters(), 1e-3)
    x = torch.randn(BATCH, DIMENSION)

    def train():
        adam.zero_grad()
        (-flow.log_density(x).mean()).backward()
        adam.step()

    def density():
        with torch.no_grad():
            flow.log_density(x)

    def score():
        y = x.clone().requires_grad_()
        torch.autograd.grad(flow.log_density(y).sum(), y)

    def sample():
        with torch.no_grad():
            flow.sample(BATCH)

    return {"train": rate(train), "density": rate(density), "score": rate(score), "sample": rate(sample)}


CASES = {
    "realnvp-64": lambda: Flow([AffineCoupling(i % 2, 64) for i in range(8)]),
    "realnvp-256": lambda: Flow([AffineCoupling(i % 2, 256) for i in range(8)]),
    "nsf-64": lambda: Flow([SplineCoupling(i % 2, 64) for i in range(6)]),
}

print(json.dumps(measure(CASES[sys.argv[1]]())))
