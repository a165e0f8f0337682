using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows.Bijections;

/// <summary>Subtracts the mean of the data and divides by its standard deviation.</summary>
internal sealed class Standardisation(double[] mean, double[] deviation) : Bijection
{
    private double LogDeterminant => -deviation.Sum(Math.Log);

    public override (Row[] Values, Row LogDeterminant) Forward(LaneBuilder builder, Row[] x, Row[] context) =>
        ([.. x.Select((value, i) => (value - mean[i]) / deviation[i])], builder.Constant(LogDeterminant));

    public override (Row[] Values, Row LogDeterminant) Inverse(LaneBuilder builder, Row[] z, Row[] context) =>
        ([.. z.Select((value, i) => value * deviation[i] + mean[i])], builder.Constant(-LogDeterminant));
}
