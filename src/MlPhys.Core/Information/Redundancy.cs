using System.Runtime.InteropServices;

namespace MlPhys.Information;

/// <summary>Information in bits that the members of an antichain share, with its two parts.</summary>
/// <param name="Value">The redundancy.</param>
/// <param name="Informative">Its informative part; NaN where the measure has none.</param>
/// <param name="Misinformative">Its misinformative part; NaN where the measure has none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Redundancy(double Value, double Informative, double Misinformative)
{
    public static Redundancy Whole(double value) => new(value, double.NaN, double.NaN);
}
