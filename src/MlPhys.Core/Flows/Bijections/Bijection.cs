using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows.Bijections;

/// <summary>An invertible map as two programs: from data to latent variables and back, each with the logarithm of its Jacobian's determinant.</summary>
internal abstract class Bijection
{
    /// <summary>Writes the map from data to latent variables.</summary>
    public abstract (Row[] Values, Row LogDeterminant) Forward(LaneBuilder builder, Row[] x, Row[] context);

    /// <summary>Writes the inverse, with the determinant of the inverse.</summary>
    public abstract (Row[] Values, Row LogDeterminant) Inverse(LaneBuilder builder, Row[] z, Row[] context);
}
