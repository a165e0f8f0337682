using MlPhys.Numerics.Lanes;
using MlPhys.Turbulence.Models.Dynamics;

namespace MlPhys.Turbulence.Models;

/// <summary>Linear diffusion of strain and rotation, an Ornstein-Uhlenbeck process: Gaussian gradients with exponential correlations.</summary>
public sealed class LinearDiffusion : GradientModel
{
    private readonly double _strainTime;
    private readonly double _rotationTime;

    private LinearDiffusion(double strainTime, double rotationTime) =>
        (_strainTime, _rotationTime) = (strainTime, rotationTime);

    /// <inheritdoc/>
    public override string Name => "linear diffusion";

    internal override Noise Noise =>
        new(GaussianGradients.StrainVariance / _strainTime, GaussianGradients.RotationVariance / _rotationTime);

    /// <summary>The process with given correlation times.</summary>
    /// <param name="strainTime">Correlation time of the strain, in Kolmogorov times.</param>
    /// <param name="rotationTime">Correlation time of the rotation, in Kolmogorov times.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time not above 0.</exception>
    public static LinearDiffusion Of(double strainTime, double rotationTime)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(strainTime);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rotationTime);
        return new LinearDiffusion(strainTime, rotationTime);
    }

    internal override ITileDrift<float> SingleDrift() => new ProgramDrift<float>(Program());

    internal override ITileDrift<double> DoubleDrift() => new ProgramDrift<double>(Program());

    private LaneProgram Program() =>
        LaneProgram.Of(8, (_, x) => x.Select((value, i) => value * (-1 / (i < 5 ? _strainTime : _rotationTime))));
}
