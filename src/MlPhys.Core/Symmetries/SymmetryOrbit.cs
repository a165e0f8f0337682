using MlPhys.Curvature.Objectives;
using MlPhys.Figures;
using MlPhys.Numerics.Random;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>The loss along a symmetry's orbit beside that along the straight line in its tangent and along a random direction.</summary>
/// <param name="Distances">Steps along the tangent of unit length.</param>
/// <param name="Orbit">Loss on the orbit exp(t A): W to exp(tA) W, R to R exp(-tA).</param>
/// <param name="Tangent">Loss on the straight line.</param>
/// <param name="Random">Loss along a random direction.</param>
public sealed record SymmetryOrbit(double[] Distances, double[] Orbit, double[] Tangent, double[] Random)
{
    /// <summary>Follows a random generator of one feature space.</summary>
    /// <param name="generators">The network's symmetries; its weights are put back.</param>
    /// <param name="space">Which of <see cref="SymmetryGenerators.Spaces"/>.</param>
    /// <param name="exact">Whether the generator is an exact symmetry; otherwise one that the nonlinearities break.</param>
    /// <param name="reach">Largest distance, positive.</param>
    /// <param name="seed">Of the generator and the random direction.</param>
    /// <param name="points">Points on each curve, at least 3.</param>
    /// <exception cref="ArgumentException">The space has no such generators.</exception>
    public static SymmetryOrbit Follow(
        SymmetryGenerators generators,
        int space = 0,
        bool exact = true,
        double reach = 3,
        long seed = 1,
        int points = 41
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(reach);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 3);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var objective = generators.Objective;
        var start = tensor(objective.Structure.Parameters.Read());
        var stream = new RandomStream(seed);
        var (family, coefficients) = generators.Generator(space, exact, stream);
        var tangent = zeros_like(start);
        family.AddTangent(coefficients, tangent);
        var length = tangent.norm().item<double>();
        var random = tensor(stream.Split("random").Gaussians(objective.Dimension));
        random = random / random.norm();
        var steps = Enumerable.Range(0, points).Select(i => reach * (2.0 * i / (points - 1) - 1)).ToArray();
        try
        {
            return new SymmetryOrbit(
                steps,
                [.. steps.Select(t => At(objective, family.Moved(start, coefficients * (t / length))))],
                [.. steps.Select(t => At(objective, start + tangent * (t / length)))],
                [.. steps.Select(t => At(objective, start + random * t))]
            );
        }
        finally
        {
            objective.Structure.Parameters.Write(start.data<double>().ToArray());
        }
    }

    /// <summary>The three curves.</summary>
    /// <param name="title">Of the figure.</param>
    public Figure Figure(string title = "Along a symmetry")
    {
        var least = Math.Max(Orbit.Concat(Tangent).Concat(Random).Where(v => v > 0).DefaultIfEmpty(1e-18).Min(), 1e-18);
        double[] Above(double[] loss) => [.. loss.Select(v => Math.Max(v, least))];
        return MlPhys
            .Figures.Figure.Titled(title)
            .WithXAxis("distance")
            .WithYAxis("loss", log: true)
            .WithLine(Distances, Above(Orbit), "orbit")
            .WithLine(Distances, Above(Tangent), "tangent")
            .WithLine(Distances, Above(Random), "random direction");
    }

    private static double At(Objective objective, Tensor parameters)
    {
        objective.Structure.Parameters.Write(parameters.data<double>().ToArray());
        return objective.Value();
    }
}
