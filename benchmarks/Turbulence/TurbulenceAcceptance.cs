using System.Globalization;
using MlPhys.Data;
using MlPhys.Turbulence.Gradients;
using MlPhys.Turbulence.Statistics;

namespace MlPhys.Benchmarks.Turbulence;

/// <summary>The long acceptance cases on the reference flow, which is simulated where the cache lacks it: <c>-- turbulence-acceptance</c>.</summary>
internal sealed class TurbulenceAcceptance()
    : Experiment("turbulence-acceptance", "case,quantity,measured,standard_error,expected,bound,met")
{
    public override void Run(string[] arguments)
    {
        if (!File.Exists(Path.Combine(ReferenceFlow.Folder, "samples.csv")))
            ReferenceFlow.Run([]);
        var samples = Csv.Read(Path.Combine(ReferenceFlow.Folder, "samples.csv"));
        double[] Column(string name) =>
            [
                .. samples
                    .Column(
                        samples.Columns.Single(c => c == name || c.StartsWith(name + " [", StringComparison.Ordinal))
                    )
                    .Skip(1),
            ];
        double Largest(string name) => Column(name).Max(Math.Abs);
        Check("2", "largest rms trace over rms A", Largest("Divergence"), 0, 0, 1e-6);
        Check("2", "largest |nu<A:A>/eps - 1|", Largest("GradientMismatch"), 0, 0, 1e-6);
        Check("2", "largest |<Tr A²>|/<A:A>", Largest("BetchovSecond"), 0, 0, 1e-8);
        Check("2", "largest |<Tr A³>|/<A:A>^1.5", Largest("BetchovThird"), 0, 0, 1e-8);

        var points = VelocityGradients.Load(Path.Combine(ReferenceFlow.Folder, "points.npz"));
        var statistics = GradientStatistics.Of(points);
        void Statistic(string name, double expected, double bound)
        {
            var row = statistics.Row(name);
            Check("3", name, row.Value, row.StandardError, expected, bound);
        }
        Check("3", "Re_lambda", points.Scales.ReynoldsLambda, double.NaN, 43, 1);
        Statistic("S_L", -0.486, 0.02);
        Statistic("F_L", 4.10, 0.12);
        Statistic("F_T", 5.43, 0.25);
        Statistic("cos2(w, e1)", 0.315, 0.01);
        Statistic("cos2(w, e2)", 0.519, 0.01);
        Statistic("cos2(w, e3)", 0.166, 0.01);

        var trajectories = VelocityGradients.Load(Path.Combine(ReferenceFlow.Folder, "trajectories.npz"));
        var correlations = GradientCorrelations.Of(trajectories);
        var (strain, rotation) = (correlations.StrainTime, correlations.RotationTime);
        Check("5", "tau_S", strain.Value, strain.StandardError, 2.18, 0.1);
        Check("5", "tau_W", rotation.Value, rotation.StandardError, 8.1, 0.5);
        foreach (
            var (lag, s, w) in new[] { (1, 0.774, 0.941), (2, 0.444, 0.834), (4, 0.120, 0.624), (8, 0.005, 0.360) }
        )
        {
            var row = correlations.At(lag);
            Row($"5,rho_S({lag})", () => $"{row.Strain:F4},{row.StrainError:F4},{s},,");
            Row($"5,rho_W({lag})", () => $"{row.Rotation:F4},{row.RotationError:F4},{w},,");
        }
    }

    private void Check(string number, string quantity, double measured, double error, double expected, double bound)
    {
        var isMet = Math.Abs(measured - expected) <= bound ? "yes" : "no";
        Row(
            string.Create(CultureInfo.InvariantCulture, $"{number},{quantity.Replace(",", "")}"),
            () => $"{measured:G5},{error:G2},{expected},{bound},{isMet}"
        );
    }
}
