namespace MlPhys.Turbulence.Models.Dynamics;

/// <summary>How noise enters, separately for strain and rotation: dx = (drift + D score) dt + (2D)^(1/2) dW, or through a coloured velocity.</summary>
/// <param name="StrainDiffusion">D of the strain, inverse Kolmogorov times.</param>
/// <param name="RotationDiffusion">D of the rotation.</param>
/// <param name="StrainMemory">Correlation time of the noise on the strain; 0: white.</param>
/// <param name="RotationMemory">Correlation time of the noise on the rotation; 0: white.</param>
internal sealed record Noise(
    double StrainDiffusion,
    double RotationDiffusion,
    double StrainMemory = 0,
    double RotationMemory = 0
)
{
    public bool IsColoured => StrainMemory > 0;

    public double Diffusion(int coordinate) => coordinate < 5 ? StrainDiffusion : RotationDiffusion;

    public double Memory(int coordinate) => coordinate < 5 ? StrainMemory : RotationMemory;
}
