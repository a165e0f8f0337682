using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Finds the native library beside this assembly, wherever a script or a package has put it.</summary>
internal static class NativeLoader
{
    internal const string LibraryName = "mlphys_torch";

    private const string RelativePath = "runtimes/linux-x64/native/libmlphys_torch.so";

    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, (name, assembly, _) => Load(name, assembly));

    private static nint Load(string name, Assembly assembly)
    {
        if (name != LibraryName)
            return 0;
        var folder = Path.GetDirectoryName(assembly.Location) ?? AppContext.BaseDirectory;
        // Beside the assembly in a build output; two floors up in a NuGet package (lib/net10.0/).
        string[] places =
        [
            Path.Combine(folder, RelativePath),
            Path.Combine(folder, "libmlphys_torch.so"),
            Path.Combine(folder, "..", "..", RelativePath),
            Path.Combine(AppContext.BaseDirectory, RelativePath),
        ];
        var found =
            places.FirstOrDefault(File.Exists)
            ?? throw new DllNotFoundException(
                $"MlPhys.Torch finds no libmlphys_torch.so at '{places[0]}': it was built on a machine without libtorch's "
                    + "headers. Install them (Debian: apt-get install libtorch-dev libopenblas0-pthread), or set LIBTORCH "
                    + "to an unpacked libtorch or a Python torch package, and build MlPhys.Torch again."
            );
        PreloadLibtorch();
        try
        {
            return NativeLibrary.Load(found);
        }
        catch (DllNotFoundException missing)
        {
            throw new DllNotFoundException(
                $"'{found}' does not load, most likely because libtorch is missing. Install the one that it was built "
                    + "against (Debian: apt-get install libtorch1.13 libopenblas0-pthread), or set LIBTORCH to its folder. "
                    + missing.Message,
                missing
            );
        }
    }

    private static void PreloadLibtorch()
    {
        var root = Environment.GetEnvironmentVariable("LIBTORCH");
        if (string.IsNullOrEmpty(root))
            return;
        var library = Path.Combine(root, "lib", "libtorch.so");
        if (!File.Exists(library))
            throw new DllNotFoundException(
                $"LIBTORCH is '{root}', where there is no lib/libtorch.so; it must name an unpacked libtorch or a Python "
                    + "torch package."
            );
        NativeLibrary.Load(library);
    }
}
