using System.Collections.Immutable;
using System.Text.Json;
using MlPhys.Data;

namespace MlPhys.Runs;

/// <summary>The state of a run at one moment: named arrays and a record of everything else.</summary>
/// <remarks>Immutable. Floating-point numbers come back to the same bits, from arrays and from the record.</remarks>
public sealed class Checkpoint
{
    private readonly ImmutableSortedDictionary<string, NdArray> arrays;

    internal Checkpoint(ImmutableSortedDictionary<string, NdArray> arrays, string metadata)
    {
        this.arrays = arrays;
        Metadata = metadata;
    }

    /// <summary>A state without arrays, to put one together.</summary>
    public static Checkpoint Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, NdArray>(StringComparer.Ordinal), "{}");

    /// <summary>The arrays by name.</summary>
    public IReadOnlyDictionary<string, NdArray> Arrays => arrays;

    /// <summary>The record as JSON.</summary>
    public string Metadata { get; }

    /// <summary>The state with an array added or replaced.</summary>
    /// <param name="name">Name of the array.</param>
    /// <param name="values">A .NET array of any rank, such as <c>float[]</c> or <c>double[,]</c>; copied, so that the run may go on.</param>
    /// <exception cref="ArgumentException">The name is empty or the element type cannot be stored.</exception>
    public Checkpoint With(string name, Array values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Checkpoint(arrays.SetItem(name, NdArray.Of((Array)values.Clone())), Metadata);
    }

    /// <summary>The state with its record replaced.</summary>
    /// <param name="record">Anything that JSON can hold: a record, an anonymous record, a dictionary.</param>
    public Checkpoint WithMetadata<T>(T record) => new(arrays, JsonSerializer.Serialize(record, RunJson.Compact));

    /// <summary>An array by name.</summary>
    /// <param name="name">Name of the array.</param>
    /// <exception cref="KeyNotFoundException">There is no such array; says which there are.</exception>
    public NdArray Array(string name) =>
        arrays.TryGetValue(name, out var array)
            ? array
            : throw new KeyNotFoundException(
                $"the checkpoint has no array '{name}', found {string.Join(", ", arrays.Keys.Select(key => $"'{key}'"))}"
            );

    /// <summary>The record as a .NET type.</summary>
    /// <exception cref="InvalidDataException">The record is of another shape.</exception>
    public T MetadataAs<T>()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Metadata, RunJson.Compact)
                ?? throw new InvalidDataException($"the checkpoint's record is null, expected {typeof(T).Name}");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"the checkpoint's record {Metadata} is no {typeof(T).Name}: {e.Message}",
                e
            );
        }
    }
}
