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
}
