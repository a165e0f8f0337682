using System.Diagnostics;
using MlPhys.Benchmarks.Turbulence;
using MlPhys.Flows;
using MlPhys.Turbulence.Gradients;
using MlPhys.Turbulence.Models;

namespace MlPhys.Benchmarks.Flows;

/// <summary>
/// Held-out negative log-likelihood of densities of the reference simulation's gradients (<c>turbulence-reference</c> makes them): 81 snapshots of 1000 points to
/// train on; held out are 20 in four blocks of five, spread over the run, because dissipation varies from turnover to turnover. General flows are trained on
/// randomly turned gradients. Arguments: label of the run, then names of the densities; none: all.
/// </summary>
internal sealed class DensityAcceptance()
    : Experiment(
        "flow-densities",
        "run,density,parameters,epochs,cpu_seconds,nll,standard_error,minus_isotropic,error_of_difference,rotation_rms,stein"
    )
{
    private const int BlockLength = 5;

    public override void Run(string[] arguments)
    {
        var label = arguments.FirstOrDefault("first");
        var (training, heldOut) = Data();
        var isotropic = Fit("isotropic-2x16", IsotropicFlow.Create(2, 16), 40, training, heldOut, null);
        var reference = isotropic.LogDensity(heldOut);
        var all = new Dictionary<string, Func<(Flow Flow, int Epochs)>>
        {
            ["gaussian"] = () => (FlowDesign.For(8).WithStandardisation(training).WithRotation().Build(), 0),
            ["isotropic-2x16"] = () => (IsotropicFlow.Create(2, 16), 40),
            ["isotropic-6x32"] = () => (IsotropicFlow.Create(), 30),
            ["realnvp-64"] = () => (General(training, d => d.WithAffineCouplings(8)), 200),
            ["nsf-64"] = () => (General(training, d => d.WithSplineCouplings(6)), 40),
            ["autoregressive-64"] = () => (General(training, d => d.WithMaskedAutoregressive(6)), 40),
        };
        foreach (
            var (name, make) in all.Where(d =>
                arguments.Length < 2 || arguments.Skip(1).Contains(d.Key, StringComparer.Ordinal)
            )
        )
            Row(
                $"{label},{name}",
                () =>
                {
                    var (flow, epochs) = make();
                    var start = Cpu();
                    var fitted =
                        name == "isotropic-2x16" ? isotropic : Fit(name, flow, epochs, training, heldOut, name);
                    var cpu = name == "isotropic-2x16" ? _isotropicSeconds : Cpu() - start;
                    var density = fitted.LogDensity(heldOut);
                    var (nll, error) = MeanAndError([.. density.Select(d => -d)]);
                    var (less, lessError) = MeanAndError([.. density.Zip(reference, (d, r) => r - d)]);
                    var rotation = RandomRotations.LogDensityChange(fitted, heldOut);
                    return $"{flow.ParameterCount},{epochs},{cpu:0.0},{nll:0.0000},{error:0.0000},{less:0.0000},{lessError:0.0000},{rotation:0.0e+0},{Stein(fitted, heldOut):0.000}";
                }
            );
    }

    private double _isotropicSeconds;

    internal static (double[,] Training, double[,] HeldOut) Data()
    {
        var set = VelocityGradients.Load(Path.Combine(ReferenceFlow.Folder, "points.npz"));
        var all = set.Coordinates();
        var times = set.Times.Length;
        bool IsHeld(int row) => row % times / BlockLength % 5 == 2;
        return (Rows(all, row => !IsHeld(row)), Rows(all, IsHeld));
    }

    private Flow Fit(string name, Flow flow, int epochs, double[,] training, double[,] heldOut, string? augmented)
    {
        if (epochs == 0)
            return flow;
        var start = Cpu();
        var plan = FlowTraining.Of(flow, training, heldOut).WithEpochs(epochs).WithRate(5e-3).WithPatience(0);
        if (flow is NormalizingFlow)
            plan = plan.WithAugmentation(RandomRotations.Turn);
        var fitted = plan.Train().Flow;
        if (augmented is null)
            _isotropicSeconds = Cpu() - start;
        Console.WriteLine($"{name}: {Cpu() - start:0.0} s");
        return fitted;
    }

    private static NormalizingFlow General(double[,] training, Func<FlowDesign, FlowDesign> maps) =>
        maps(FlowDesign.For(8).WithStandardisation(training).WithWidth(64)).Build();

    private static double Stein(Flow flow, double[,] x)
    {
        var score = flow.Score(x);
        var sum = 0.0;
        for (var n = 0; n < x.GetLength(0); n++)
        for (var i = 0; i < 8; i++)
            sum += x[n, i] * score[n, i];
        return sum / x.GetLength(0);
    }

    /// <summary>Mean and its error over the times, whose points are correlated.</summary>
    private static (double Mean, double Error) MeanAndError(double[] values)
    {
        const int heldTimes = 20;
        var means = values
            .Select((v, n) => (v, Time: n % heldTimes))
            .GroupBy(p => p.Time)
            .Select(g => g.Average(p => p.v))
            .ToArray();
        var mean = means.Average();
        return (mean, Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / means.Length / (means.Length - 1)));
    }

    private static double[,] Rows(double[,] from, Func<int, bool> isTaken)
    {
        int[] rows = [.. Enumerable.Range(0, from.GetLength(0)).Where(isTaken)];
        var to = new double[rows.Length, 8];
        for (var n = 0; n < rows.Length; n++)
        for (var i = 0; i < 8; i++)
            to[n, i] = from[rows[n], i];
        return to;
    }

    private static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
