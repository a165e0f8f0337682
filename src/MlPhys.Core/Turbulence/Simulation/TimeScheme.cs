namespace MlPhys.Turbulence.Simulation;

/// <summary>How time is stepped; viscosity is exact by its integrating factor in each.</summary>
public enum TimeScheme
{
    /// <summary>Heun's scheme, order 2, two evaluations a step.</summary>
    Heun,

    /// <summary>The classical Runge-Kutta scheme, order 4, four evaluations a step.</summary>
    RungeKutta4,
}
