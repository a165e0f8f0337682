using MlPhys.Numerics.Lanes;
using MlPhys.Turbulence.Models.Isotropic;

namespace MlPhys.Turbulence.Models.Gauges;

/// <summary>A vector of the eight coordinates, as strain and rotation part.</summary>
internal readonly record struct Field(Strain S, Axial W)
{
    public static Field operator +(Field a, Field b) => new(a.S + b.S, a.W + b.W);

    public static Field operator -(Field a, Field b) => new(a.S - b.S, a.W - b.W);

    public static Field operator *(Row f, Field a) => new(f * a.S, f * a.W);

    public Row Dot(Field b) => S.Dot(b.S) + W.Dot(b.W);
}

/// <summary>
/// The gradients of the invariants |S|²/2, |w|²/2, tr S³/3, w·Sw and |Sw|², their Laplacians and their second derivatives along a direction, all in closed
/// form; w is the rotation part of the coordinates.
/// </summary>
internal sealed class InvariantFields
{
    public const int Count = 5;

    /// <summary>Degree of each gradient.</summary>
    public static readonly int[] Degrees = [1, 1, 2, 2, 3];

    private readonly Strain _s;
    private readonly Axial _w;
    private readonly Strain _square;
    private readonly Axial _image;
    private readonly Row?[,] _products = new Row?[Count, Count];

    public InvariantFields(LaneBuilder builder, Strain s, Axial w)
    {
        (_s, _w, _square, _image) = (s, w, s.Squared(), s * w);
        Zero = builder.Constant(0);
        var squared = s.Dot(s);
        var rotation = w.Dot(w);
        Gradients =
        [
            new Field(s, NoRotation),
            new Field(NoStrain, w),
            new Field(_square.Plus(squared * (-1.0 / 3)), NoRotation),
            new Field(w.Dyad(), builder.Constant(2) * _image),
            new Field(Deviator(w.Pair(_image)), builder.Constant(2) * (_square * w)),
        ];
        Values = [0.5 * squared, 0.5 * rotation, s.Dot(_square) * (1.0 / 3), w.Dot(_image), _image.Dot(_image)];
        Laplacians = [builder.Constant(5), builder.Constant(3), Zero, Zero, 10.0 / 3 * rotation + 2 * squared];
    }

    public Row Zero { get; }

    public Strain NoStrain => new(Zero, Zero, Zero, Zero, Zero, Zero);

    public Axial NoRotation => new(Zero, Zero, Zero);

    public Row[] Values { get; }

    public Field[] Gradients { get; }

    public Row[] Laplacians { get; }

    /// <summary>The inner product of two gradients.</summary>
    public Row Product(int a, int b) => _products[Math.Min(a, b), Math.Max(a, b)] ??= Gradients[a].Dot(Gradients[b]);

    /// <summary>The derivative of a gradient along a direction.</summary>
    public Field Along(int invariant, Field v)
    {
        var two = Zero + 2;
        return invariant switch
        {
            0 => v with { W = NoRotation },
            1 => v with { S = NoStrain },
            2 => new Field(Deviator(Anticommutator(_s, v.S)), NoRotation),
            3 => new Field(Deviator(v.W.Pair(_w)), two * (v.S * _w + _s * v.W)),
            _ => new Field(
                Deviator((v.S * _w + _s * v.W).Pair(_w) + _image.Pair(v.W)),
                two * (v.S * _image + _s * (v.S * _w) + _square * v.W)
            ),
        };
    }

    /// <summary>The rotation of both parts by an infinitesimal angle about an axis.</summary>
    public Field Turned(Axial axis)
    {
        static Axial Cross(Axial a, Axial b) =>
            new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);
        var (a, b, c) = (
            Cross(axis, new Axial(_s.Xx, _s.Xy, _s.Xz)),
            Cross(axis, new Axial(_s.Xy, _s.Yy, _s.Yz)),
            Cross(axis, new Axial(_s.Xz, _s.Yz, _s.Zz))
        );
        // Columns of [Omega, S] = Omega S + (Omega S)^T.
        var turned = new Strain(2 * a.X, 2 * b.Y, 2 * c.Z, a.Y + b.X, a.Z + c.X, b.Z + c.Y);
        return new Field(turned, Cross(axis, _w));
    }

    public Axial[] Axes => [_w, _image, _square * _w];

    private static Strain Deviator(Strain a) => a.Plus((a.Xx + a.Yy + a.Zz) * (-1.0 / 3));

    private static Strain Anticommutator(Strain a, Strain b)
    {
        var (x, y, z) = (
            b * new Axial(a.Xx, a.Xy, a.Xz),
            b * new Axial(a.Xy, a.Yy, a.Yz),
            b * new Axial(a.Xz, a.Yz, a.Zz)
        );
        return new Strain(2 * x.X, 2 * y.Y, 2 * z.Z, x.Y + y.X, x.Z + z.X, y.Z + z.Y);
    }
}
