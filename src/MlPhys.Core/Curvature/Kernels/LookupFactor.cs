using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>Derivatives by a table of rows: two positions meet where they looked up the same row.</summary>
/// <param name="Rows">Rows looked up [samples, positions].</param>
/// <param name="Signals">B scaled by the root of the rate [outputs, samples, positions, features].</param>
internal sealed record LookupFactor(Tensor Rows, Tensor Signals) : IKernelFactor
{
    public IEnumerable<Tensor> Tensors => [Rows, Signals];

    public void AddFull(IKernelFactor other, Tensor sum)
    {
        using var scope = NewDisposeScope();
        var with = (LookupFactor)other;
        for (var p = 0L; p < Rows.shape[1]; p++)
        for (var q = 0L; q < with.Rows.shape[1]; q++)
        {
            using var pair = NewDisposeScope();
            var gram = At(p).flatten(0, 1).mm(with.At(q).flatten(0, 1).t()).view(sum.shape);
            sum.addcmul_(gram, Meets(with, p, q).unsqueeze(1).unsqueeze(0), 1);
        }
    }

    public void AddTrace(IKernelFactor other, Tensor sum)
    {
        using var scope = NewDisposeScope();
        var with = (LookupFactor)other;
        for (var p = 0L; p < Rows.shape[1]; p++)
        for (var q = 0L; q < with.Rows.shape[1]; q++)
        {
            using var pair = NewDisposeScope();
            var gram = At(p).transpose(0, 1).flatten(1).mm(with.At(q).transpose(0, 1).flatten(1).t());
            sum.addcmul_(gram, Meets(with, p, q), 1);
        }
    }

    public void AddDiagonal(IKernelFactor other, Tensor sum)
    {
        using var scope = NewDisposeScope();
        var with = (LookupFactor)other;
        for (var p = 0L; p < Rows.shape[1]; p++)
        for (var q = 0L; q < with.Rows.shape[1]; q++)
        {
            using var pair = NewDisposeScope();
            var meets = Rows.select(1, p).eq(with.Rows.select(1, q)).to(sum.dtype);
            sum.addcmul_((At(p) * with.At(q)).sum(2), meets.unsqueeze(0), 1);
        }
    }

    private Tensor At(long position) => Signals.select(2, position);

    private Tensor Meets(LookupFactor with, long p, long q) =>
        Rows.select(1, p).unsqueeze(1).eq(with.Rows.select(1, q).unsqueeze(0)).to(Signals.dtype);
}
