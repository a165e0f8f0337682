using System.Text.Json;
using MlPhys.Information;

namespace MlPhys.Core.Tests.Information;

/// <summary>Tables whose atoms were computed by other programs, rounded to 13 digits.</summary>
internal static class ReferenceTables
{
    private static readonly JsonElement Tables = JsonDocument
        .Parse(
            File.ReadAllText(
                Path.Combine(Repository.Root, "tests/MlPhys.Core.Tests/Information/Reference/pid-tables.json")
            )
        )
        .RootElement.GetProperty("tables");

    public static IEnumerable<(string Name, JointDistribution Distribution, JsonElement Values)> All() =>
        Tables.EnumerateObject().Select(table => (table.Name, Distribution(table.Value), table.Value));

    private static JointDistribution Distribution(JsonElement table)
    {
        var n = table.GetProperty("n").GetInt32();
        var rows = table
            .GetProperty("rows")
            .EnumerateArray()
            .Select(row => row.EnumerateArray().Select(v => v.GetDouble()).ToArray());
        return JointDistribution.FromWeights(
            Enumerable.Range(1, n).Select(i => $"{i}"),
            "y",
            rows.Select(r => new Realisation([.. r[..n].Select(v => (int)v)], (int)r[n], r[n + 1]))
        );
    }
}
