using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Rates;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>Real data: the initial rates of Treloar (1974) obey Michaelis-Menten's law, with the published constants.</summary>
public class PuromycinTests
{
    private static readonly double[] Concentrations =
    [
        0.02,
        0.02,
        0.06,
        0.06,
        0.11,
        0.11,
        0.22,
        0.22,
        0.56,
        0.56,
        1.10,
        1.10,
    ];
    private static readonly double[] Treated = [76, 47, 97, 107, 123, 139, 159, 152, 191, 201, 207, 200];
    private static readonly double[] Untreated = [67, 51, 84, 86, 98, 115, 131, 124, 144, 158, 160];

    /// <summary>Literature: Bates and Watts (1988), table 2.1 and appendix A1.3; errors as R's nls prints them.</summary>
    [Theory]
    [InlineData(true, 212.6837, 6.947, 0.06412, 0.00828)]
    [InlineData(false, 160.2800, 6.480, 0.04771, 0.00778)]
    public void A_saturating_law_is_what_the_rates_support(
        bool treated,
        double vm,
        double vmError,
        double k,
        double kError
    )
    {
        var law = Law(treated ? Treated : Untreated);

        Assert.Equal("conc/(K + conc)", law.Structure);
        Assert.Equal(NoiseModel.Additive, law.Noise);
        Assert.Equal(["coefficient", "K"], law.Terms.Select(t => t.Parameter));
        Assert.Equal(["counts/min^2", "ppm"], law.Terms.Select(t => t.Unit));
        Assert.Equal(vm, law.Terms[0].Value, 2e-4 * vm);
        Assert.Equal(vmError, law.Terms[0].StandardError, 2e-3 * vmError);
        Assert.Equal(k, law.Terms[1].Value, 2e-4 * k);
        Assert.Equal(kError, law.Terms[1].StandardError, 2e-3 * kError);
    }

    [Fact]
    public void A_saved_law_reads_back_with_its_data_errors_and_search()
    {
        using var folder = new TemporaryFolder();
        var path = folder["law.json"];
        var law = Law(Treated);
        law.Save(path);
        var loaded = RateLaw.Load(path);

        Assert.Equal(law.ToString(), loaded.ToString());
        Assert.Equal(law.Terms.ToArray(), loaded.Terms.ToArray());
        Assert.Equal(law.Alternatives.ToArray(), loaded.Alternatives.ToArray());
        Assert.Equal(
            law.Band(
                new double[,]
                {
                    { 0.3 },
                }
            ),
            loaded.Band(
                new double[,]
                {
                    { 0.3 },
                }
            )
        );
        Assert.Equal(law.Figure().ToJson(), loaded.Figure().ToJson());
        Assert.Throws<InvalidOperationException>(() => loaded.Profile(0));
        Assert.Contains("2 bars", law.CoefficientFigure().ToString(), StringComparison.Ordinal);

        foreach (
            var spoiled in new string[] { "", "{}", """{"format": "something else"}""", File.ReadAllText(path)[..400] }
        )
        {
            File.WriteAllText(path, spoiled);
            Assert.Contains(
                "is not a saved law",
                Assert.Throws<InvalidDataException>(() => RateLaw.Load(path)).Message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void The_path_starts_empty_and_falls_to_the_law()
    {
        var law = Law(Treated);

        Assert.Equal("start", law.Path[0].Action);
        Assert.Equal(law.Equation(), law.Path[^1].Equation);
        Assert.Equal(law.Path.Select(s => s.Score).OrderDescending(), law.Path.Select(s => s.Score));
        Assert.Equal(law.Equation(), law.Alternatives[0].Equation);
        Assert.True(law.Candidates.Length >= 7);
    }

    [Fact]
    public void The_band_is_the_law_plus_and_minus_student_times_its_error()
    {
        var law = Law(Treated);
        var (rate, lower, upper) = law.Band(
            new double[,]
            {
                { 1e6 },
            }
        )[0];

        Assert.Equal(law.Terms[0].Value, rate, 1e-4);
        Assert.Equal(law.Terms[0].Lower, lower, 1e-3);
        Assert.Equal(law.Terms[0].Upper, upper, 1e-3);
    }

    [Fact]
    public void The_law_prints_as_text_latex_and_code()
    {
        var law = Law(Treated);

        Assert.Equal("rate = 212.68 conc/(0.064121 + conc)", law.Equation());
        Assert.Equal(@"rate = \frac{212.68\,conc}{0.064121 + conc}", law.Equation(FormulaStyle.Latex));
        Assert.Contains(" * conc/(0.06412", law.Equation(FormulaStyle.CSharp), StringComparison.Ordinal);
    }

    private static RateLaw Law(double[] rates) =>
        SparseModel
            .For(RateTable.Of("rate", rates, "counts/min^2").With("conc", Concentrations[..rates.Length], "ppm"))
            .WithLibrary(
                Library.Polynomial(3) + Library.Saturation() + Library.Hill() + Library.Power() + Library.Exponential()
            )
            .Fit();
}
