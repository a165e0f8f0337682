using MlPhys.Flows.Bijections;
using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;

namespace MlPhys.Flows;

/// <summary>A flow that is one invertible map from the data to latent variables of a known density.</summary>
public abstract class BijectiveFlow : Flow
{
    private readonly LatentMap<double> _double;
    private readonly LatentMap<float> _single;

    private protected BijectiveFlow(
        int dimension,
        int context,
        BaseDensity density,
        IReadOnlyList<Bijection> maps,
        double[] parameters,
        bool[] free,
        int threads
    )
        : base(dimension, context, parameters, free, threads)
    {
        (Base, Maps) = (density, maps);
        (_double, _single) = (new LatentMap<double>(this), new LatentMap<float>(this));
    }

    /// <summary>Density of the latent variables.</summary>
    public BaseDensity Base { get; }

    internal IReadOnlyList<Bijection> Maps { get; }

    /// <summary>Latent variables of data, [sample, variable], and the logarithm of the Jacobian's determinant.</summary>
    /// <exception cref="ArgumentException">Another number of columns, or a number that is not finite.</exception>
    public LatentVariables ToLatent(double[,] x) => Split(_double.Forward(x));

    /// <summary>The same in single precision; the result holds single-precision numbers.</summary>
    /// <inheritdoc cref="ToLatent(double[,])" path="/exception"/>
    public LatentVariables ToLatent(float[,] x) => Split(_single.Forward(x));

    /// <summary>Data of latent variables, [sample, variable]: the inverse of <see cref="ToLatent(double[,])"/>.</summary>
    /// <exception cref="ArgumentException">Another number of columns, or a number that is not finite.</exception>
    public double[,] FromLatent(double[,] z) => Split(_double.Inverse(z)).Values;

    /// <inheritdoc cref="FromLatent(double[,])"/>
    public float[,] FromLatent(float[,] z)
    {
        var results = _single.Inverse(z);
        var values = new float[results.GetLength(0), Dimension];
        for (var i = 0; i < values.GetLength(0); i++)
        for (var j = 0; j < Dimension; j++)
            values[i, j] = results[i, j];
        return values;
    }

    /// <summary>The Jacobian of <see cref="ToLatent(double[,])"/> at one point by reverse-mode differentiation, [latent variable, variable].</summary>
    /// <param name="x">Variables and conditions of one sample.</param>
    /// <exception cref="ArgumentException">Another number of columns, or a number that is not finite.</exception>
    public double[,] LatentJacobian(double[] x)
    {
        var row = new double[1, x.Length];
        for (var j = 0; j < x.Length; j++)
            row[0, j] = x[j];
        var jacobian = new double[Dimension, Dimension];
        for (var i = 0; i < Dimension; i++)
        {
            var pulls = _double.Slopes(row, i);
            for (var j = 0; j < Dimension; j++)
                jacobian[i, j] = pulls[0, j];
        }
        return jacobian;
    }

    internal override LaneProgram DensityProgram() =>
        LaneProgram.Of(
            Dimension + ContextDimension,
            (builder, rows) =>
            {
                var (z, determinant) = Forward(builder, rows);
                return [Base.LogDensity(builder, z) + determinant];
            }
        );

    internal LaneProgram LatentProgram() =>
        LaneProgram.Of(
            Dimension + ContextDimension,
            (builder, rows) =>
            {
                var (z, determinant) = Forward(builder, rows);
                return [.. z, determinant];
            }
        );

    internal override LaneProgram SamplerProgram() =>
        LaneProgram.Of(
            Dimension + ContextDimension,
            (builder, rows) =>
            {
                var (x, density) = Inverse(builder, rows);
                return [.. x, density];
            }
        );

    /// <summary>From latent variables and conditions to variables and their log-density.</summary>
    internal (Row[] Values, Row LogDensity) Inverse(LaneBuilder builder, Row[] rows)
    {
        var (z, context) = (rows[..Dimension], rows[Dimension..]);
        var total = Base.LogDensity(builder, z);
        foreach (var map in Maps.Reverse())
        {
            (z, var determinant) = map.Inverse(builder, z, context);
            total -= determinant;
        }
        return (z, total);
    }

    internal (Row[] Latent, Row LogDeterminant) Forward(LaneBuilder builder, Row[] rows)
    {
        var (x, context) = (rows[..Dimension], rows[Dimension..]);
        var total = builder.Constant(0);
        foreach (var map in Maps)
        {
            (x, var determinant) = map.Forward(builder, x, context);
            total += determinant;
        }
        return (x, total);
    }

    internal override void DrawLatent(RandomStream random, Span<double> latent)
    {
        for (var i = 0; i < Dimension; i++)
            latent[i] = Base.Draw(random, i);
    }

    private LatentVariables Split<T>(T[,] results)
        where T : unmanaged
    {
        var values = new double[results.GetLength(0), Dimension];
        var last = new double[results.GetLength(0)];
        for (var i = 0; i < last.Length; i++)
        {
            for (var j = 0; j < Dimension; j++)
                values[i, j] = LaneMath<T>.ToDouble(results[i, j]);
            last[i] = LaneMath<T>.ToDouble(results[i, Dimension]);
        }
        return new LatentVariables(values, last);
    }
}
