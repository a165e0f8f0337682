namespace MlPhys.Core.Tests;

/// <summary>Where the repository stands, for tests that read its files.</summary>
internal static class Repository
{
    public static string Root { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Above(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "MlPhys.sln")) ? folder.FullName : Above(folder.Parent!);
}
