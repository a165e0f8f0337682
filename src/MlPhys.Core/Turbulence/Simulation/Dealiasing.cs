namespace MlPhys.Turbulence.Simulation;

/// <summary>Which Fourier modes are kept, so that quadratic products alias onto none of them.</summary>
public enum Dealiasing
{
    /// <summary>|k| below N/3: no direction is preferred.</summary>
    Sphere,

    /// <summary>Each component below N/3, the 2/3 rule.</summary>
    Cube,
}
