using System.Collections.Immutable;

namespace MlPhys.Numerics.Differential;

/// <summary>The solution of an initial value problem.</summary>
public sealed record Trajectory
{
    /// <summary>Times of the rows of <see cref="States"/>: as asked for, or after each step.</summary>
    public required double[] Times { get; init; }

    /// <summary>States, one row for each time, one column for each component.</summary>
    public required double[,] States { get; init; }

    /// <summary>Events in the order in which they happened.</summary>
    public required ImmutableArray<OdeEvent> Events { get; init; }

    /// <summary>Accepted steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Steps that were rejected and tried again smaller.</summary>
    public required int Rejected { get; init; }

    /// <summary>Evaluations of the right-hand side.</summary>
    public required int Evaluations { get; init; }

    internal DenseOutput? Dense { get; init; }

    /// <summary>The last state.</summary>
    public double[] Final => Row(Times.Length - 1);

    /// <summary>One component at all times.</summary>
    /// <param name="index">Place in the state.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such component.</exception>
    public double[] Component(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, States.GetLength(1));
        return [.. Enumerable.Range(0, Times.Length).Select(i => States[i, index])];
    }

    /// <summary>The state at any time between first and last, by the method's own interpolation.</summary>
    /// <param name="time">Time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is outside the trajectory.</exception>
    /// <exception cref="InvalidOperationException">The trajectory was computed at given times, without its dense output.</exception>
    public double[] At(double time) =>
        Dense is { } dense
            ? dense.At(time)
            : throw new InvalidOperationException(
                "this trajectory holds given times only; solve over an interval (from, to) for states at any time"
            );

    private double[] Row(int i) => [.. Enumerable.Range(0, States.GetLength(1)).Select(j => States[i, j])];
}
