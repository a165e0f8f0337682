using System.Numerics;
using MlPhys.Numerics.Fourier;
using MlPhys.Numerics.Threads;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Steps the Navier-Stokes equations in the cube: ∂u/∂t = -P∇·(uu) + ν∇²u, without forcing.</summary>
/// <remarks>Three passes a stage: modes to pencils, pencils to planes and back with the products between, pencils to modes and the sums of the scheme.</remarks>
internal sealed unsafe class Stepper<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SpectralGrid grid;
    private readonly WorkTeam team;
    private readonly CubeTransform<T> transform;
    private readonly ModeTables<T> tables;
    private readonly StageKernel<T> kernel;
    private readonly VelocityModes<T> sum;
    private readonly VelocityModes<T> stage;
    private readonly AlignedArray<T> pencils;
    private readonly AlignedArray<T> productPencils;
    private readonly AlignedArray<T>[] planes;
    private readonly AlignedArray<T>[] columns;
    private readonly TransformScratch<T>[] scratch;
    private readonly double[] planeSpeed;
    private readonly double[] rowSquare;
    private readonly double[] rowEnstrophy;
    private readonly Action<int, int> toPencils;
    private readonly Action<int, int> throughPlanes;
    private readonly Action<int, int> toInnerStage;
    private readonly Action<int, int> toLastStage;
    private VelocityModes<T> source;
    private StageWeights weights;

    public Stepper(SpectralGrid grid, WorkTeam team, TimeScheme scheme)
    {
        (this.grid, this.team, Scheme) = (grid, team, scheme);
        transform = new CubeTransform<T>(grid);
        tables = new ModeTables<T>(grid);
        kernel = new StageKernel<T>(grid, transform, tables);
        (Velocity, sum, stage) = (new VelocityModes<T>(grid), new VelocityModes<T>(grid), new VelocityModes<T>(grid));
        pencils = new AlignedArray<T>(3 * transform.PencilLength);
        productPencils = new AlignedArray<T>(5 * transform.PencilLength);
        planes = Members(() => new AlignedArray<T>(5 * transform.PlaneLength));
        columns = Members(() => new AlignedArray<T>(5 * 2 * grid.Points * grid.Width));
        scratch = Members(transform.NewScratch);
        (planeSpeed, rowSquare, rowEnstrophy) = (new double[grid.Points], new double[grid.Rows], new double[grid.Rows]);
        source = Velocity;
        // Delegates are made once: a step allocates nothing.
        (toPencils, throughPlanes, toInnerStage, toLastStage) = (ToPencils, ThroughPlanes, ToInnerStage, ToLastStage);
    }

    public VelocityModes<T> Velocity { get; }

    public TimeScheme Scheme { get; }

    /// <summary>Largest |u| + |v| + |w| of the grid at the start of the last step.</summary>
    public double Speed { get; private set; }

    /// <summary>Energy ½⟨u²⟩ after the last step.</summary>
    public double Energy { get; private set; }

    /// <summary>Enstrophy ½⟨ω²⟩ after the last step.</summary>
    public double Enstrophy { get; private set; }

    /// <summary>One step; its length is asked for when the speed is known.</summary>
    public double Step(double viscosity, Func<double, double> length)
    {
        source = Velocity;
        Products();
        Speed = planeSpeed.Max();
        var dt = length(Speed);
        kernel.SetStep(viscosity, dt);
        var stages = Scheme == TimeScheme.Heun ? 2 : 4;
        for (var s = 0; s < stages; s++)
        {
            if (s > 0)
                Products();
            weights = Scheme == TimeScheme.Heun ? StageWeights.Heun(s, dt) : StageWeights.RungeKutta4(s, dt);
            team.Run(grid.Rows, s < stages - 1 ? toInnerStage : toLastStage);
            source = stage;
        }
        HermitianPlane.Symmetrise(Velocity);
        (Energy, Enstrophy) = (0.5 * rowSquare.Sum(), 0.5 * rowEnstrophy.Sum());
        return dt;
    }

    /// <summary>The nonlinear term N of the present velocity, for tests.</summary>
    public VelocityModes<T> NonlinearTerm()
    {
        source = Velocity;
        Products();
        kernel.SetStep(0, 0);
        weights = new StageWeights(DecayWeight.None, 0, DecayWeight.OfUnit(1), DecayWeight.None, DecayWeight.None);
        team.Run(grid.Rows, toInnerStage);
        return sum;
    }

    public void Dispose()
    {
        foreach (
            var part in (IEnumerable<IDisposable>)
                [tables, kernel, Velocity, sum, stage, pencils, productPencils, .. planes, .. columns, .. scratch]
        )
            part.Dispose();
    }

    private TPart[] Members<TPart>(Func<TPart> make) => [.. Enumerable.Range(0, team.Members).Select(_ => make())];

    private void Products()
    {
        team.Run(grid.Rows, toPencils);
        team.Run(grid.Points, throughPlanes);
    }

    private void ToPencils(int row, int member)
    {
        for (var i = 0; i < 3; i++)
            transform.InverseX(
                source.Component(i) + (nint)row * grid.BlockLength,
                pencils.Pointer + (nint)i * transform.PencilLength,
                row,
                scratch[member]
            );
    }

    private void ThroughPlanes(int x, int member)
    {
        var plane = planes[member].Pointer;
        var length = transform.PlaneLength;
        for (var i = 0; i < 3; i++)
            transform.InversePlane(
                pencils.Pointer + (nint)i * transform.PencilLength,
                x,
                plane + (nint)i * length,
                scratch[member]
            );
        planeSpeed[x] = VelocityProducts.Form(plane, length);
        for (var i = 0; i < 5; i++)
            transform.ForwardPlane(
                plane + (nint)i * length,
                x,
                productPencils.Pointer + (nint)i * transform.PencilLength,
                scratch[member]
            );
    }

    private T* Columns(int row, int member)
    {
        var target = columns[member].Pointer;
        for (var i = 0; i < 5; i++)
            transform.ForwardX(
                productPencils.Pointer + (nint)i * transform.PencilLength,
                row,
                target + (nint)i * 2 * grid.Points * grid.Width
            );
        return target;
    }

    private void ToInnerStage(int row, int member) =>
        kernel.Inner(row, Columns(row, member), weights, Velocity.Vector, sum.Vector, stage.Vector);

    private void ToLastStage(int row, int member) =>
        (rowSquare[row], rowEnstrophy[row]) = kernel.Last(
            row,
            Columns(row, member),
            weights,
            Velocity.Vector,
            sum.Vector
        );
}
