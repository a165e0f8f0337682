using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Isotropic;

/// <summary>A symmetric tensor of rows.</summary>
internal readonly record struct Strain(Row Xx, Row Yy, Row Zz, Row Xy, Row Xz, Row Yz)
{
    private static readonly double Half = Math.Sqrt(0.5);
    private static readonly double Sixth = Math.Sqrt(1.0 / 6);

    /// <summary>The strain of trace-free coordinates; see <see cref="Gradients.TraceFree"/>.</summary>
    public static Strain Of(Row[] x)
    {
        var (a, b) = (Half * x[0], Sixth * x[1]);
        return new Strain(a + b, b - a, -2 * b, Half * x[2], Half * x[3], Half * x[4]);
    }

    /// <summary>The five coordinates of a trace-free tensor.</summary>
    public Row[] Coordinates() => [Half * (Xx - Yy), -1 / (2 * Sixth) * Zz, Xy / Half, Xz / Half, Yz / Half];

    public static Strain operator +(Strain a, Strain b) =>
        new(a.Xx + b.Xx, a.Yy + b.Yy, a.Zz + b.Zz, a.Xy + b.Xy, a.Xz + b.Xz, a.Yz + b.Yz);

    public static Strain operator -(Strain a, Strain b) =>
        new(a.Xx - b.Xx, a.Yy - b.Yy, a.Zz - b.Zz, a.Xy - b.Xy, a.Xz - b.Xz, a.Yz - b.Yz);

    public static Strain operator *(Row f, Strain a) => new(f * a.Xx, f * a.Yy, f * a.Zz, f * a.Xy, f * a.Xz, f * a.Yz);

    public static Strain operator *(double f, Strain a) =>
        new(f * a.Xx, f * a.Yy, f * a.Zz, f * a.Xy, f * a.Xz, f * a.Yz);

    public static Axial operator *(Strain a, Axial w) =>
        new(
            a.Xx * w.X + a.Xy * w.Y + a.Xz * w.Z,
            a.Xy * w.X + a.Yy * w.Y + a.Yz * w.Z,
            a.Xz * w.X + a.Yz * w.Y + a.Zz * w.Z
        );

    /// <summary>The square.</summary>
    public Strain Squared() =>
        new(
            Xx * Xx + Xy * Xy + Xz * Xz,
            Xy * Xy + Yy * Yy + Yz * Yz,
            Xz * Xz + Yz * Yz + Zz * Zz,
            Xy * (Xx + Yy) + Xz * Yz,
            Xz * (Xx + Zz) + Xy * Yz,
            Yz * (Yy + Zz) + Xy * Xz
        );

    /// <summary>The sum of a multiple of the unit tensor.</summary>
    public Strain Plus(Row isotropic) => this with { Xx = Xx + isotropic, Yy = Yy + isotropic, Zz = Zz + isotropic };

    /// <summary>The double contraction.</summary>
    public Row Dot(Strain b) => Xx * b.Xx + Yy * b.Yy + Zz * b.Zz + 2 * (Xy * b.Xy + Xz * b.Xz + Yz * b.Yz);

    public Row Determinant() => Xx * (Yy * Zz - Yz * Yz) - Xy * (Xy * Zz - Yz * Xz) + Xz * (Xy * Yz - Yy * Xz);

    /// <summary>Determinant times inverse.</summary>
    public Strain Adjugate() =>
        new(
            Yy * Zz - Yz * Yz,
            Xx * Zz - Xz * Xz,
            Xx * Yy - Xy * Xy,
            Xz * Yz - Xy * Zz,
            Xy * Yz - Xz * Yy,
            Xy * Xz - Xx * Yz
        );
}
