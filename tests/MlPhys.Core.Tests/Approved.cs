namespace MlPhys.Core.Tests;

/// <summary>Compares a text with the file that was approved; MLPHYS_APPROVE=1 approves the text as it is now.</summary>
internal static class Approved
{
    public static void Check(string path, string actual)
    {
        var file = Path.Combine(Repository.Root, "tests", "MlPhys.Core.Tests", path);
        if (Environment.GetEnvironmentVariable("MLPHYS_APPROVE") == "1")
            File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"{path} is missing; MLPHYS_APPROVE=1 writes it");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
