using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Operators;

/// <summary>Random programs of operators, here and in Python's torch, on the same numbers.</summary>
public class PythonTests(ITestOutputHelper output)
{
    private const string Python = "/usr/bin/python3";

    private static readonly (string Name, Func<Tensor, Tensor, Tensor> Run)[] Operators =
    [
        ("add", (x, y) => x + y),
        ("sub", (x, y) => x - y),
        ("mul", (x, y) => x * y),
        ("atan2", (x, y) => x.atan2(y)),
        ("maximum", (x, y) => x.maximum(y)),
        ("minimum", (x, y) => x.minimum(y)),
        ("hypot", (x, y) => x.hypot(y)),
        ("logaddexp", (x, y) => x.logaddexp(y)),
        ("tanh", (x, _) => x.tanh()),
        ("sin", (x, _) => x.sin()),
        ("sigmoid", (x, _) => x.sigmoid()),
        ("erf", (x, _) => x.erf()),
        ("relu", (x, _) => x.relu()),
        ("square", (x, _) => x.square()),
        ("neg", (x, _) => -x),
        ("cumsum", (x, _) => x.cumsum(1)),
        ("softmax", (x, _) => x.softmax(1)),
        ("flip", (x, _) => x.flip(0, 1)),
        ("sort", (x, _) => x.sort(1).values),
        ("gram", (x, y) => x.matmul(y.T).matmul(x) / 12),
        ("scale", (x, _) => 0.5 * x + 1),
        ("index", (x, _) => x[TensorIndex.Tensor(torch.tensor([2L, 0, 1]))]),
        ("center", (x, _) => x - x.mean([1], keepdim: true)),
    ];

    private const string Peer = """
        import sys, torch
        torch.set_num_threads(1)
        ops = dict(gram=lambda x, y: x @ y.T @ x / 12, scale=lambda x, y: 0.5 * x + 1, index=lambda x, y: x[[2, 0, 1]],
                   center=lambda x, y: x - x.mean(1, keepdim=True), cumsum=lambda x, y: x.cumsum(1),
                   softmax=lambda x, y: x.softmax(1), flip=lambda x, y: x.flip(0, 1), sort=lambda x, y: x.sort(1).values)
        for name in "add sub mul atan2 maximum minimum hypot logaddexp".split():
            ops[name] = lambda x, y, f=getattr(torch, name): f(x, y)
        for name in "tanh sin sigmoid erf relu square neg".split():
            ops[name] = lambda x, y, f=getattr(torch, name): f(x)
        for line in sys.stdin:
            numbers, names = line.split("|")
            x, y = torch.tensor([float(n) for n in numbers.split()], dtype=torch.float64).reshape(2, 3, 4)
            for name in names.split():
                x, y = ops[name](x, y), x
            print(" ".join(repr(v) for v in x.flatten().tolist()), flush=True)
        """;

    [Fact]
    public void A_hundred_random_programs_agree()
    {
        if (!File.Exists(Python) || !Directory.Exists("/usr/lib/python3/dist-packages/torch"))
        {
            output.WriteLine("No python3-torch on this machine: nothing to compare with.");
            return;
        }
        var start = new ProcessStartInfo(Python) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Peer);
        using var python = Process.Start(start)!;
        var random = new System.Random(17);
        for (var program = 0; program < 100; program++)
        {
            using var scope = NewDisposeScope();
            var numbers = Enumerable.Range(0, 24).Select(_ => random.NextDouble() * 4 - 2).ToArray();
            var steps = Enumerable.Range(0, 8).Select(_ => Operators[random.Next(Operators.Length)]).ToArray();
            var names = string.Join(' ', steps.Select(step => step.Name));
            python.StandardInput.WriteLine(
                $"{string.Join(' ', numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)))}|{names}"
            );
            var inputs = torch.tensor(numbers, [2, 3, 4]);
            var (x, y) = (inputs[0], inputs[1]);
            foreach (var step in steps)
                (x, y) = (step.Run(x, y), x);
            var theirs = python
                .StandardOutput.ReadLine()!
                .Split(' ')
                .Select(n => double.Parse(n, CultureInfo.InvariantCulture));
            foreach (var (ours, expected) in x.contiguous().data<double>().ToArray().Zip(theirs))
                Assert.True(
                    Math.Abs(ours - expected) <= 1e-12 * Math.Max(1, Math.Abs(expected)),
                    $"{names}: {ours:R} here, {expected:R} in Python"
                );
        }
        python.StandardInput.Close();
    }
}
