using System.Globalization;

namespace MlPhys.Turbulence.Gradients;

/// <summary>One property that velocity gradients of homogeneous isotropic turbulence must have.</summary>
/// <param name="Name">What is checked.</param>
/// <param name="Value">What was found.</param>
/// <param name="StandardError">Its standard error by blocks.</param>
/// <param name="Expected">What it must be.</param>
/// <param name="Limit">Deviation tolerated beyond three standard errors.</param>
public sealed record GradientCheck(string Name, double Value, double StandardError, double Expected, double Limit)
{
    /// <summary>Whether the deviation is within the limit or three standard errors.</summary>
    public bool IsMet => Math.Abs(Value - Expected) <= Math.Max(Limit, 3 * StandardError);

    /// <summary>The numbers in a line.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: {Value:G4} ± {StandardError:G2}, expected {Expected:G4}{(IsMet ? "" : " - WARNING")}"
        );
}
