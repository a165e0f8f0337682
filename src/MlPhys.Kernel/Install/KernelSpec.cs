using System.Text.Json;
using System.Text.Json.Nodes;
using MlPhys.Files;

namespace MlPhys.Kernel.Install;

/// <summary>The folder by which Jupyter knows a kernel: kernels/NAME/kernel.json.</summary>
internal static class KernelSpec
{
    /// <summary>The name that this kernel goes by.</summary>
    public const string Name = "mlphys-fsharp";

    /// <summary>128 MiB in hexadecimal: the compiler starts without one garbage collection, a tenth of a second sooner.</summary>
    private const string YoungGeneration = "0x8000000";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the folder; a spec of that name is replaced.</summary>
    /// <returns>The folder.</returns>
    public static string Write(string dataFolder, string name)
    {
        var folder = FolderOf(dataFolder, name);
        DurableFile.Write(Path.Combine(folder, "kernel.json"), Content().ToJsonString(Layout) + "\n");
        return folder;
    }

    /// <summary>Removes the folder; false where there was none.</summary>
    public static bool Remove(string dataFolder, string name)
    {
        var folder = FolderOf(dataFolder, name);
        if (!File.Exists(Path.Combine(folder, "kernel.json")))
            return false;
        Directory.Delete(folder, recursive: true);
        return true;
    }

    private static JsonObject Content() =>
        new()
        {
            ["argv"] = new JsonArray([
                .. Program().Concat(["kernel", "run", "{connection_file}"]).Select(word => JsonValue.Create(word)),
            ]),
            ["display_name"] = "F# (MlPhys)",
            ["language"] = "F#",
            ["interrupt_mode"] = "message",
            ["env"] = new JsonObject { ["DOTNET_GCgen0size"] = YoungGeneration },
            ["metadata"] = new JsonObject { ["debugger"] = false },
        };

    /// <summary>How this program is started: by its own launcher, or by dotnet.</summary>
    private static string[] Program()
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "mlphys.dll");
        var process = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, assembly] : [process];
    }

    private static string FolderOf(string dataFolder, string name) => Path.Combine(dataFolder, "kernels", name);
}
