using System.CommandLine;
using MlPhys.Data;

namespace MlPhys.Kernel.Commands;

/// <summary><c>mlphys data</c>: the checked cache of public data sets, filled by <c>./build.sh data</c>.</summary>
internal static class DataCommand
{
    public static Command Create() =>
        new("data", "The cache of public data sets") { Folder(), Sources(), Check(), Import() };

    private static Command Folder()
    {
        var command = new Command("folder", "Print the folder of the cache");
        command.SetAction(_ => Console.WriteLine(DataCache.Default.Root));
        return command;
    }

    private static Command Sources()
    {
        var set = SetArgument();
        var command = new Command("sources", "Print the packages that hold a set: client and package") { set };
        command.SetAction(parsed =>
            Guarded(() =>
            {
                foreach (var source in DatasetCatalog.Named(parsed.GetRequiredValue(set)).Sources)
                    Console.WriteLine($"{source.Client} {source.Package}");
                return 0;
            })
        );
        return command;
    }

    private static Command Check()
    {
        var set = SetArgument();
        var command = new Command("check", "Read a set and print its class counts; fails when it is not there whole")
        {
            set,
        };
        command.SetAction(parsed =>
            Guarded(() =>
            {
                var name = parsed.GetRequiredValue(set);
                var data = Datasets.Named(name);
                Console.WriteLine($"{data.Name} train: {data.Train}: {string.Join(' ', data.Train.ClassCounts())}");
                Console.WriteLine($"{data.Name} test: {data.Test}: {string.Join(' ', data.Test.ClassCounts())}");
                return 0;
            })
        );
        return command;
    }

    private static Command Import()
    {
        var set = SetArgument();
        var package = new Argument<string>("package") { Description = "As the sources command prints it" };
        var file = new Argument<string>("file") { Description = "The fetched package, .tgz or .deb" };
        var command = new Command("import", "Verify a fetched package and store its files") { set, package, file };
        command.SetAction(
            (parsed, cancellation) =>
                Task.FromResult(
                    Guarded(() =>
                    {
                        var entry = DatasetCatalog.Named(parsed.GetRequiredValue(set));
                        var named = parsed.GetRequiredValue(package);
                        var source = entry.Sources.First(s =>
                            string.Equals(s.Package, named, StringComparison.Ordinal)
                        );
                        var path = parsed.GetRequiredValue(file);
                        foreach (
                            var stored in DatasetImport.Import(
                                DataCache.Default,
                                entry,
                                path,
                                source.Sha256,
                                cancellation
                            )
                        )
                            Console.WriteLine($"{stored.Set}/{stored.Name} {stored.Sha256}");
                        return 0;
                    })
                )
        );
        return command;
    }

    private static Argument<string> SetArgument() =>
        new("set") { Description = string.Join(", ", DatasetCatalog.All.Select(entry => entry.Name)) };

    private static int Guarded(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Exception e)
            when (e
                    is IOException
                        or InvalidDataException
                        or ArgumentException
                        or TimeoutException
                        or InvalidOperationException
            )
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
