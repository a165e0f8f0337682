using MlPhys.SparseIdentification.Formulas;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>A right-hand side x' = f(x, u) with its derivatives by the state and by every number to be estimated,
/// evaluated over many samples at once.</summary>
internal sealed class VectorField
{
    private readonly Tape values;
    private readonly Tape derivatives;
    private readonly int[] jacobianPlaces;

    /// <summary>Compiles a right-hand side.</summary>
    /// <param name="rightHandSides">One formula a state, in the variables and in numbered parameters.</param>
    /// <param name="directions">For each number to be estimated, the equation it stands in and the derivative by it.</param>
    public VectorField(IReadOnlyList<Formula> rightHandSides, IReadOnlyList<(int Equation, Formula Body)> directions)
    {
        States = rightHandSides.Count;
        Equations = [.. directions.Select(d => d.Equation)];
        values = new Tape(rightHandSides);
        var jacobian = rightHandSides
            .SelectMany(f => Enumerable.Range(0, States).Select(f.DerivativeByVariable))
            .ToArray();
        var used = jacobian.Index().Where(j => j.Item is not ConstantNode { Value: 0 }).ToArray();
        jacobianPlaces = [.. used.Select(j => j.Index)];
        derivatives = new Tape([.. rightHandSides, .. used.Select(j => j.Item), .. directions.Select(d => d.Body)]);
        Memory = new TapeMemory(derivatives);
        ValueMemory = new TapeMemory(values);
    }

    /// <summary>Number of states.</summary>
    public int States { get; }

    /// <summary>The equation of each number to be estimated.</summary>
    public int[] Equations { get; }

    private TapeMemory Memory { get; }

    private TapeMemory ValueMemory { get; }

    /// <summary>Evaluates the right-hand side only.</summary>
    public void Run(double[][] variables, int length, ReadOnlySpan<double> parameters) =>
        values.Run(ValueMemory, variables, 0, length, parameters);

    /// <summary>The right-hand side of an equation after <see cref="Run"/>.</summary>
    public ReadOnlySpan<double> Value(int equation) => values.Result(ValueMemory, equation);

    /// <summary>Evaluates the right-hand side and its derivatives.</summary>
    public void RunWithDerivatives(double[][] variables, int length, ReadOnlySpan<double> parameters) =>
        derivatives.Run(Memory, variables, 0, length, parameters);

    /// <summary>The right-hand side of an equation after <see cref="RunWithDerivatives"/>.</summary>
    public ReadOnlySpan<double> ValueOfRun(int equation) => derivatives.Result(Memory, equation);

    /// <summary>The entries of the Jacobian df/dx that are not zero throughout.</summary>
    public IEnumerable<(int Equation, int State, int Place)> JacobianEntries =>
        jacobianPlaces.Select((at, place) => (at / States, at % States, States + place));

    /// <summary>An entry of the Jacobian by its place.</summary>
    public ReadOnlySpan<double> Entry(int place) => derivatives.Result(Memory, place);

    /// <summary>The derivative by number <paramref name="direction"/> to be estimated.</summary>
    public ReadOnlySpan<double> Direction(int direction) =>
        derivatives.Result(Memory, States + jacobianPlaces.Length + direction);
}
