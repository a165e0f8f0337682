"""What Python's torch makes of the cases of PythonParityTests, as JSON on standard output: modules from a seed,
optimisers on Rosenbrock's function, schedulers on a rate of 0.5."""

import json

import torch
from torch import nn, optim
from torch.optim import lr_scheduler as schedules

torch.set_num_threads(1)


def module(make, *shape):
    torch.manual_seed(11)
    layer = make()
    x = torch.randn(*shape)
    y = layer(x)
    y = y[0] if isinstance(y, tuple) else y
    y.square().sum().backward()
    numbers = [y.detach().double().flatten()]
    numbers += [p.grad.double().flatten() for p in layer.parameters()]
    return torch.cat(numbers).tolist()


def path(make, steps=20):
    x = torch.tensor([-1.2, 1.0], dtype=torch.float64, requires_grad=True)
    optimizer = make([x])

    def closure():
        optimizer.zero_grad()
        loss = 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2
        loss.backward()
        return loss

    numbers = []
    for _ in range(steps):
        optimizer.step(closure)
        numbers += x.tolist()
    return numbers


def rates(make, epochs=24):
    optimizer = optim.SGD([nn.Parameter(torch.zeros(1))], 0.5, momentum=0.9)
    schedule = make(optimizer)
    numbers = []
    for epoch in range(epochs):
        numbers += [optimizer.param_groups[0]["lr"], optimizer.param_groups[0]["momentum"]]
        if epoch < epochs - 1:
            optimizer.step()
            schedule.step()
    return numbers


def plateau():
    optimizer = optim.SGD([nn.Parameter(torch.zeros(1))], 0.5)
    schedule = schedules.ReduceLROnPlateau(optimizer, factor=0.5, patience=2, cooldown=1)
    numbers = []
    for epoch in range(24):
        schedule.step(1 / (1 + epoch % 7))
        numbers.append(optimizer.param_groups[0]["lr"])
    return numbers


print(json.dumps({
    "Linear": module(lambda: nn.Linear(3, 5), 4, 3),
    "PReLU": module(lambda: nn.Sequential(nn.Linear(3, 2), nn.PReLU(2)), 4, 3),
    "Conv1d": module(lambda: nn.Conv1d(2, 4, 3, 2, 1), 2, 2, 7),
    "Conv2d": module(lambda: nn.Conv2d(4, 4, 3, dilation=2, groups=2), 1, 4, 6, 6),
    "Conv2d circular": module(lambda: nn.Conv2d(2, 3, 3, padding=1, padding_mode="circular"), 1, 2, 5, 5),
    "Conv3d": module(lambda: nn.Conv3d(2, 3, 2), 1, 2, 4, 3, 3),
    "ConvTranspose2d": module(lambda: nn.ConvTranspose2d(2, 3, 3, 2, 1, output_padding=1), 1, 2, 3, 3),
    "Network": module(lambda: nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.GELU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(16, 8),
        nn.LayerNorm(8), nn.Dropout(0.3), nn.SiLU(), nn.Linear(8, 2), nn.LogSoftmax(1)), 5, 1, 6, 6),
    "GRU": module(lambda: nn.GRU(3, 4, 2, bidirectional=True), 5, 2, 3),
    "LSTM": module(lambda: nn.LSTM(3, 4, batch_first=True), 5, 2, 3),
    "SGD": path(lambda p: optim.SGD(p, 1e-3, 0.9, nesterov=True, weight_decay=0.01)),
    "Adam": path(lambda p: optim.Adam(p, 0.1, amsgrad=True, weight_decay=0.1)),
    "AdamW": path(lambda p: optim.AdamW(p, 0.1, weight_decay=0.1)),
    "RMSProp": path(lambda p: optim.RMSprop(p, 0.01, momentum=0.5, centered=True)),
    "Adagrad": path(lambda p: optim.Adagrad(p, 0.5, lr_decay=0.1)),
    "LBFGS": path(lambda p: optim.LBFGS(p, 0.1, max_iter=3)),
    "LBFGS strong Wolfe": path(lambda p: optim.LBFGS(p, 1, max_iter=3, line_search_fn="strong_wolfe"), 10),
    "StepLR": rates(lambda o: schedules.StepLR(o, 4, 0.3)),
    "MultiStepLR": rates(lambda o: schedules.MultiStepLR(o, [3, 8, 8], 0.5)),
    "ExponentialLR": rates(lambda o: schedules.ExponentialLR(o, 0.8)),
    "PolynomialLR": rates(lambda o: schedules.PolynomialLR(o, 10, 2)),
    "ConstantLR": rates(lambda o: schedules.ConstantLR(o, 0.25, 6)),
    "LinearLR": rates(lambda o: schedules.LinearLR(o, 0.2, 0.8, 10)),
    "CosineAnnealingLR": rates(lambda o: schedules.CosineAnnealingLR(o, 8, 0.1)),
    "OneCycleLR": rates(lambda o: schedules.OneCycleLR(o, 1.0, total_steps=24)),
    "OneCycleLR of three phases": rates(lambda o: schedules.OneCycleLR(
        o, 1.0, total_steps=24, pct_start=0.25, three_phase=True, anneal_strategy="linear")),
    "CyclicLR": rates(lambda o: schedules.CyclicLR(o, 0.1, 0.9, 4, 6, mode="triangular2")),
    "SequentialLR": rates(lambda o: schedules.SequentialLR(
        o, [schedules.ConstantLR(o, 0.1, 100), schedules.ExponentialLR(o, 0.9)], [5])),
    "ReduceLROnPlateau": plateau(),
}))
