using MlPhys.Flows.Bijections;
using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Isotropic;

/// <summary>One block of the isotropic coupling flow: vorticity given strain, form of the strain, strain given vorticity. It commutes with every rotation.</summary>
internal sealed class IsotropicBlock(ParameterPlan plan, NetworkShape shape, int bins) : Bijection
{
    private readonly VorticityGivenStrain _vorticity = new(plan, shape, bins);
    private readonly StrainForm _form = new(plan, shape, bins);
    private readonly StrainGivenVorticity _strain = new(plan, shape with { Width = Math.Min(shape.Width, 16) });

    public override (Row[] Values, Row LogDeterminant) Forward(LaneBuilder builder, Row[] x, Row[] context)
    {
        var (s, w) = (Strain.Of(x), new Axial(x[5], x[6], x[7]));
        (w, var first) = _vorticity.Forward(builder, s, w);
        (s, var second) = _form.Forward(builder, s);
        (s, var third) = _strain.Forward(builder, s, w);
        return ([.. s.Coordinates(), .. w.Coordinates()], first + second + third);
    }

    public override (Row[] Values, Row LogDeterminant) Inverse(LaneBuilder builder, Row[] z, Row[] context)
    {
        var (s, w) = (Strain.Of(z), new Axial(z[5], z[6], z[7]));
        (s, var third) = _strain.Inverse(builder, s, w);
        (s, var second) = _form.Inverse(builder, s);
        (w, var first) = _vorticity.Inverse(builder, s, w);
        return ([.. s.Coordinates(), .. w.Coordinates()], first + second + third);
    }
}
