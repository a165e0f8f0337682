using System.Globalization;
using System.Text;
using MlPhys.Files;
using MlPhys.Scaling.Experiments;

namespace MlPhys.Kernel.Sweeps;

/// <summary>Rows of a sweep as CSV, a column a member.</summary>
internal static class ResultTable
{
    public static void Write(string path, IReadOnlyList<ScalingRow> rows)
    {
        var members = typeof(ScalingRow).GetProperties();
        var text = new StringBuilder().AppendJoin(',', members.Select(m => m.Name)).Append('\n');
        foreach (var row in rows)
            text.AppendJoin(',', members.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.GetValue(row)}")))
                .Append('\n');
        DurableFile.Write(path, text.ToString());
    }
}
