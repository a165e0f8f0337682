using System.Runtime.InteropServices;
using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.Turbulence.Simulation;

/// <summary>What a run has measured so far.</summary>
internal sealed class FlowRecorder
{
    public List<FlowSample> Samples { get; } = [];

    /// <summary>Sum of the spectra after the spin-up, and how many.</summary>
    public double[] SpectrumSum { get; private set; } = [];

    public long Spectra { get; private set; }

    /// <summary>Nine numbers a tracer, one time after the other.</summary>
    public List<float> TracerValues { get; } = [];

    public List<double> TracerTimes { get; } = [];

    /// <summary>Nine numbers a point, one snapshot after the other: gradient, pressure Hessian, viscous term.</summary>
    public List<float>[] PointValues { get; } =
    [
        [],
        [],
        [],
    ];

    public List<double> PointTimes { get; } = [];

    public void AddSpectrum(double[] shells)
    {
        if (SpectrumSum.Length == 0)
            SpectrumSum = new double[shells.Length];
        for (var k = 0; k < shells.Length; k++)
            SpectrumSum[k] += shells[k];
        Spectra++;
    }

    public void AddPoints(
        double time,
        PointSampler sampler,
        FlowDiagnostics diagnostics,
        int count,
        RandomStream stream
    )
    {
        var parts = Enumerable.Range(0, 3).Select(_ => new double[9 * count]).ToArray();
        sampler.Sample(diagnostics.Modes, stream, parts[0], parts[1], parts[2]);
        for (var part = 0; part < 3; part++)
            PointValues[part].AddRange(parts[part].Select(v => (float)v));
        PointTimes.Add(time);
    }

    public Checkpoint Save(Checkpoint checkpoint) =>
        checkpoint
            .With("spectrumSum", SpectrumSum)
            .With("tracerValues", TracerValues.ToArray())
            .With("tracerTimes", TracerTimes.ToArray())
            .With("pointGradients", PointValues[0].ToArray())
            .With("pointHessians", PointValues[1].ToArray())
            .With("pointViscous", PointValues[2].ToArray())
            .With("pointTimes", PointTimes.ToArray());

    public static FlowRecorder Load(Checkpoint checkpoint, IEnumerable<FlowSample> samples, long spectra)
    {
        var recorder = new FlowRecorder
        {
            SpectrumSum = checkpoint.Array("spectrumSum").As<double>(),
            Spectra = spectra,
        };
        recorder.Samples.AddRange(samples);
        recorder.TracerValues.AddRange(checkpoint.Array("tracerValues").As<float>());
        recorder.TracerTimes.AddRange(checkpoint.Array("tracerTimes").As<double>());
        recorder.PointValues[0].AddRange(checkpoint.Array("pointGradients").As<float>());
        recorder.PointValues[1].AddRange(checkpoint.Array("pointHessians").As<float>());
        recorder.PointValues[2].AddRange(checkpoint.Array("pointViscous").As<float>());
        recorder.PointTimes.AddRange(checkpoint.Array("pointTimes").As<double>());
        return recorder;
    }

    /// <summary>Room for the gradients of one more time, to be filled.</summary>
    public Span<float> NextTracerValues(double time, int count)
    {
        var from = TracerValues.Count;
        CollectionsMarshal.SetCount(TracerValues, from + 9 * count);
        TracerTimes.Add(time);
        return CollectionsMarshal.AsSpan(TracerValues)[from..];
    }
}
