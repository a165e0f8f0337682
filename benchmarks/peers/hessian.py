"""The curvature work of benchmarks/Curvature/HessianSpeed.cs in python3-torch, one line "name seconds" each: CPU seconds of one repetition.

Written for this comparison; the power iteration and the Lanczos quadrature do what PyHessian does (one vector after the other, tolerance
1e-3, full reorthogonalisation in one pass), on graphs that are kept, which PyHessian keeps too.
"""
import sys
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(0)


def network(widths, dtype):
    layers = []
    for i, (d, n) in enumerate(zip(widths, widths[1:])):
        layers += [torch.nn.Linear(d, n)] + ([torch.nn.ReLU()] if i + 2 < len(widths) else [])
    return torch.nn.Sequential(*layers).to(dtype)


def problem(widths, samples, dtype):
    model = network(widths, dtype)
    x = torch.randn(samples, widths[0], dtype=dtype)
    y = torch.randint(widths[-1], (samples,))
    return model, list(model.parameters()), lambda: torch.nn.functional.cross_entropy(model(x), y)


def seconds(work, least=0.5):
    work()
    best = float("inf")
    for _ in range(3):
        count, start = 0, time.process_time()
        while count == 0 or time.process_time() - start < least:
            work()
            count += 1
        best = min(best, (time.process_time() - start) / count)
    return best


def cached(parameters, loss):
    gradients = torch.autograd.grad(loss(), parameters, create_graph=True)

    def product(vectors):
        return torch.autograd.grad(gradients, parameters, vectors, retain_graph=True)

    return product


def split(flat, parameters):
    parts = flat.split([p.numel() for p in parameters])
    return [part.view_as(p) for part, p in zip(parts, parameters)]


def flat(tensors):
    return torch.cat([t.reshape(-1) for t in tensors])


def inner(a, b):
    return sum((x * y).sum() for x, y in zip(a, b))


def normalised(v):
    length = inner(v, v).sqrt()
    return [x / (length + 1e-6) for x in v]


def orthogonalised(w, basis):
    for b in basis:
        c = inner(w, b)
        w = [x - c * y for x, y in zip(w, b)]
    return normalised(w)


def power(product, parameters, count=10, limit=100, tolerance=1e-3):
    values, vectors = [], []
    for _ in range(count):
        v, value = normalised([torch.randn_like(p) for p in parameters]), None
        for _ in range(limit):
            v = orthogonalised(v, vectors)
            image = product(v)
            found = inner(image, v).item()
            v = normalised(image)
            if value is not None and abs(value - found) / (abs(value) + 1e-6) < tolerance:
                value = found
                break
            value = found
        values.append(value)
        vectors.append(v)
    return values


def quadrature(product, parameters, probes=10, steps=100):
    for _ in range(probes):
        v = normalised([torch.randint_like(p, 2) * 2 - 1 for p in parameters])
        basis, alphas, betas, w = [v], [], [], None
        for step in range(steps):
            if step:
                beta = inner(w, w).sqrt().item()
                betas.append(beta)
                v = orthogonalised(w, basis)
                basis.append(v)
            image = product(v)
            alpha = inner(image, v).item()
            alphas.append(alpha)
            w = [x - alpha * y for x, y in zip(image, v)]
            if step:
                w = [x - betas[-1] * y for x, y in zip(w, basis[-2])]
        t = torch.diag(torch.tensor(alphas)) + torch.diag(torch.tensor(betas), 1) + torch.diag(torch.tensor(betas), -1)
        torch.linalg.eigh(t)


def exact_loop(product, parameters):
    size = sum(p.numel() for p in parameters)
    unit = torch.zeros(size, dtype=parameters[0].dtype)
    rows = torch.empty(size, size, dtype=unit.dtype)
    for i in range(size):
        unit[i] = 1
        rows[i] = flat(product(split(unit, parameters)))
        unit[i] = 0
    return rows


def exact_chunks(parameters, loss, chunk=32):
    size = sum(p.numel() for p in parameters)
    gradients = torch.autograd.grad(loss(), parameters, create_graph=True)
    rows = torch.empty(size, size, dtype=parameters[0].dtype)
    for start in range(0, size, chunk):
        count = min(chunk, size - start)
        units = torch.zeros(count, size, dtype=rows.dtype)
        units[:, start : start + count] = torch.eye(count, dtype=rows.dtype)
        parts = units.split([p.numel() for p in parameters], 1)
        vectors = [part.reshape(count, *p.shape) for part, p in zip(parts, parameters)]
        found = torch.autograd.grad(gradients, parameters, vectors, retain_graph=True, is_grads_batched=True)
        rows[start : start + count] = torch.cat([f.reshape(count, -1) for f in found], 1)
    return rows


def once(work):
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def report(name, value):
    print(f"{name} {value:.6g}", flush=True)


def large(samples, dtype, tag):
    model, parameters, loss = problem([784, 256, 256, 10], samples, dtype)
    vector = [torch.randn_like(p) for p in parameters]
    product = cached(parameters, loss)
    report(f"gradient-{tag}", seconds(lambda: torch.autograd.grad(loss(), parameters)))
    report(f"hvp-{tag}", seconds(lambda: product(vector)))
    return parameters, product


def main(parts):
    if "hvp" in parts:
        large(256, torch.float32, "256-f32")
        large(1024, torch.float32, "1024-f32")
        large(256, torch.float64, "256-f64")
    if "spectra" in parts:
        parameters, product = large(256, torch.float32, "spectra")
        report("slq", once(lambda: quadrature(product, parameters))[0])
    if "exact" in parts:
        model, parameters, loss = problem([48, 44, 50, 10], 512, torch.float64)
        size = sum(p.numel() for p in parameters)
        product = cached(parameters, loss)
        loop, matrix = once(lambda: exact_loop(product, parameters))
        report("exact-loop", loop)
        report("exact-chunks", once(lambda: exact_chunks(parameters, loss))[0])
        matrix = (matrix + matrix.t()) / 2
        report("eigenvalues", once(lambda: torch.linalg.eigvalsh(matrix))[0])
        report("parameters", size)


def given(path, widths, samples, dtype):
    """The network, inputs and classes that the benchmark wrote, float64 one after the other."""
    model = network(widths, dtype)
    numbers = torch.frombuffer(bytearray(open(path, "rb").read()), dtype=torch.float64)
    parameters, start = list(model.parameters()), 0
    with torch.no_grad():
        for p in parameters:
            p.copy_(numbers[start : start + p.numel()].view_as(p))
            start += p.numel()
    x = numbers[start : start + samples * widths[0]].view(samples, widths[0]).to(dtype)
    y = numbers[-samples:].long()
    return parameters, lambda: torch.nn.functional.cross_entropy(model(x), y)


def top(path, widths, samples, dtype):
    parameters, loss = given(path, [int(w) for w in widths.split(",")], int(samples), getattr(torch, dtype))
    product = cached(parameters, loss)
    product([torch.randn_like(p) for p in parameters])
    runs = [once(lambda: power(product, parameters)) for _ in range(3)]
    found, values = min(runs, key=lambda run: run[0])
    report("seconds", found)
    for value in values:
        print(f"value {value:.17g}", flush=True)


if sys.argv[1:2] == ["top"]:
    top(*sys.argv[2:])
else:
    main(sys.argv[1:] or ["hvp", "spectra", "exact"])
