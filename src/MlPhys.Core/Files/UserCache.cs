namespace MlPhys.Files;

/// <summary>The folder for what is fetched once and used by every project of the user.</summary>
internal static class UserCache
{
    /// <summary>$MLPHYS_CACHE, else $XDG_CACHE_HOME/mlphys, else ~/.cache/mlphys; it need not exist.</summary>
    public static string Folder =>
        Variable("MLPHYS_CACHE")
        ?? Path.Combine(
            Variable("XDG_CACHE_HOME")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "mlphys"
        );

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
