namespace MlPhys.Numerics.Differential;

/// <summary>Independent paths of a stochastic equation.</summary>
/// <param name="Times">Times at which the states were kept.</param>
/// <param name="States">States by path, time and component.</param>
public sealed record PathEnsemble(double[] Times, double[,,] States)
{
    /// <summary>One component at one time over all paths.</summary>
    /// <param name="component">Place in the state.</param>
    /// <param name="time">Place in <see cref="Times"/>; the last one without this argument.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such component or time.</exception>
    public double[] Values(int component, int? time = null)
    {
        var at = time ?? Times.Length - 1;
        ArgumentOutOfRangeException.ThrowIfNegative(component);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(component, States.GetLength(2));
        if (at < 0 || at >= Times.Length)
            throw new ArgumentOutOfRangeException(nameof(time), at, $"there are {Times.Length} times");
        return [.. Enumerable.Range(0, States.GetLength(0)).Select(path => States[path, at, component])];
    }
}
