using MlPhys.Curvature.Layers;
using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Operators;
using MlPhys.Numerics.Random;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Curvature.Operators;

/// <summary>Every operator, on every network: its products, blocks and transposes are those of one dense matrix found in another way.</summary>
public class OperatorContractTests
{
    private const double Rounding = 1e-11;

    /// <summary>Central differences with step 1e-5 on curvatures of order one.</summary>
    private const double Differences = 1e-7;

    public static TheoryData<string> Networks => [.. CurvatureCases.Names];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Hessian(string network)
    {
        var objective = CurvatureCases.Of(network);
        Holds(MlPhys.Curvature.Operators.Hessian.Of(objective), DenseCurvature.Hessian(objective), Differences);
        Holds(
            MlPhys.Curvature.Operators.Hessian.Of(objective.InBatches(5), keptBatches: 2),
            DenseCurvature.Hessian(objective),
            Differences
        );
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void GaussNewton(string network)
    {
        var objective = CurvatureCases.Of(network);
        Holds(
            MlPhys.Curvature.Operators.GaussNewton.Of(objective.InBatches(7)),
            DenseCurvature.GaussNewton(objective),
            Differences
        );
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Empirical_and_true_Fisher(string network)
    {
        var objective = CurvatureCases.Of(network);
        Holds(SampleFisher.Empirical(objective.InBatches(5)), DenseCurvature.EmpiricalFisher(objective), Rounding);
        // For these likelihoods, exponential families in their natural parameters, Fisher's matrix is the Gauss-Newton one.
        Holds(TrueFisher.Of(objective), DenseCurvature.GaussNewton(objective.WithWeightDecay(0)), Differences);
    }

    [Fact]
    public void Monte_Carlo_Fisher_tends_to_the_true_one()
    {
        var objective = CurvatureCases.Of("tanh perceptron, cross-entropy");
        var exact = TrueFisher.Of(objective).ToDense();
        var sampled = SampleFisher.MonteCarlo(objective, 100, seed: 5, keptBatches: 100);
        Holds(sampled, sampled.ToDense(), Rounding);
        Assert.InRange(DenseCurvature.LargestDifference(sampled.ToDense(), exact), 1e-5, 0.05);
    }

    [Fact]
    public void Kfac_is_the_Gauss_Newton_matrix_of_a_single_dense_layer()
    {
        var objective = CurvatureCases.Regression(CurvatureCases.Chain(nn.Linear(4, 3)), [4], 3);
        Holds(Kfac.Of(objective.InBatches(5)), DenseCurvature.GaussNewton(objective), Differences);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Kfac_is_the_Gauss_Newton_matrix_of_a_convolution_at_one_position(bool bias)
    {
        var objective = CurvatureCases.Regression(
            CurvatureCases.Chain(nn.Conv2d(2, 3, 3, bias: bias), nn.Flatten()),
            [2, 3, 3],
            3
        );
        Holds(Kfac.Of(objective.InBatches(5)), DenseCurvature.GaussNewton(objective), Differences);
    }

    [Fact]
    public void The_inverse_of_Kfac_is_that_of_its_damped_factors()
    {
        var objective = CurvatureCases.Of("tanh perceptron, cross-entropy");
        var factors = Kfac.Of(objective);
        var unit = (factors.Inverse(1e-14) * factors).ToDense();
        // The softmax's factor of rank K - 1 has no inverse: damping leaves it out, the rest is the identity.
        var first = objective.Structure.Parameters.Slices[0].Length;
        for (var i = 0; i < first; i++)
        for (var j = 0; j < first; j++)
            Assert.Equal(i == j ? 1 : 0, unit[i, j], 1e-4);
    }

    [Fact]
    public void Composites()
    {
        var stream = new RandomStream(1);
        var (a, b) = (Random(stream, 6, 4), Random(stream, 6, 4));
        var (left, right) = (DenseOperator.Of(a), DenseOperator.Of(b));
        Holds(left + right, Entries(6, 4, (i, j) => a[i, j] + b[i, j]), Rounding);
        Holds(2 * left - right, Entries(6, 4, (i, j) => 2 * a[i, j] - b[i, j]), Rounding);
        var gram = Entries(6, 6, (i, j) => Enumerable.Range(0, 4).Sum(k => a[i, k] * b[j, k]));
        Holds(left * right.Transpose, gram, Rounding);
        Assert.Throws<ArgumentException>(() => left * right);
        Assert.Throws<ArgumentException>(() => left + right.Transpose);
    }

    [Fact]
    public void Inverse_by_conjugate_gradients()
    {
        var stream = new RandomStream(2);
        var a = Random(stream, 5, 5);
        var gram = Entries(5, 5, (i, j) => Enumerable.Range(0, 5).Sum(k => a[i, k] * a[j, k]));
        var damped = Entries(5, 5, (i, j) => gram[i, j] + (i == j ? 0.3 : 0));
        var inverse = tensor(damped).inverse();
        Holds(
            new InverseOperator(DenseOperator.Of(gram), 0.3, 1e-13),
            Entries(5, 5, (i, j) => inverse[i, j].item<double>()),
            1e-10
        );
        Assert.Throws<ArgumentException>(() => new InverseOperator(DenseOperator.Of(a)));
    }

    [Fact]
    public void Projection_onto_a_basis()
    {
        var (q, _) = linalg.qr(tensor(Random(new RandomStream(3), 7, 3)));
        var basis = Entries(7, 3, (i, j) => q[i, j].item<double>());
        var dense = Entries(7, 7, (i, j) => Enumerable.Range(0, 3).Sum(k => basis[i, k] * basis[j, k]));
        Holds(Projection.Onto(basis), dense, Rounding);
        Assert.Throws<ArgumentException>(() => Projection.Onto(Random(new RandomStream(3), 7, 3)));
    }

    [Fact]
    public void The_block_of_a_layer()
    {
        var objective = CurvatureCases.Of("convolution, cross-entropy");
        var full = DenseCurvature.Hessian(objective);
        var dense = objective.Structure.Layers.OfType<DenseLayer>().Single();
        var start = dense.Weight.Offset;
        Holds(
            Restriction.Of(MlPhys.Curvature.Operators.Hessian.Of(objective), dense.Parameters),
            Entries(27, 27, (i, j) => full[start + i, start + j]),
            Differences
        );
    }

    [Fact]
    public void A_loss_of_the_users_has_the_same_Hessian()
    {
        var known = CurvatureCases.Of("tanh perceptron, cross-entropy");
        var custom = Objective.Of(
            known.Structure.Module,
            known.Input,
            known.Target,
            LossFunction.Of((f, y) => nn.functional.cross_entropy(f, y))
        );
        Holds(
            MlPhys.Curvature.Operators.Hessian.Of(custom),
            MlPhys.Curvature.Operators.Hessian.Of(known).ToDense(),
            Rounding
        );
        Holds(SampleFisher.Empirical(custom), SampleFisher.Empirical(known).ToDense(), Rounding);
        Assert.Throws<NotSupportedException>(() => TrueFisher.Of(custom).ToDense());
    }

    [Fact]
    public void A_subsample_is_part_of_the_data()
    {
        var objective = CurvatureCases.Of("tanh perceptron, cross-entropy");
        var part = objective.Subsampled(5, seed: 1);
        Assert.Equal(5, part.Samples);
        Holds(MlPhys.Curvature.Operators.Hessian.Of(part), DenseCurvature.Hessian(part), Differences);
        Assert.NotEqual(part.Gradient(), objective.Subsampled(5, seed: 2).Gradient());
    }

    [Fact]
    public void Bad_objectives_are_refused()
    {
        using var model = CurvatureCases.Chain(nn.Linear(2, 2));
        var input = CurvatureCases.Gaussian(1, 3, 2);
        var loss = LossFunction.Of((f, y) => (f - y).square());
        Assert.Contains(
            "a scalar is needed",
            Assert.Throws<ArgumentException>(() => Objective.Of(model, input, input, loss)).Message
        );
        Assert.Throws<ArgumentException>(() => Objective.Of(model, input, input.narrow(0, 0, 2), LossFunction.Squared));
        Assert.Throws<ArgumentException>(() => Objective.Of(model, input / 0.0, input, LossFunction.Squared));
    }

    private static void Holds(LinearOperator map, double[,] dense, double tolerance)
    {
        var (rows, columns) = (dense.GetLength(0), dense.GetLength(1));
        Assert.Equal((rows, columns), (map.Rows, map.Columns));
        Assert.True(DenseCurvature.LargestDifference(map.ToDense(), dense) < tolerance);

        var block = Random(new RandomStream(9), columns, 3);
        Same(map.Apply(block), Entries(rows, 3, (i, k) => Row(dense, i, j => block[j, k])), tolerance);
        var vector = Enumerable.Range(0, columns).Select(j => block[j, 0]).ToArray();
        var product = map.Apply(vector);
        Same(map.Apply(block), Entries(rows, 3, (i, k) => k == 0 ? product[i] : map.Apply(block)[i, k]), 1e-11);

        Assert.Equal((columns, rows), (map.Transpose.Rows, map.Transpose.Columns));
        Same(map.Transpose.ToDense(), Entries(columns, rows, (i, j) => dense[j, i]), tolerance);
        Assert.Throws<ArgumentException>(() => map.Apply(new double[columns + 1]));
    }

    private static void Same(double[,] a, double[,] b, double tolerance) =>
        Assert.InRange(DenseCurvature.LargestDifference(a, b), 0, 10 * tolerance);

    private static double Row(double[,] dense, int i, Func<int, double> vector) =>
        Enumerable.Range(0, dense.GetLength(1)).Sum(j => dense[i, j] * vector(j));

    private static double[,] Entries(int rows, int columns, Func<int, int, double> entry)
    {
        var matrix = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < columns; j++)
            matrix[i, j] = entry(i, j);
        return matrix;
    }

    private static double[,] Random(RandomStream stream, int rows, int columns) =>
        Entries(rows, columns, (_, _) => stream.Gaussian());
}
