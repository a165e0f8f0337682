namespace MlPhys.Turbulence.Simulation;

/// <summary>A weight of an integrating-factor scheme: Unit + Half exp(-νk²dt/2) + Full exp(-νk²dt).</summary>
internal readonly record struct DecayWeight(double Unit, double Half, double Full)
{
    public static DecayWeight None => default;

    public static DecayWeight OfUnit(double factor) => new(factor, 0, 0);

    public static DecayWeight OfHalf(double factor) => new(0, factor, 0);

    public static DecayWeight OfFull(double factor) => new(0, 0, factor);
}

/// <summary>
/// What one stage of a Runge-Kutta scheme does with the state u, the nonlinear term N of the last stage and the sum: sum = SumFromState u + SumKept sum + SumFromTerm N,
/// next stage = StageFromState u + StageFromTerm N. The last stage makes the sum the new state.
/// </summary>
internal readonly record struct StageWeights(
    DecayWeight SumFromState,
    double SumKept,
    DecayWeight SumFromTerm,
    DecayWeight StageFromState,
    DecayWeight StageFromTerm
)
{
    /// <summary>Heun's scheme with integrating factor, order 2.</summary>
    public static StageWeights Heun(int stage, double dt) =>
        stage == 0
            ? new(DecayWeight.OfFull(1), 0, DecayWeight.OfFull(dt / 2), DecayWeight.OfFull(1), DecayWeight.OfFull(dt))
            : new(DecayWeight.None, 1, DecayWeight.OfUnit(dt / 2), DecayWeight.None, DecayWeight.None);

    /// <summary>The classical Runge-Kutta scheme with integrating factor, order 4. Canuto et al., Spectral Methods (2007), section 3.3.</summary>
    public static StageWeights RungeKutta4(int stage, double dt) =>
        stage switch
        {
            0 => new(
                DecayWeight.OfFull(1),
                0,
                DecayWeight.OfFull(dt / 6),
                DecayWeight.OfHalf(1),
                DecayWeight.OfHalf(dt / 2)
            ),
            1 => new(
                DecayWeight.None,
                1,
                DecayWeight.OfHalf(dt / 3),
                DecayWeight.OfHalf(1),
                DecayWeight.OfUnit(dt / 2)
            ),
            2 => new(DecayWeight.None, 1, DecayWeight.OfHalf(dt / 3), DecayWeight.OfFull(1), DecayWeight.OfHalf(dt)),
            _ => new(DecayWeight.None, 1, DecayWeight.OfUnit(dt / 6), DecayWeight.None, DecayWeight.None),
        };
}
