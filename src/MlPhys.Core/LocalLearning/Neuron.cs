namespace MlPhys.LocalLearning;

/// <summary>One infomorphic neuron looked at closely: what a batch of summed inputs makes it do, and how its goal pulls at it.</summary>
public static class Neuron
{
    /// <summary>Evaluates a goal for one neuron over a batch.</summary>
    /// <param name="model">Kind of neuron.</param>
    /// <param name="goal">Its goal, over the same number of sources.</param>
    /// <param name="z">Summed inputs, [source, sample].</param>
    /// <exception cref="ArgumentException">Shapes that do not fit the model, fewer than two samples, or values that are not finite.</exception>
    public static NeuronReport Evaluate(NeuronModel model, Goal goal, double[,] z)
    {
        var (sources, samples) = (z.GetLength(0), z.GetLength(1));
        if (sources != model.Sources.Length)
            throw new ArgumentException(
                $"the {model.Name} neuron has {model.Sources.Length} sources, found {sources}",
                nameof(z)
            );
        if (goal.Sources.Length != sources)
            throw new ArgumentException(
                $"the goal speaks of {goal.Sources.Length} sources, expected {sources}",
                nameof(goal)
            );
        if (samples < 2)
            throw new ArgumentException($"expected at least 2 samples, found {samples}", nameof(z));
        var flat = new double[sources * samples];
        for (var s = 0; s < sources; s++)
        for (var b = 0; b < samples; b++)
            flat[s * samples + b] = double.IsFinite(z[s, b])
                ? z[s, b]
                : throw new ArgumentException(
                    FormattableString.Invariant(
                        $"input {model.Sources[s]} is {z[s, b]} at sample {b}, expected finite numbers"
                    ),
                    nameof(z)
                );
        var workspace = new NeuronWorkspace(
            model,
            new GoalPlan(goal, [.. model.Bins.Select(b => b.Bins)], true),
            samples
        );
        workspace.Load(flat);
        workspace.Fire();
        workspace.Learn();
        return workspace.Report();
    }
}
