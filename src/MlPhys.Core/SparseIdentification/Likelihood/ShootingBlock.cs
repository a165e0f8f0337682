using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>Some windows integrated side by side by the classical fourth-order Runge-Kutta method, optionally with the
/// sensitivities to their starts and to the numbers to be estimated (the variational equations S' = J S + df/dp).</summary>
internal sealed class ShootingBlock
{
    private static readonly double[] Advance = [0.5, 0.5, 1];
    private static readonly double[] Shares = [1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0];
    private readonly VectorField field;
    private readonly ShootingWindows windows;
    private readonly int subSteps;
    private readonly bool hasSensitivities;
    private readonly double[][] variables;
    private readonly double[][] state;
    private readonly double[][] sum;
    private readonly double[] stepSize;

    public ShootingBlock(VectorField field, ShootingWindows windows, int inputs, int subSteps, bool sensitivities)
    {
        (this.field, this.windows, this.subSteps, hasSensitivities) = (field, windows, subSteps, sensitivities);
        stepSize = new double[Lanes];
        Columns = sensitivities ? field.Equations.Length + field.States : 0;
        variables = Rows(field.States + inputs);
        state = Rows(field.States * (1 + Columns));
        sum = Rows(state.Length);
        Stage = Rows(state.Length);
        Slope = Rows(state.Length);
    }

    private int Lanes => windows.Lanes;

    /// <summary>Sensitivities of each state: first to the numbers to be estimated, then to the starts.</summary>
    public int Columns { get; }

    private double[][] Stage { get; }

    private double[][] Slope { get; }

    /// <summary>The states of the windows now.</summary>
    public double[] State(int index) => state[index];

    /// <summary>The sensitivity of a state to a column.</summary>
    public double[] Sensitivity(int index, int column) => state[field.States + index * Columns + column];

    /// <summary>Sets the starts of the windows.</summary>
    public void Start(double[][] starts, int first)
    {
        foreach (var row in state)
            Array.Clear(row);
        for (var e = 0; e < field.States; e++)
        {
            for (var lane = 0; lane < Lanes; lane++)
                state[e][lane] = starts[e][Math.Min(first + lane, windows.Count - 1)];
            if (hasSensitivities)
                Sensitivity(e, field.Equations.Length + e).AsSpan().Fill(1);
        }
    }

    /// <summary>Moves all windows from one sample to the next.</summary>
    public void Step(int first, int sample, ReadOnlySpan<double> parameters)
    {
        windows.StepSizes(first, sample, stepSize);
        TensorPrimitives.Divide(stepSize, subSteps, stepSize);
        for (var sub = 0; sub < subSteps; sub++)
            SubStep(first, sample, sub, parameters);
    }

    private void SubStep(int first, int sample, int sub, ReadOnlySpan<double> parameters)
    {
        Copy(state, sum);
        Copy(state, Stage);
        for (var stage = 0; stage < 4; stage++)
        {
            var within = stage == 0 ? 0 : Advance[stage - 1];
            FillVariables(first, sample, (sub + within) / subSteps);
            Evaluate(parameters);
            for (var r = 0; r < state.Length; r++)
            {
                TensorPrimitives.Multiply(Slope[r], stepSize, Slope[r]);
                TensorPrimitives.MultiplyAdd(Slope[r], Shares[stage], sum[r], sum[r]);
                if (stage < 3)
                    TensorPrimitives.MultiplyAdd(Slope[r], Advance[stage], state[r], Stage[r]);
            }
        }
        Copy(sum, state);
    }

    private void FillVariables(int first, int sample, double fraction)
    {
        for (var e = 0; e < field.States; e++)
            Stage[e].CopyTo(variables[e], 0);
        for (var u = field.States; u < variables.Length; u++)
            windows.Input(first, sample, fraction, u - field.States, variables[u]);
    }

    private void Evaluate(ReadOnlySpan<double> parameters)
    {
        if (!hasSensitivities)
        {
            field.Run(variables, Lanes, parameters);
            for (var e = 0; e < field.States; e++)
                field.Value(e)[..Lanes].CopyTo(Slope[e]);
            return;
        }
        field.RunWithDerivatives(variables, Lanes, parameters);
        for (var e = 0; e < field.States; e++)
        {
            field.ValueOfRun(e)[..Lanes].CopyTo(Slope[e]);
            for (var c = 0; c < Columns; c++)
                Slope[field.States + e * Columns + c].AsSpan().Clear();
        }
        for (var c = 0; c < field.Equations.Length; c++)
            field.Direction(c)[..Lanes].CopyTo(Slope[field.States + field.Equations[c] * Columns + c]);
        foreach (var (e, k, place) in field.JacobianEntries)
        {
            var entry = field.Entry(place)[..Lanes];
            for (var c = 0; c < Columns; c++)
            {
                var target = Slope[field.States + e * Columns + c];
                TensorPrimitives.MultiplyAdd(entry, Stage[field.States + k * Columns + c], target, target);
            }
        }
    }

    private double[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => new double[Lanes])];

    private static void Copy(double[][] from, double[][] to)
    {
        for (var r = 0; r < from.Length; r++)
            from[r].CopyTo(to[r], 0);
    }
}
