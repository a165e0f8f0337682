using System.Text;

namespace MlPhys.Display;

/// <summary>Writes a file whole or not at all: aside, then renamed over the old one.</summary>
internal static class WholeFile
{
    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte order mark.</summary>
    public static void Write(string path, string text) => Write(path, new UTF8Encoding(false).GetBytes(text));

    /// <summary>Writes <paramref name="bytes"/>.</summary>
    public static void Write(string path, byte[] bytes) => Write(path, aside => File.WriteAllBytes(aside, bytes));

    /// <summary>Lets <paramref name="write"/> write a file aside and renames it to <paramref name="path"/>.</summary>
    public static void Write(string path, Action<string> write)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var aside = $"{full}.{Guid.NewGuid():N}.part";
        try
        {
            write(aside);
            File.Move(aside, full, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }
}
