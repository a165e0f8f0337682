using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Isotropic;

/// <summary>A vector of rows, such as the vorticity.</summary>
internal readonly record struct Axial(Row X, Row Y, Row Z)
{
    public static Axial operator +(Axial a, Axial b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Axial operator -(Axial a, Axial b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Axial operator *(Row f, Axial a) => new(f * a.X, f * a.Y, f * a.Z);

    public Row Dot(Axial b) => X * b.X + Y * b.Y + Z * b.Z;

    /// <summary>The trace-free part of the dyad of the vector with itself.</summary>
    public Strain Dyad()
    {
        var third = Dot(this) * (-1.0 / 3);
        return new Strain(X * X, Y * Y, Z * Z, X * Y, X * Z, Y * Z).Plus(third);
    }

    /// <summary>The symmetric sum of both dyads.</summary>
    public Strain Pair(Axial b) =>
        new(2 * (X * b.X), 2 * (Y * b.Y), 2 * (Z * b.Z), X * b.Y + Y * b.X, X * b.Z + Z * b.X, Y * b.Z + Z * b.Y);

    public Row[] Coordinates() => [X, Y, Z];
}
