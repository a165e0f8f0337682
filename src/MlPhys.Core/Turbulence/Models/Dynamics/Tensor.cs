using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Dynamics;

/// <summary>A general 3 x 3 tensor of rows.</summary>
internal sealed class Tensor(Row[] entries)
{
    private static readonly double Half = Math.Sqrt(0.5);
    private static readonly double Sixth = Math.Sqrt(1.0 / 6);

    /// <summary>The tensor of trace-free coordinates; see <see cref="Gradients.TraceFree"/>.</summary>
    public static Tensor Of(Row[] x)
    {
        var (a, b) = (Half * x[0], Sixth * x[1]);
        return new Tensor([
            a + b,
            Half * (x[2] - x[7]),
            Half * (x[3] + x[6]),
            Half * (x[2] + x[7]),
            b - a,
            Half * (x[4] - x[5]),
            Half * (x[3] - x[6]),
            Half * (x[4] + x[5]),
            -2 * b,
        ]);
    }

    /// <summary>The coordinates of the trace-free part.</summary>
    public Row[] Coordinates() =>
        [
            Half * (entries[0] - entries[4]),
            Sixth * (entries[0] + entries[4] - 2 * entries[8]),
            Half * (entries[1] + entries[3]),
            Half * (entries[2] + entries[6]),
            Half * (entries[5] + entries[7]),
            Half * (entries[7] - entries[5]),
            Half * (entries[2] - entries[6]),
            Half * (entries[3] - entries[1]),
        ];

    public static Tensor operator *(Tensor a, Tensor b) =>
        new([
            .. Enumerable
                .Range(0, 9)
                .Select(n => a[n / 3, 0] * b[0, n % 3] + a[n / 3, 1] * b[1, n % 3] + a[n / 3, 2] * b[2, n % 3]),
        ]);

    public static Tensor operator *(double f, Tensor a) => new([.. a.Entries.Select(e => f * e)]);

    public static Tensor operator *(Row f, Tensor a) => new([.. a.Entries.Select(e => f * e)]);

    public static Tensor operator +(Tensor a, Tensor b) => new([.. a.Entries.Zip(b.Entries, (x, y) => x + y)]);

    private Row[] Entries => entries;

    private Row this[int i, int j] => entries[3 * i + j];

    public Tensor Transposed() => new([.. Enumerable.Range(0, 9).Select(n => this[n % 3, n / 3])]);

    public Tensor Plus(Row isotropic) => new([.. entries.Select((e, n) => n % 4 == 0 ? e + isotropic : e)]);

    public Row Trace() => entries[0] + entries[4] + entries[8];

    /// <summary>The exponential by scaling, the Taylor polynomial of order six, and two squarings; 1e-6 for norms up to 2.</summary>
    public Tensor Exponential()
    {
        var small = 0.25 * this;
        var one = small.Trace() * 0 + 1;
        var sum = (1.0 / 6 * small).Plus(one);
        for (var order = 5; order >= 1; order--)
            sum = (1.0 / order * (small * sum)).Plus(one);
        var squared = sum * sum;
        return squared * squared;
    }
}
