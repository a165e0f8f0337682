using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlPhys.Curvature.Kernels;
using static TorchSharp.torch;

namespace MlPhys.Benchmarks.Scaling;

/// <summary>
/// Processor seconds and extra memory of tangent kernels of 784-w-w-10 on one thread, with python3-torch's row-by-row Jacobian in the same
/// run, and of the observables of a 2000 x 2000 kernel. Argument: any label of the run.
/// </summary>
internal sealed class KernelSpeed() : Experiment("kernel-speed", "run,case,seconds,extra_gib,torch_seconds,ratio")
{
    public override void Run(string[] arguments)
    {
        var label = arguments.FirstOrDefault("first");
        set_num_threads(1);
        Lazy<JsonElement> peer = new(Peer);
        Row(
            $"{label},w512 n200 full",
            () => Line(Measure(512, 200, (k, x) => k.Full(x)), peer.Value.GetProperty("jacobian").GetDouble())
        );
        Row($"{label},w128 n200 full", () => Line(Measure(128, 200, (k, x) => k.Full(x)), double.NaN));
        Row($"{label},w512 n200 trace", () => Line(Measure(512, 200, (k, x) => k.Trace(x)), double.NaN));
        Row($"{label},w128 n1000 trace", () => Line(Measure(128, 1000, (k, x) => k.Trace(x)), double.NaN));
        Row($"{label},w512 n1000 full", () => Line(Measure(512, 1000, (k, x) => k.Full(x)), double.NaN));
        Row($"{label},observables 2000", () => Line(Observables(), peer.Value.GetProperty("observables").GetDouble()));
    }

    private static FormattableString Line((double Seconds, double Extra) measured, double torch) =>
        $"{measured.Seconds:0.000},{measured.Extra:0.00},{torch:0.00},{torch / measured.Seconds:0}";

    private static (double Seconds, double Extra) Measure(
        int width,
        int samples,
        Func<EmpiricalKernel, Tensor, TangentKernel> work
    )
    {
        using var scope = NewDisposeScope();
        var network = nn.Sequential(
            nn.Linear(784, width),
            nn.ReLU(),
            nn.Linear(width, width),
            nn.ReLU(),
            nn.Linear(width, 10)
        );
        var x = randn([samples, 784]);
        work(EmpiricalKernel.Of(network), x.narrow(0, 0, 20));
        return Best(samples > 500 ? 2 : 6, () => work(EmpiricalKernel.Of(network), x));
    }

    private static (double Seconds, double Extra) Observables()
    {
        using var scope = NewDisposeScope();
        var a = randn([2000, 2000], float64);
        var kernel = (double[,])(a.mm(a.t()) / 2000).data<double>().ToNDArray();
        return Best(3, () => KernelObservables.Of(kernel));
    }

    /// <summary>Least seconds over the rounds; the memory is that of the first, which no earlier round has paid for.</summary>
    private static (double Seconds, double Extra) Best(int rounds, Func<object> work)
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Status("VmRSS");
        work();
        var extra = Status("VmHWM") - before;
        var best = double.PositiveInfinity;
        for (var round = 0; round < rounds; round++)
        {
            GC.Collect();
            var start = Process.GetCurrentProcess().TotalProcessorTime;
            work();
            best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds);
        }
        return (best, extra);
    }

    private static double Status(string name) =>
        double.Parse(
            File.ReadLines("/proc/self/status")
                .First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) / (1 << 20);

    private static JsonElement Peer()
    {
        var start = new ProcessStartInfo(
            "/usr/bin/python3",
            Path.Combine(Folder("benchmarks/peers"), "tangent_kernel.py")
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        return JsonDocument.Parse(process.StandardOutput.ReadToEnd()).RootElement;
    }
}
