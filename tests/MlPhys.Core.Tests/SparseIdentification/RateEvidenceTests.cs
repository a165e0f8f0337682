using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Rates;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>Profiles of a rate law's numbers, and the measurement that would decide between laws.</summary>
public class RateEvidenceTests
{
    [Fact]
    public void The_profile_of_a_well_known_number_is_its_parabola()
    {
        var law = RateCase.All[0].Find(0.02, 3);
        for (var i = 0; i < law.Terms.Length; i++)
        {
            var (profile, estimate) = (law.Profile(i), law.Terms[i]);
            Assert.Equal(estimate.Lower, profile.Lower, 0.15 * (estimate.Upper - estimate.Lower));
            Assert.Equal(estimate.Upper, profile.Upper, 0.15 * (estimate.Upper - estimate.Lower));
        }
    }

    [Fact]
    public void A_number_that_the_data_do_not_bound_has_an_infinite_end()
    {
        var low = Saturating(0.05, 0.02);
        var profile = low.Profile(1);

        Assert.Equal("K", profile.Parameter.Parameter);
        Assert.Equal(double.PositiveInfinity, profile.Upper);
    }

    [Fact]
    public void The_proposed_measurement_tells_the_laws_apart()
    {
        var law = RateCase.All.Single(c => c.Name == "ER 40").Find(0.1, 18);
        var proposals = law.MeasureNext(reach: 2);

        Assert.Equal(law.Alternatives.Length - 1, proposals.Length);
        Assert.Equal(proposals.OrderByDescending(p => p.Separation), proposals);
        foreach (var proposal in proposals)
        {
            var here = law.Predict(
                new double[,]
                {
                    { proposal.Conditions[0], proposal.Conditions[1] },
                }
            )[0];
            Assert.Equal(here, proposal.Rate, 1e-9 * Math.Abs(here));
        }
        Assert.Empty(RateCase.All[0].Find(0, 0).MeasureNext());
        Assert.Throws<ArgumentOutOfRangeException>(() => law.MeasureNext(0.5));
    }

    /// <summary>A saturation seen only far below its constant: all but a straight line.</summary>
    private static RateLaw Saturating(double noise, double largest)
    {
        double[] s = [.. Enumerable.Range(1, 30).Select(i => largest * i / 30)];
        double[] rates = [.. s.Zip(Recipe.Normals(10), (x, n) => 2 * x / (1.5 + x) * (1 + noise * n))];
        return SparseModel
            .For(RateTable.Of("r", rates).With("s", s))
            .WithLibrary(
                Library.Parametric("saturation", (x, k) => x[0] / (k[0] + x[0]), new FreeParameter("K", 1e-3, 1e4))
            )
            .Fit();
    }
}
