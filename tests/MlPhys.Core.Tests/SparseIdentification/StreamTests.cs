using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Dynamics;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Solvers;
using MlPhys.SparseIdentification.Streams;

namespace MlPhys.Core.Tests.SparseIdentification;

public class StreamTests
{
    private static readonly DynamicsCase Case = DynamicsCase.Lorenz;

    [Fact]
    public void A_stream_gives_the_law_of_the_whole_trajectory_whatever_its_blocks()
    {
        var law = SparseModel
            .For(Case.Trajectories(0, 0))
            .WithLibrary(Library.Polynomial(2))
            .WithMethod(Method.Regression(solver: Solver.Stlsq(0.005)))
            .Fit();
        var (whole, cut) = (Streamed(10_000), Streamed(777));

        Assert.True(Case.IsExact(cut), cut.ToString());
        Assert.Equal(law.Structure, cut.Structure);
        foreach (var (a, b) in whole.Terms.Zip(cut.Terms))
            Assert.Equal(1, b.Value / a.Value, 1e-10);
        foreach (var (a, b) in law.Terms.Zip(cut.Terms))
            Assert.Equal(1, b.Value / a.Value, 1e-3);
    }

    [Fact]
    public void Blocks_are_checked_before_they_count()
    {
        Says(
            "a block has 1 columns of states",
            new SampleBlock(
                [
                    [1, 2],
                ],
                [
                    [1, 2],
                ]
            )
        );
        Says(
            "column 'y' has 1 values, expected 2",
            new SampleBlock(
                [
                    [1, 2],
                    [1],
                ],
                [
                    [1, 2],
                    [1, 2],
                ]
            )
        );
        Says(
            "column 'y' has a value that is not finite, first at sample 2",
            new SampleBlock(
                [
                    [1, 2],
                    [1, double.NaN],
                ],
                [
                    [1, 2],
                    [1, 2],
                ]
            )
        );
        Assert.Contains(
            "6 candidates for 2 samples",
            Assert
                .Throws<InvalidOperationException>(() =>
                    SparseModel
                        .ForStream("x", "y")
                        .Fit([
                            new SampleBlock(
                                [
                                    [1, 2],
                                    [1, 2],
                                ],
                                [
                                    [1, 2],
                                    [1, 2],
                                ]
                            ),
                        ])
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => SparseModel.ForStream("x", "x"));
    }

    private static DynamicsLaw Streamed(int block) =>
        SparseModel
            .ForStream("x0", "x1", "x2")
            .WithLibrary(Library.Polynomial(2))
            .WithSolver(Solver.Stlsq(0.005))
            .Fit(
                SampleBlock.OfEven(
                    Case.Step,
                    Case.Clean[0]
                        .Chunk(block)
                        .Select(rows => Enumerable.Range(0, 3).Select(j => Recipe.Column(rows, j)).ToArray())
                )
            );

    private static void Says(string message, SampleBlock block) =>
        Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(() => SparseModel.ForStream("x", "y").Fit([block])).Message,
            StringComparison.Ordinal
        );
}
