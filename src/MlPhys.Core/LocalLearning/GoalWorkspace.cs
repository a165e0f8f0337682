namespace MlPhys.LocalLearning;

/// <summary>Runs a goal on one neuron after another without allocating: the inner loop of a layer, for measurements of its speed.</summary>
/// <param name="model">Kind of neuron.</param>
/// <param name="goal">Its goal.</param>
/// <param name="samples">Size of the batch.</param>
/// <param name="withAtoms">Whether all redundancies are computed, not only those that the goal needs.</param>
public sealed class GoalWorkspace(NeuronModel model, Goal goal, int samples, bool withAtoms)
{
    private readonly double[] _atoms = new double[goal.Atoms.Length + 1];
    private readonly NeuronWorkspace _workspace = new(
        model,
        new GoalPlan(goal, [.. model.Bins.Select(b => b.Bins)], withAtoms),
        samples
    );

    /// <summary>Cells of the joint table that held a sample in the last run.</summary>
    public int OccupiedCells => _workspace.OccupiedCells;

    /// <summary>Firing, bins, redundancies, gradient and, where asked for, the atoms of one neuron; returns the goal in bits.</summary>
    /// <param name="z">Summed inputs, [source * samples + sample].</param>
    public double Run(double[] z)
    {
        _workspace.Load(z);
        _workspace.Fire();
        _workspace.Learn();
        if (withAtoms)
            _workspace.Atoms(_atoms);
        return _workspace.GoalValue;
    }
}
