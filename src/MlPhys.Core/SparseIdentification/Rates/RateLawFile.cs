using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Rates;

/// <summary>Rate laws as JSON files.</summary>
internal static class RateLawFile
{
    private const string Format = "MlPhys rate law 1";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    private sealed record SavedColumn(string Name, string Unit, double[] Values);

    private sealed record SavedLaw(
        string Format,
        SavedColumn Target,
        SavedColumn[] Variables,
        NoiseModel Noise,
        JsonArray Terms,
        int Freedom,
        double Deviation,
        double[] Covariance,
        double Score,
        SearchRecord Search
    );

    public static string Write(RateLaw law)
    {
        var (terms, uncertainty) = law.Placed;
        var numbers = 0;
        return JsonSerializer.Serialize(
            new SavedLaw(
                Format,
                Saved(law.Table.Target),
                [.. law.Table.Variables.Select(Saved)],
                law.Noise,
                new([.. terms.Select(Term)]),
                uncertainty.Freedom,
                uncertainty.Deviation,
                [.. uncertainty.Covariance.Cast<double>()],
                law.Score,
                law.Search
            ),
            Options
        );

        JsonNode Term(PlacedTerm term) =>
            PlacedTermJson.Write(
                term,
                [.. Enumerable.Range(numbers, term.Numbers).Select(_ => uncertainty.StandardError(numbers++))]
            );
    }

    /// <summary>Reads a law.</summary>
    /// <exception cref="InvalidDataException">The text is not a law of this format.</exception>
    public static RateLaw Read(string text, string source)
    {
        try
        {
            var law = JsonSerializer.Deserialize<SavedLaw>(text, Options) ?? throw new FormatException("it is empty");
            if (!string.Equals(law.Format, Format, StringComparison.Ordinal))
                throw new FormatException($"the format is '{law.Format}', expected '{Format}'");
            PlacedTerm[] terms = [.. law.Terms.Select(term => PlacedTermJson.Read(term!))];
            var numbers = terms.Sum(term => term.Numbers);
            if (law.Covariance.Length != numbers * numbers)
                throw new FormatException(
                    $"the covariance has {law.Covariance.Length} numbers, expected {numbers} x {numbers}"
                );
            var covariance = new double[numbers, numbers];
            Buffer.BlockCopy(law.Covariance, 0, covariance, 0, sizeof(double) * law.Covariance.Length);
            return new RateLaw(
                law.Variables.Aggregate(
                    RateTable.Of(law.Target.Name, law.Target.Values, law.Target.Unit),
                    (table, column) => table.With(column.Name, column.Values, column.Unit)
                ),
                law.Noise,
                terms,
                new Uncertainty(law.Freedom, law.Deviation, covariance),
                law.Score,
                law.Search,
                null
            );
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or FormatException
                        or ArgumentException
                        or NullReferenceException
                        or InvalidOperationException
            )
        {
            throw new InvalidDataException($"'{source}' is not a saved law: {e.Message}", e);
        }
    }

    private static SavedColumn Saved(Column column) => new(column.Name, column.Unit, [.. column.Values]);
}
