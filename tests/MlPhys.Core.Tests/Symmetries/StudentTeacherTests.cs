using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Spectra;
using MlPhys.Symmetries;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Symmetries;

public class StudentTeacherTests
{
    [Fact]
    public void The_rectified_student_at_its_teacher_is_that_of_the_reference()
    {
        var objective = SymmetryReference.TeacherPoint(nn.ReLU());
        var report = Study(objective);
        var reference = SymmetryReference.Teacher;
        var alignment = report.Alignment!;

        Assert.Equal(8, report.Zeros.Found);
        Assert.Equal((8, 64), (report.Zeros.ExactDimension, report.Zeros.LinearisedDimension));
        Assert.Equal(2.71635177, alignment.Eigenvalues.Max(), 1e-8);
        Assert.Equal(129.918789, alignment.Eigenvalues.Sum(), 1e-6);
        Assert.Equal(0.638, alignment.MeanOfLowest, 1e-3);
        Assert.Equal(0.056, alignment.MeanOfHighest, 1e-3);
        Assert.Equal(64.0 / 240, alignment.Baseline, 1e-12);
        Assert.Equal(reference.GetProperty("curvature_ratio").GetDouble(), report.CurvatureRatio, 1e-9);
        foreach (var entry in reference.GetProperty("mean_overlap_lowest").EnumerateObject())
            Assert.Equal(entry.Value.GetDouble(), alignment.MeanLowest(int.Parse(entry.Name)), 1e-6);
        Assert.All(
            alignment.Eigenvalues[8..].Zip(reference.Numbers("eigenvalues")),
            pair => Assert.Equal(pair.Second, pair.First, 1e-10)
        );
        Assert.True(report.Verdict.IsAligned, report.Verdict.Text);
    }

    [Fact]
    public void The_curvature_of_symmetry_directions_grows_as_the_square_of_the_leak()
    {
        double[] gaps = [0.001, 0.002, 0.005, 0.01];
        var curvatures = gaps.Select(gap => MeanOfLowest(SymmetryReference.TeacherPoint(nn.LeakyReLU(1 - gap))))
            .ToArray();
        Assert.InRange(Slope(gaps, curvatures), 1.99, 2.01);
    }

    [Fact]
    public void The_curvature_of_symmetry_directions_grows_as_the_fourth_power_of_the_scale_of_tanh()
    {
        double[] scales = [0.01, 0.02, 0.04];
        var curvatures = scales
            .Select(s =>
            {
                var objective = SymmetryReference.TeacherPoint(nn.Tanh(), s);
                return Lowest(objective, 64).Average() / Lowest(objective, 240).Max();
            })
            .ToArray();
        Assert.InRange(Slope(scales, curvatures), 3.93, 4.03);
    }

    private static double MeanOfLowest(Objective objective) => Lowest(objective, 64).Skip(8).Sum() / 64;

    private static IEnumerable<double> Lowest(Objective objective, int count)
    {
        using var hessian = DenseHessian.Of(objective);
        return [.. hessian.Eigenvalues().OrderBy(Math.Abs).Take(count)];
    }

    private static double Slope(double[] x, double[] y) =>
        MathNet.Numerics.Fit.Line([.. x.Select(v => Math.Log(v))], [.. y.Select(v => Math.Log(v))]).B;

    private static SymmetryReport Study(Objective objective) =>
        SymmetryAnalysis.Of(objective.Structure.Module).On(objective.Input, objective.Target, objective.Loss).Run();
}
