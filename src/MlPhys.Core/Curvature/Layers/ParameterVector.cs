using System.Collections.Immutable;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Layers;

/// <summary>All trainable parameters of a module as one flat vector, each shared parameter once, in the order of <c>named_parameters</c>.</summary>
public sealed class ParameterVector
{
    private readonly Dictionary<Parameter, ParameterSlice> places = new(ReferenceEqualityComparer.Instance);

    private ParameterVector(nn.Module module)
    {
        var slices = ImmutableArray.CreateBuilder<ParameterSlice>();
        var parameters = ImmutableArray.CreateBuilder<Parameter>();
        foreach (var (name, parameter) in module.named_parameters())
        {
            if (!parameter.requires_grad)
                continue;
            var slice = new ParameterSlice(name, Length, [.. parameter.shape]);
            places.Add(parameter, slice);
            slices.Add(slice);
            parameters.Add(parameter);
            Length = checked(Length + slice.Length);
        }
        (Slices, Parameters) = (slices.ToImmutable(), parameters.ToImmutable());
    }

    /// <summary>The places of the parameters, in order.</summary>
    public ImmutableArray<ParameterSlice> Slices { get; }

    /// <summary>The parameters themselves, in the same order.</summary>
    public ImmutableArray<Parameter> Parameters { get; }

    /// <summary>Number of entries P.</summary>
    public int Length { get; }

    /// <summary>Type of the entries.</summary>
    public ScalarType Type => Parameters[0].dtype;

    /// <summary>The parameters of a module.</summary>
    /// <param name="module">A module with at least one trainable parameter; all of one floating-point type.</param>
    /// <exception cref="ArgumentException">No trainable parameters, mixed types, or a weight that is not finite.</exception>
    public static ParameterVector Of(nn.Module module)
    {
        var vector = new ParameterVector(module);
        if (vector.Length == 0)
            throw new ArgumentException($"{module.GetName()} has no trainable parameters", nameof(module));
        var types = vector.Parameters.Select(p => p.dtype).Distinct().ToArray();
        if (types.Length > 1)
            throw new ArgumentException(
                $"the parameters of {module.GetName()} are of types {string.Join(" and ", types)}; one type is needed",
                nameof(module)
            );
        vector.RequireFinite(nameof(module));
        return vector;
    }

    /// <summary>The place of a parameter; false where it is not trained.</summary>
    public bool Contains(Parameter parameter) => places.ContainsKey(parameter);

    /// <summary>The place of a parameter.</summary>
    /// <exception cref="KeyNotFoundException">It is not a trainable parameter of the module.</exception>
    public ParameterSlice PlaceOf(Parameter parameter) => places[parameter];

    /// <summary>The current values.</summary>
    /// <returns>Length P.</returns>
    public double[] Read()
    {
        var values = new double[Length];
        foreach (var (parameter, slice) in Parameters.Zip(Slices))
        {
            using var wide = parameter.detach().to(ScalarType.Float64).contiguous();
            wide.data<double>().ToArray().CopyTo(values, slice.Offset);
        }
        return values;
    }

    /// <summary>Sets the parameters.</summary>
    /// <param name="values">Length P, finite.</param>
    /// <exception cref="ArgumentException">Another length, or an entry that is not finite.</exception>
    public void Write(double[] values)
    {
        Numerics.LinearAlgebra.Matrix.RequireFinite(values, Length, nameof(values));
        using var untracked = no_grad();
        foreach (var (parameter, slice) in Parameters.Zip(Slices))
        {
            using var part = tensor(values.AsSpan(slice.Offset, slice.Length).ToArray(), parameter.shape);
            parameter.copy_(part);
        }
    }

    /// <summary>Sets weights to Gaussian numbers of variance gain / fan-in and vectors, such as biases, to zero.</summary>
    /// <remarks>Gain 1 keeps the variance through linear layers, 2 through ReLU: He, Zhang, Ren and Sun, ICCV 2015.</remarks>
    /// <param name="seed">Of the numbers, which follow in the order of <see cref="Slices"/>.</param>
    /// <param name="gain">Positive.</param>
    public void WriteGaussian(long seed, double gain = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gain);
        var stream = new Numerics.Random.RandomStream(seed);
        Write([.. Slices.SelectMany(s => Initial(s, stream, gain))]);
    }

    /// <summary>A flat vector, or a block of them, as tensors of the parameters' shapes.</summary>
    /// <param name="flat">[P] or [P, k], of the parameters' type.</param>
    /// <returns>One tensor a parameter; a block's tensors have k as their first dimension.</returns>
    /// <exception cref="ArgumentException">The first dimension is not P.</exception>
    public IList<Tensor> Split(Tensor flat)
    {
        if (flat.shape[0] != Length)
            throw new ArgumentException($"flat has {flat.shape[0]} rows; {Length} were expected", nameof(flat));
        if (flat.dim() == 1)
            return [.. Slices.Select(s => flat.narrow(0, s.Offset, s.Length).view([.. s.Shape]))];
        var columns = flat.shape[1];
        using var rows = flat.t();
        return [.. Slices.Select(s => rows.narrow(1, s.Offset, s.Length).reshape([columns, .. s.Shape]))];
    }

    /// <summary>Tensors of the parameters' shapes as one flat vector [P].</summary>
    public static Tensor Join(IEnumerable<Tensor> parts)
    {
        using var scope = NewDisposeScope();
        return cat([.. parts.Select(p => p.reshape(-1))], 0).MoveToOuterDisposeScope();
    }

    private static double[] Initial(ParameterSlice slice, Numerics.Random.RandomStream stream, double gain)
    {
        if (slice.Shape.Length == 1)
            return new double[slice.Length];
        var width = Math.Sqrt(gain * slice.Shape[0] / slice.Length);
        return Array.ConvertAll(stream.Gaussians(slice.Length), x => x * width);
    }

    private void RequireFinite(string name)
    {
        var values = Read();
        foreach (var slice in Slices)
            for (var i = slice.Offset; i < slice.End; i++)
                if (!double.IsFinite(values[i]))
                    throw new ArgumentException(
                        $"parameter {slice.Name} has {values[i]} at entry {i - slice.Offset}; weights must be finite",
                        name
                    );
    }
}
