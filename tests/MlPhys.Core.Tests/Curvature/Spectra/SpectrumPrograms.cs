using MlPhys.Curvature.Operators;
using MlPhys.Curvature.Spectra;
using MlPhys.Runs;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Curvature.Spectra;

/// <summary>Runs long enough to be killed on the way, each saving to a checkpoint; a line on the output for every report.</summary>
internal static class SpectrumPrograms
{
    private static readonly double[] Spectrum = [.. Enumerable.Range(0, 300).Select(i => Math.Cos(0.01 * i) - 0.4)];

    public static ExtremeEigenpairs Eigenpairs =>
        ExtremeEigenpairs.Of(new Slow(RotatedMatrix.OfSpectrum(Spectrum))).WithTolerance(1e-12).WithBasisLimit(24);

    public static SpectralDensity Density(string path, IProgress<RunProgress>? progress = null) =>
        StochasticLanczos.Run(
            new Slow(RotatedMatrix.OfSpectrum(Spectrum)),
            probes: 3,
            steps: 150,
            seed: 1,
            reorthogonalise: true,
            checkpoint: path,
            progress
        );

    public static int FindEigenpairs(string path)
    {
        Eigenpairs.WithCheckpoint(path).Find(6, new Lines());
        return 0;
    }

    public static int EstimateDensity(string path)
    {
        Density(path, new Lines());
        return 0;
    }

    private sealed class Lines : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => Console.WriteLine(value.Done);
    }

    /// <summary>An operator whose products take long, so that there is time to kill.</summary>
    private sealed class Slow(LinearOperator map) : LinearOperator
    {
        public override int Rows => map.Rows;

        public override int Columns => map.Columns;

        public override bool IsSymmetric => true;

        protected internal override Tensor Multiply(Tensor rows)
        {
            Thread.Sleep(10);
            return map.Multiply(rows);
        }
    }
}
