using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MlPhys.Kernel.Session;

/// <summary>The part of a stack trace that lies in the user's code and what it called, without the session below.</summary>
internal static partial class CellStackTrace
{
    /// <summary>Frames from the throwing one down to the cell.</summary>
    public static ImmutableArray<string> Frames(Exception failure) =>
        [
            .. (failure.StackTrace ?? "")
                .Split('\n')
                .TakeWhile(frame => !frame.Contains("System.Reflection.MethodBaseInvoker", StringComparison.Ordinal))
                .Where(frame => frame.Length > 0),
        ];

    /// <summary>The line of the file nearest to the throwing frame.</summary>
    public static int? LineIn(string file, Exception failure) =>
        (
            from frame in Frames(failure)
            let place = Place().Match(frame)
            where place.Success && place.Groups["file"].Value == file
            select (int?)int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture)
        ).FirstOrDefault();

    [GeneratedRegex(@" in (?<file>.+):line (?<line>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();
}
