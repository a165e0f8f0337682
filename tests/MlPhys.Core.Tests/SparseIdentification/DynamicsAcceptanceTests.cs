using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Derivatives;
using MlPhys.SparseIdentification.Dynamics;
using MlPhys.SparseIdentification.Formulas;

namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>The acceptance cases for trajectories, one configuration for all; all seeds and levels are in benchmarks/results.</summary>
public class DynamicsAcceptanceTests
{
    public static TheoryData<string, double, int, double> Noisy =>
        new()
        {
            { "Lorenz", 0.05, 1, 2e-2 },
            { "Lorenz", 0.1, 2, 5e-2 },
            { "Rössler", 0.1, 3, 5e-2 },
            { "Van der Pol", 0.1, 4, 1e-2 },
            { "pendulum", 0.1, 5, 3e-2 },
            { "Duffing with input", 0.1, 6, 3e-2 },
            { "pendulum of unknown wave number", 0.05, 7, 1e-2 },
            { "Michaelis-Menten with feed", 0.01, 8, 5e-2 },
            { "Michaelis-Menten with feed", 0.05, 8, 0.15 },
            { "LH batch reactor", 0.01, 9, 0.02 },
            { "LH batch reactor", 0.05, 9, 0.1 },
        };

    [Fact]
    public void The_recipe_gives_its_check_values()
    {
        Assert.Equal([0.56656158, 0.74578176], Recipe.Uniforms(1).Take(2).Select(u => Math.Round(u, 8)));
        Assert.Equal([-0.03426732, -2.50006749, 0.08772247], Recipe.Normals(1).Take(3).Select(n => Math.Round(n, 8)));
        Assert.Equal([-1.91943928, 0.3209108], DynamicsCase.VanDerPol.Clean[0][^1].Select(x => Math.Round(x, 8)));
    }

    [Theory]
    [MemberData(nameof(Noisy))]
    public void The_law_is_found_exactly_from_noisy_states(string name, double level, int seed, double error)
    {
        var system = DynamicsCase.Named(name);
        var law = system.Find(level, seed);

        Assert.True(system.IsExact(law), law.ToString());
        Assert.InRange(system.Error(law), 0, error);
    }

    [Theory]
    [InlineData(0.01, 0.01)]
    [InlineData(0.05, 0.02)]
    public void The_wave_number_holds_beyond_the_data(double level, double error) =>
        Assert.InRange(DynamicsCase.BeyondTheSwings(DynamicsCase.WavePendulum.Find(level, 7)), 0, error);

    [Theory]
    [InlineData("Duffing with input", 0.1, 1e-2)]
    [InlineData("Van der Pol", 0.1, 1e-2)]
    [InlineData("Lorenz", 0.1, 5e-2)]
    [InlineData("Duffing with input", 0, 1e-7)]
    public void The_whitened_weak_form_finds_the_law(string name, double level, double error)
    {
        var system = DynamicsCase.Named(name);
        var law = SparseModel
            .For(system.Trajectories(level, 1))
            .WithLibrary(system.Library)
            .WithMethod(Method.Weak())
            .Fit();

        Assert.True(system.IsExact(law), law.ToString());
        Assert.InRange(system.Error(law), 0, error);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    public void The_strong_form_counts_independent_samples_only(double level)
    {
        var system = DynamicsCase.Duffing;
        var law = SparseModel
            .For(system.Trajectories(level, 1))
            .WithLibrary(system.Library)
            .WithMethod(Method.Regression(Derivative.Kalman))
            .Fit();

        Assert.True(system.IsExact(law), law.ToString());
    }

    [Fact]
    public void Refined_numbers_of_the_strong_form_lose_the_bias_of_smoothing()
    {
        var system = DynamicsCase.Duffing;
        var request = SparseModel.For(system.Trajectories(0.1, 1)).WithLibrary(system.Library);
        var plain = request.WithMethod(Method.Regression(Derivative.Kalman)).Fit();
        var refined = request.WithMethod(Method.Regression(Derivative.Kalman, refined: true)).Fit();

        Assert.Equal(plain.Structure, refined.Structure);
        Assert.InRange(system.Error(refined), 0, 1e-2);
        Assert.InRange(system.Error(refined), 0, 0.5 * system.Error(plain));
        Assert.NotEmpty(refined.Correlations());
    }

    [Theory]
    [InlineData("Lorenz")]
    [InlineData("Rössler")]
    [InlineData("Van der Pol")]
    [InlineData("pendulum")]
    [InlineData("Duffing with input")]
    [InlineData("Michaelis-Menten with feed")]
    [InlineData("LH batch reactor")]
    public void Clean_data_give_the_law_to_rounding(string name)
    {
        var system = DynamicsCase.Named(name);
        var law = system.Find(0, 0);

        Assert.True(system.IsExact(law), law.ToString());
        Assert.InRange(system.Error(law), 0, 1e-8);
    }

    [Fact]
    public void Units_do_not_matter()
    {
        var system = DynamicsCase.Lorenz;
        double[] units = [1000, 1, 0.001];
        var scaled = system with
        {
            Clean =
            [
                [.. system.Clean[0].Select(r => r.Zip(units, (x, u) => x * u).ToArray())],
            ],
        };
        var (law, other) = (system.Find(0, 0), scaled.Find(0, 0));

        Assert.Equal(law.Structure, other.Structure);
        double[] point = [1.5, -2.5, 20];
        var expected = law.Derivative(point).Zip(units, (d, u) => d * u);
        var found = other.Derivative([.. point.Zip(units, (x, u) => x * u)]);
        foreach (var (a, b) in expected.Zip(found))
            Assert.Equal(1, b / a, 1e-6);
    }

    [Fact]
    public void Errors_of_coefficients_are_of_the_size_of_their_deviations()
    {
        var system = DynamicsCase.VanDerPol;
        var deviations = Enumerable
            .Range(11, 4)
            .SelectMany(seed =>
            {
                var law = system.Find(0.02, seed);
                Assert.True(system.IsExact(law), law.ToString());
                return law.Terms.Select(t => (t.Value - system.Truths[t.Equation[1] - '0'][t.Term]) / t.StandardError);
            })
            .ToArray();

        var meanSquare = deviations.Average(d => d * d);
        Assert.InRange(meanSquare, 0.3, 2.5);
    }

    [Fact]
    public void The_law_prints_and_evaluates()
    {
        var law = DynamicsCase.VanDerPol.Find(0, 0);

        Assert.Equal("x0' = 1 x1", law.Equations()[0]);
        Assert.EndsWith(@"x0^{2}\,x1", law.Equations(FormulaStyle.Latex)[1], StringComparison.Ordinal);
        Assert.Equal(2 * (1 - 0.25) * 3 - 0.5, law.Derivative([0.5, 3])[1], 1e-8);
    }
}
