using MlPhys.Curvature.Kernels;

namespace MlPhys.Core.Tests.Curvature.Kernels;

public class KernelObservablesTests
{
    private static readonly double[,] K1 = Matrix((i, j) => 1.0 / (i + j + 1) + (i == j ? 0.1 : 0));
    private static readonly double[,] K2 = Matrix(
        (i, j) => Math.Exp(-(i - j) * (i - j) / 8.0) * (1 + 0.2 * i) * (1 + 0.2 * j)
    );

    [Fact]
    public void Observables_of_two_matrices_meet_the_reference()
    {
        var reference = KernelReference.Root.GetProperty("matrix_observables");
        var targets = new double[6, 1];
        for (var i = 0; i < 6; i++)
            targets[i, 0] = reference.GetProperty("y")[i].GetDouble();
        var clip = EigenvalueClip.Absolute();
        KernelReference.AssertNear(
            reference.GetProperty("K1_observables"),
            KernelObservables.Of(K1, clip),
            K1,
            targets
        );
        KernelReference.AssertNear(
            reference.GetProperty("K2_observables"),
            KernelObservables.Of(K2, clip),
            K2,
            targets,
            K1
        );
        KernelReference.AssertNear(
            reference.GetProperty("alignment_K1_K2").GetDouble(),
            KernelMatrix.Alignment(K1, K2)
        );
        KernelReference.AssertNear(
            reference.GetProperty("cka_K1_K2").GetDouble(),
            KernelMatrix.CentredAlignment(K1, K2)
        );
    }

    [Fact]
    public void Entropy_spans_from_one_direction_to_all()
    {
        Assert.Equal(Math.Log(6), KernelObservables.Of(Matrix((i, j) => i == j ? 3 : 0)).Entropy, 12);
        Assert.InRange(KernelObservables.Of(Matrix((_, _) => 1)).Entropy, -1e-11, 1e-11);
        Assert.Equal(6, KernelObservables.Of(Matrix((i, j) => i == j ? 3 : 0)).ParticipationRatio, 12);
        Assert.Equal(1, KernelObservables.Of(Matrix((i, j) => (i + 1) * (j + 1))).ParticipationRatio, 12);
    }

    [Fact]
    public void Distance_keeps_its_digits_near_zero()
    {
        var near = Matrix((i, j) => K1[i, j] + (i == j ? 1e-9 : 0));
        // To second order in epsilon: (epsilon / |K|)^2 (6 - (tr K / |K|)^2) / 2.
        var norm = Math.Sqrt(K1.Cast<double>().Sum(v => v * v));
        var cosine = KernelObservables.Of(K1).Trace / norm;
        Assert.Equal(1, KernelMatrix.Distance(near, K1) / (1e-18 / (norm * norm) * (6 - cosine * cosine) / 2), 4);
    }

    [Fact]
    public void Bad_matrices_are_refused()
    {
        Assert.Throws<ArgumentException>(() => KernelObservables.Of(new double[2, 3]));
        Assert.Contains(
            "trace 0",
            Assert.Throws<ArgumentException>(() => KernelObservables.Of(new double[2, 2])).Message
        );
        Assert.Throws<ArgumentException>(() =>
            KernelObservables.Of(
                new[,]
                {
                    { double.NaN },
                }
            )
        );
        Assert.Throws<ArgumentException>(() => KernelMatrix.Distance(K1, new double[2, 2]));
    }

    private static double[,] Matrix(Func<int, int, double> entry)
    {
        var matrix = new double[6, 6];
        for (var i = 0; i < 6; i++)
        for (var j = 0; j < 6; j++)
            matrix[i, j] = entry(i, j);
        return matrix;
    }
}
