using System.Runtime.InteropServices;

namespace MlPhys.LocalLearning;

/// <summary>What the units of a source do over a batch, in whichever order it is stored.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="UnitStride">Distance between units.</param>
/// <param name="SampleStride">Distance between samples.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Activity(float[] Values, int Units, int Samples, int UnitStride, int SampleStride)
{
    /// <summary>Rows are units, as neurons write their output.</summary>
    public static Activity ByUnit(float[] values, int units, int samples) => new(values, units, samples, samples, 1);

    /// <summary>Rows are samples, as data come.</summary>
    public static Activity BySample(float[] values, int units, int samples) => new(values, units, samples, 1, units);
}
