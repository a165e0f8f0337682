using BenchmarkDotNet.Attributes;
using MlPhys.Figures;

namespace MlPhys.Benchmarks;

/// <summary>Drawing 10,000 points: aim below 50 ms each.</summary>
[MemoryDiagnoser]
public class FigureBenchmarks
{
    private const int Points = 10_000;
    private Figure _line = Figure.Titled("");
    private Figure _markers = Figure.Titled("");

    [GlobalSetup]
    public void Setup()
    {
        double[] x = [.. Enumerable.Range(0, Points).Select(i => i / 100.0)];
        double[] y = [.. x.Select(v => Math.Sin(v) + Math.Sin(37 * v) / 5)];
        _line = Figure.Titled("Line").WithXAxis("t").WithYAxis("x").WithLine(x, y, "x(t)");
        _markers = Figure.Titled("Points").WithXAxis("t").WithYAxis("x").WithMarkers(x, y, "x(t)");
    }

    [Benchmark]
    public string Line() => _line.ToSvg();

    [Benchmark]
    public string Markers() => _markers.ToSvg();

    [Benchmark]
    public string Json() => _line.ToJson();
}
