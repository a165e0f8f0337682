namespace MlPhys.Turbulence.Tracers;

/// <summary>How a field on the periodic grid is interpolated at a particle.</summary>
/// <remarks>
/// The coefficients of cardinal B-splines come from the Fourier modes divided by the spline's symbol, which costs nothing (Unser, IEEE Signal Process. Mag. 16, 22,
/// 1999); Hermite's polynomials take values and slopes of the grid as they are, as data bases of turbulence do.
/// </remarks>
public enum TracerInterpolation
{
    /// <summary>Cubic B-splines: four points an axis, error of fourth order.</summary>
    CubicSpline,

    /// <summary>Quintic B-splines: six points an axis, error of sixth order.</summary>
    QuinticSpline,

    /// <summary>Cubic Hermite polynomials with slopes by differences of fourth order: six points an axis, error of fourth order.</summary>
    CubicHermite,
}
