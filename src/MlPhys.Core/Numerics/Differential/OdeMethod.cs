namespace MlPhys.Numerics.Differential;

/// <summary>How an initial value problem is integrated.</summary>
public enum OdeMethod
{
    /// <summary>Explicit Runge-Kutta 5(4), adaptive, dense output of order 4 (Dormand and Prince 1980): the choice for problems that are not stiff.</summary>
    DormandPrince,

    /// <summary>Rosenbrock 4(3), adaptive, L-stable, dense output of order 3 (Hairer and Wanner 1996, RODAS): for stiff problems.</summary>
    Rodas4,

    /// <summary>The classical Runge-Kutta method of order 4 at a fixed step, cubic dense output.</summary>
    RungeKutta4,
}
