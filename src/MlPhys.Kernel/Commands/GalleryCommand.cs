using System.CommandLine;
using MlPhys.Kernel.Gallery;

namespace MlPhys.Kernel.Commands;

/// <summary><c>mlphys gallery FOLDER</c>: the start page over the figures of all notebooks.</summary>
internal static class GalleryCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Holds one folder of figures a notebook" };
        var command = new Command("gallery", "Write index.html over the figures of all notebooks") { folder };
        command.SetAction(parsed => Execute(parsed.GetRequiredValue(folder)));
        return command;
    }

    private static int Execute(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine(
                $"folder '{folder}' does not exist; expected the one given to notebook run --figures"
            );
            return 1;
        }
        var count = GalleryPage.Write(folder);
        Console.WriteLine($"{Path.Combine(folder, "index.html")}: {count} notebooks");
        return 0;
    }
}
