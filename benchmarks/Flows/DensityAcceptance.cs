using System.Diagnostics;
using MlPhys.Benchmarks.Turbulence;
using MlPhys.Flows;
using MlPhys.Turbulence.Gradients;
using MlPhys.Turbulence.Models;

namespace MlPhys.Benchmarks.Flows;

/// <summary>
/// Held-out negative log-likelihood of densities of the reference simulation's gradients (<c>turbulence-reference</c> makes them): 81 snapshots of 1000 points to
/// train on; held out are 20 in four blocks of five, spread over the run, because dissipation varies from turnover to turnover. General flows are trained on
/// randomly turned gradients. Errors of likelihoods are those of the four blocks. The Gaussian has the covariance of homogeneous isotropic turbulence and mean
/// square one. tr_a2 and tr_a3 are what homogeneity makes zero, of 200,000 samples, over the mean square (to the power 3/2). Arguments: label of the run, then names
/// of the densities; none: all.
/// </summary>
internal sealed class DensityAcceptance()
    : Experiment(
        "flow-densities",
        "run,density,parameters,epochs,cpu_seconds,nll,standard_error,below_gaussian,error_below,minus_isotropic,error_minus,rotation_rms,stein,tr_a2,error_a2,tr_a3,error_a3"
    )
{
    private const int BlockLength = 5;
    private const int HeldTimes = 20;

    public override void Run(string[] arguments)
    {
        var label = arguments.FirstOrDefault("first");
        var (training, heldOut) = Data();
        var gaussian = IsotropicFlow.Create(1, 8);
        var all = new Dictionary<string, Plan>
        {
            ["gaussian"] = new(gaussian, 0),
            ["isotropic-2x16"] = new(IsotropicFlow.Create(2, 16), 40),
            ["isotropic-2x16-homogeneous"] = new(IsotropicFlow.Create(2, 16), 40, IsHomogeneous: true),
            ["isotropic-6x32"] = new(IsotropicFlow.Create(), 60),
            ["realnvp-64"] = new(General(training, 1, d => d.WithAffineCouplings(8)), 600),
            ["realnvp-64-slow"] = new(General(training, 1, d => d.WithAffineCouplings(8)), 600, Rate: 1.5e-3),
            ["realnvp-64-permuted"] = new(General(training, 8, d => d.WithPermutation().WithAffineCouplings(1)), 600),
            ["realnvp-64-homogeneous"] = new(
                General(training, 1, d => d.WithAffineCouplings(8)),
                200,
                Rate: 1.5e-3,
                IsHomogeneous: true
            ),
            ["realnvp-sequential"] = new(General(training, 1, d => d.WithSequentialCouplings(4)), 200, Rate: 2e-3),
            ["nsf-64"] = new(General(training, 1, d => d.WithSplineCouplings(6)), 200),
            ["nsf-64-permuted"] = new(General(training, 6, d => d.WithPermutation().WithSplineCouplings(1)), 200),
            ["autoregressive-64"] = new(General(training, 1, d => d.WithMaskedAutoregressive(6)), 200),
        };
        var isotropic = new Lazy<double[]>(() => Fitted(all["isotropic-2x16"], training, heldOut).LogDensity(heldOut));
        foreach (
            var (name, start) in all.Where(d =>
                arguments.Length < 2 || arguments.Skip(1).Contains(d.Key, StringComparer.Ordinal)
            )
        )
            Row(
                $"{label},{name}",
                () =>
                {
                    var before = Cpu();
                    var fitted = Fitted(start, training, heldOut);
                    var cpu = Cpu() - before;
                    var density = fitted.LogDensity(heldOut);
                    var (nll, error) = MeanAndError([.. density.Select(d => -d)]);
                    var (below, belowError) = MeanAndError(Difference(density, gaussian.LogDensity(heldOut)));
                    var (less, lessError) = MeanAndError(Difference(isotropic.Value, density));
                    var rotation = RandomRotations.LogDensityChange(fitted, heldOut);
                    var (second, third) = Residuals(fitted);
                    return $"{fitted.ParameterCount},{start.Epochs},{cpu:0.0},{nll:0.0000},{error:0.0000},{below:0.0000},{belowError:0.0000},{less:0.0000},{lessError:0.0000},{rotation:0.0e+0},{Stein(fitted, heldOut):0.000},{second.Mean:0.00000},{second.Error:0.00000},{third.Mean:0.00000},{third.Error:0.00000}";
                }
            );
    }

    internal static (double[,] Training, double[,] HeldOut) Data()
    {
        var set = VelocityGradients.Load(Path.Combine(ReferenceFlow.Folder, "points.npz"));
        var all = set.Coordinates();
        var times = set.Times.Length;
        bool IsHeld(int row) => row % times / BlockLength % 5 == 2;
        return (Rows(all, row => !IsHeld(row)), Rows(all, IsHeld));
    }

    private sealed record Plan(Flow Flow, int Epochs, double Rate = 5e-3, bool IsHomogeneous = false);

    private static Flow Fitted(Plan plan, double[,] training, double[,] heldOut)
    {
        if (plan.Epochs == 0)
            return plan.Flow;
        var fit = FlowTraining
            .Of(plan.Flow, training, heldOut)
            .WithEpochs(plan.Epochs)
            .WithRate(plan.Rate)
            .WithPatience(0);
        if (plan.Flow is NormalizingFlow)
            fit = fit.WithAugmentation(RandomRotations.Turn);
        return (plan.IsHomogeneous ? fit.WithMoments(5, Homogeneity.Moments) : fit).Train().Flow;
    }

    private static NormalizingFlow General(double[,] training, int layers, Func<FlowDesign, FlowDesign> layer) =>
        Enumerable
            .Range(0, layers)
            .Aggregate(FlowDesign.For(8).WithStandardisation(training).WithWidth(64), (design, _) => layer(design))
            .Build();

    private static double Stein(Flow flow, double[,] x)
    {
        var score = flow.Score(x);
        var sum = 0.0;
        for (var n = 0; n < x.GetLength(0); n++)
        for (var i = 0; i < 8; i++)
            sum += x[n, i] * score[n, i];
        return sum / x.GetLength(0);
    }

    /// <summary>The two means that vanish in homogeneous turbulence, in units of the mean square, with errors of a hundred blocks.</summary>
    private static ((double Mean, double Error) Second, (double Mean, double Error) Third) Residuals(Flow flow)
    {
        var a = TraceFree.Tensors(flow.Sample(200_000, 5));
        var (squares, cubes, size) = (new double[a.Length / 9], new double[a.Length / 9], 0.0);
        for (var n = 0; n < squares.Length; n++)
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
        {
            size += a[9 * n + 3 * i + j] * a[9 * n + 3 * i + j] / squares.Length;
            squares[n] += a[9 * n + 3 * i + j] * a[9 * n + 3 * j + i];
            for (var k = 0; k < 3; k++)
                cubes[n] += a[9 * n + 3 * i + j] * a[9 * n + 3 * j + k] * a[9 * n + 3 * k + i];
        }
        return (
            MeanAndError([.. squares.Select(s => s / size)], n => n % 100),
            MeanAndError([.. cubes.Select(c => c / Math.Pow(size, 1.5))], n => n % 100)
        );
    }

    private static double[] Difference(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    /// <summary>Mean over held-out samples and its error over the blocks of time.</summary>
    private static (double Mean, double Error) MeanAndError(double[] values) =>
        MeanAndError(values, n => n % HeldTimes / BlockLength);

    private static (double Mean, double Error) MeanAndError(double[] values, Func<int, int> block)
    {
        var means = values
            .Select((v, n) => (v, Block: block(n)))
            .GroupBy(p => p.Block)
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
