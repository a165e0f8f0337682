using System.Collections.Immutable;

namespace MlPhys.Figures;

/// <summary>A continuous colour scale over [0, 1].</summary>
/// <remarks>
/// Viridis, Magma and Inferno: S. van der Walt and N. Smith (2015). Cividis: Nunez, Anderton and Renslow, PLoS ONE 13 (2018) e0199239.
/// RdBu: C. Brewer, blue negative and red positive. Twilight: B. Bechtold (2017), cyclic, for phases.
/// </remarks>
public sealed record ColorScale
{
    private static readonly ImmutableDictionary<string, ColorScale> Known = new ColorScale[]
    {
        new("Viridis", "440154 482878 3e4989 31688e 26828e 1f9e89 35b779 6ece58 b5de2b fde725"),
        new(
            "Cividis",
            "00204c 002a66 00346e 273f6c 3c4a6b 4c556b 5b5f6d 686a70 757575 838178 928c78 a19876 b0a572 c0b16d d1bf66 e1cc5c f3db4f ffe945"
        ),
        new("Magma", "000004 180f3d 440f76 721f81 9e2f7f cd4071 f1605d fd9668 feca8d fcfdbf"),
        new("Inferno", "000004 1b0c41 4a0c6b 781c6d a52c60 cf4446 ed6925 fb9b06 f7d13d fcffa4"),
        new("Greys", "000000 ffffff"),
        new("RdBu", "053061 2166ac 4393c3 92c5de d1e5f0 f7f7f7 fddbc7 f4a582 d6604d b2182b 67001f")
        {
            IsDiverging = true,
        },
        new("Twilight", "e2d9e2 9ebbc9 6785be 5e43a5 421257 471340 8e2c50 ba6657 ceac94 e2d9e2"),
    }.ToImmutableDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);

    private ColorScale(string name, string stops)
        : this(name, [.. stops.Split(' ').Select(s => "#" + s)]) { }

    private ColorScale(string name, ImmutableArray<string> stops) => (Name, Stops) = (name, stops);

    /// <summary>Name of the scale.</summary>
    public string Name { get; private init; }

    /// <summary>Colours as #rrggbb at equal distances from 0 to 1; between them, linear in sRGB.</summary>
    public ImmutableArray<string> Stops { get; private init; }

    /// <summary>Whether the middle is neutral and stands for zero.</summary>
    public bool IsDiverging { get; private init; }

    /// <summary>Names of all scales.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The scale of a name, upper or lower case; the suffix _r reverses it.</summary>
    /// <exception cref="ArgumentException">No such scale; the message lists those that are.</exception>
    public static ColorScale Named(string name)
    {
        var reversed = name.EndsWith("_r", StringComparison.Ordinal);
        if (!Known.TryGetValue(reversed ? name[..^2] : name, out var scale))
            throw new ArgumentException(
                $"no colour scale '{name}'; known are {string.Join(", ", Names)}",
                nameof(name)
            );
        return reversed ? scale with { Name = name, Stops = [.. scale.Stops.Reverse()] } : scale;
    }

    /// <summary>The colour at <paramref name="position"/>, held to [0, 1], as #rrggbb.</summary>
    public string At(double position)
    {
        var (red, green, blue) = RgbAt(position);
        return $"#{red:x2}{green:x2}{blue:x2}";
    }

    internal (byte Red, byte Green, byte Blue) RgbAt(double position)
    {
        var scaled = Math.Clamp(position, 0, 1) * (Stops.Length - 1);
        var left = Math.Min((int)scaled, Stops.Length - 2);
        var (low, high) = (Convert.FromHexString(Stops[left][1..]), Convert.FromHexString(Stops[left + 1][1..]));
        var mix = (int channel) => (byte)Math.Round(low[channel] + (scaled - left) * (high[channel] - low[channel]));
        return (mix(0), mix(1), mix(2));
    }
}
