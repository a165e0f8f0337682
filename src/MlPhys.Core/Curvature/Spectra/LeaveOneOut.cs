using MlPhys.Curvature.Operators;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>The range Q of Y = A W for test vectors W, and what is left of it without one of them: Q (1 - s s^T) Q^T.</summary>
internal sealed class LeaveOneOut
{
    private readonly Tensor probes;
    private readonly Tensor factor;
    private readonly Tensor overlaps;

    private LeaveOneOut(Tensor probes, Tensor basis, Tensor factor, Tensor images)
    {
        (this.probes, Basis, this.factor, Images) = (probes, basis, factor, images);
        Restricted = basis.t().mm(images);
        overlaps = basis.t().mm(probes);
        var diagonal = factor.diagonal().abs();
        HoldsEverything = diagonal.min().item<double>() <= 1e-13 * diagonal.max().item<double>();
        Directions = HoldsEverything ? zeros_like(factor) : Normalised(factor.inverse().t());
    }

    /// <summary>Q [n, m].</summary>
    public Tensor Basis { get; }

    /// <summary>A Q [n, m].</summary>
    public Tensor Images { get; }

    /// <summary>Q^T A Q.</summary>
    public Tensor Restricted { get; }

    /// <summary>The unit vectors s in columns.</summary>
    public Tensor Directions { get; }

    /// <summary>Whether A has lower rank than there are test vectors: Q then holds its range.</summary>
    public bool HoldsEverything { get; }

    /// <summary>A test vector times R's column: A w = Q r.</summary>
    public Tensor Factor(int i) => factor.select(1, i);

    public static LeaveOneOut Of(LinearOperator map, Tensor rows)
    {
        var image = map.Multiply(rows).to(ScalarType.Float64).t().contiguous();
        var (basis, factor) = linalg.qr(image);
        var images = map.Multiply(basis.t().to(map.Type).contiguous()).to(ScalarType.Float64).t().contiguous();
        return new LeaveOneOut(rows.to(ScalarType.Float64).t().contiguous(), basis, factor, images);
    }

    /// <summary>What the estimate without test vector i adds to the trace on the whole range.</summary>
    public double TraceCorrection(int i)
    {
        using var scope = NewDisposeScope();
        var s = Directions.select(1, i);
        var w = overlaps.select(1, i);
        var inside = w - s * s.dot(w);
        var (n, m) = (probes.shape[0], probes.shape[1]);
        var outside = probes.select(1, i).square().sum().item<double>() - inside.square().sum().item<double>();
        var form =
            w.dot(Factor(i)).item<double>()
            - 2 * inside.dot(Factor(i)).item<double>()
            + inside.dot(Restricted.mv(inside)).item<double>();
        return (n - m + 1) * form / outside - s.dot(Restricted.mv(s)).item<double>();
    }

    private static Tensor Normalised(Tensor columns) => columns / columns.norm(0, keepdim: true);
}
