using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows.Fitting;

/// <summary>What training makes small: the mean of a program's first result over samples.</summary>
internal interface IObjective
{
    /// <summary>The program of the loss of a sample.</summary>
    LaneProgram Program { get; }

    /// <summary>Inputs of the program for some samples.</summary>
    /// <param name="data">Data, [sample, column].</param>
    /// <param name="rows">The samples.</param>
    /// <param name="seed">Seed of what is drawn for them.</param>
    double[,] Inputs(double[,] data, ReadOnlySpan<int> rows, long seed);
}
