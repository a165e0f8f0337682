using System.Text.Json;
using MlPhys.Data;
using MlPhys.Runs;

namespace MlPhys.Turbulence.Gradients;

/// <summary>The NPZ form of <see cref="VelocityGradients"/>: arrays A, times, header, and where known pressureHessian and viscousTerm.</summary>
internal static class GradientFile
{
    private const string Kind = "mlphys velocity gradients 1";

    private sealed record Header(string Kind, bool IsLagrangian, FlowScales Scales);

    private static JsonSerializerOptions Options { get; } = new(RunJson.Compact) { IgnoreReadOnlyProperties = true };

    public static void Write(string path, VelocityGradients set, bool singlePrecision)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new Header(Kind, set.IsLagrangian, set.Scales), Options);
        int[] shape = [set.Trajectories, set.Times.Length, 9];
        NdArray Tensors(double[] values) =>
            NdArray.Of(singlePrecision ? Array.ConvertAll(values, v => (float)v) : values).Reshape(shape);
        var arrays = new Dictionary<string, NdArray>
        {
            ["A"] = Tensors(set.Values),
            ["times"] = NdArray.Of(set.Times),
            ["header"] = NdArray.Of(header),
        };
        if (set.PressureHessian.Length > 0)
        {
            arrays["pressureHessian"] = Tensors(set.PressureHessian);
            arrays["viscousTerm"] = Tensors(set.ViscousTerm);
        }
        Npz.Write(path, arrays);
    }

    public static bool IsOwn(IReadOnlyDictionary<string, NdArray> arrays) =>
        arrays.ContainsKey("A") && arrays.ContainsKey("times") && arrays.ContainsKey("header");

    public static VelocityGradients Read(string path)
    {
        var arrays = Npz.Read(path);
        if (!IsOwn(arrays))
            throw new InvalidDataException(
                $"'{path}' holds {string.Join(", ", arrays.Keys)}, expected A, times and header of {nameof(VelocityGradients)}.Save"
            );
        try
        {
            return Read(arrays, path);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or JsonException)
        {
            throw new InvalidDataException($"'{path}': {e.Message}", e);
        }
    }

    private static VelocityGradients Read(IReadOnlyDictionary<string, NdArray> arrays, string path)
    {
        var header = JsonSerializer.Deserialize<Header>(arrays["header"].As<byte>(), Options);
        if (header is not { Kind: Kind })
            throw new InvalidDataException($"'{path}' is of kind '{header?.Kind}', expected '{Kind}'");
        if (arrays["A"].Shape is not [_, var times, 9] || times != arrays["times"].Length)
            throw new InvalidDataException(
                $"'{path}': A is a {arrays["A"]}, expected (trajectories, {arrays["times"].Length}, 9)"
            );
        var set = VelocityGradients.Of(
            arrays["A"].Doubles(),
            arrays["times"].Doubles(),
            header.Scales,
            header.IsLagrangian
        );
        return
            arrays.TryGetValue("pressureHessian", out var hessian) && arrays.TryGetValue("viscousTerm", out var viscous)
            ? set.WithTerms(hessian.Doubles(), viscous.Doubles())
            : set;
    }
}
