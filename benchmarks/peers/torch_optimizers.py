"""The peer of benchmarks/Torch/OptimizerSteps.cs: runs the cases named on standard input, one a line with a number of
steps, and answers each with the seconds of processor time that it took."""

import sys
import time

import torch
from torch import nn, optim

torch.set_num_threads(1)


def learned(*shape):
    parameter = nn.Parameter(torch.randn(shape))
    parameter.grad = torch.randn(shape)
    return parameter


def small():
    return [learned(8, 16) if index < 10 else learned(16) for index in range(20)]


def train_step():
    network = nn.Sequential(nn.Linear(8, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 1))
    x, y = torch.randn(64, 8), torch.randn(64, 1)
    loss = nn.MSELoss()
    optimizer = optim.Adam(network.parameters())

    def step():
        optimizer.zero_grad()
        loss(network(x), y).backward()
        optimizer.step()

    return step


cases = {
    "adam_20_small": lambda: optim.Adam(small()).step,
    "adamw_20_small": lambda: optim.AdamW(small(), weight_decay=0.01).step,
    "sgd_momentum_20_small": lambda: optim.SGD(small(), 1e-3, 0.9).step,
    "rmsprop_20_small": lambda: optim.RMSprop(small()).step,
    "adam_1_large": lambda: optim.Adam([learned(1 << 20)]).step,
    "train_step_small_net": train_step,
}
ready = {}
for line in sys.stdin:
    name, count = line.split()
    if name not in ready:
        ready[name] = cases[name]()
        for _ in range(int(count) // 4):
            ready[name]()
    start = time.process_time()
    for _ in range(int(count)):
        ready[name]()
    print(time.process_time() - start, flush=True)
