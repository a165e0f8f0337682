namespace MlPhys.Kernel.Tests;

/// <summary>Where the repository stands, for tests that read its files.</summary>
internal static class Repository
{
    public static string Root { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>A notebook with one of everything.</summary>
    public static string DecayNotebook { get; } =
        Path.Combine(Root, "tests/MlPhys.Kernel.Tests/Notebooks/Scripts/decay.fsx");

    private static string Above(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "MlPhys.sln")) ? folder.FullName : Above(folder.Parent!);
}
