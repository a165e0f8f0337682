"""The peer of benchmarks/Torch: runs the cases named on standard input, one a line with a repeat count, and answers
each with the seconds of processor time that it took."""

import sys
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(0)


def small_operation():
    x, y = torch.randn(8), torch.randn(8)

    def run(count):
        z = x
        for _ in range(count):
            z = x + y
        return z

    return run


def small_chain():
    x = torch.randn(8)

    def run(count):
        z = x
        for _ in range(count):
            z = torch.tanh(x * 2.0 + 1.0)
        return z

    return run


def forward_backward():
    layers = [torch.nn.Linear(8, 128), torch.nn.Linear(128, 128), torch.nn.Linear(128, 16)]
    parameters = [p for layer in layers for p in layer.parameters()]
    x = torch.randn(4096, 8)

    def run(count):
        for _ in range(count):
            h = torch.tanh(torch.nn.functional.linear(x, layers[0].weight, layers[0].bias))
            h = torch.tanh(torch.nn.functional.linear(h, layers[1].weight, layers[1].bias))
            y = torch.nn.functional.linear(h, layers[2].weight, layers[2].bias)
            torch.autograd.grad((y * y).mean(), parameters)

    return run


def matrix_product():
    a, b = torch.randn(1024, 1024), torch.randn(1024, 1024)

    def run(count):
        for _ in range(count):
            torch.matmul(a, b)

    return run



cases = {
    "small_operation": small_operation,
    "small_chain": small_chain,
    "forward_backward": forward_backward,
    "matrix_product": matrix_product,
}
ready = {}
for line in sys.stdin:
    name, count = line.split()
    if name not in ready:
        ready[name] = cases[name]()
        ready[name](max(1, int(count) // 10))
    start = time.process_time()
    ready[name](int(count))
    print(time.process_time() - start, flush=True)
