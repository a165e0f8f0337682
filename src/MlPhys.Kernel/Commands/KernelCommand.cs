using System.CommandLine;
using MlPhys.Kernel.Install;

namespace MlPhys.Kernel.Commands;

/// <summary><c>mlphys kernel</c>: F# for Jupyter.</summary>
internal static class KernelCommand
{
    public static Command Create() =>
        new("kernel", "F# for Jupyter") { Install(), Uninstall(), KernelRunCommand.Create() };

    private static Command Install()
    {
        var (prefix, alias) = (Prefix(), Alias());
        var command = new Command("install", "Make the kernel known to Jupyter") { User(), prefix, alias };
        command.SetAction(parsed =>
            ForEachName(
                parsed.GetValue(prefix),
                parsed.GetValue(alias),
                (folder, name) =>
                {
                    Console.WriteLine($"installed {KernelSpec.Write(folder, name)}");
                    return true;
                }
            )
        );
        return command;
    }

    private static Command Uninstall()
    {
        var (prefix, alias) = (Prefix(), Alias());
        var command = new Command("uninstall", "Take the kernel out of Jupyter's list") { User(), prefix, alias };
        command.SetAction(parsed =>
            ForEachName(
                parsed.GetValue(prefix),
                parsed.GetValue(alias),
                (folder, name) =>
                {
                    var removed = KernelSpec.Remove(folder, name);
                    Console.WriteLine(removed ? $"removed {name}" : $"no kernel {name} in {folder}");
                    return removed;
                }
            )
        );
        return command;
    }

    private static int ForEachName(string? prefix, string? alias, Func<string, string, bool> action)
    {
        var folder = prefix is null ? JupyterFolders.User() : JupyterFolders.Under(prefix);
        string[] names = alias is null ? [KernelSpec.Name] : [KernelSpec.Name, alias];
        try
        {
            return names.Select(name => action(folder, name)).ToArray().All(done => done) ? 0 : 1;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    private static Option<bool> User() =>
        new("--user") { Description = "For this user (so it is without options, too)" };

    private static Option<string?> Prefix() =>
        new("--prefix") { Description = "Under PREFIX/share/jupyter, as for a virtual environment" };

    private static Option<string?> Alias()
    {
        var alias = new Option<string?>("--alias")
        {
            Description = "A second name, such as .net-fsharp, under which older notebooks ask for F#",
        };
        alias.Validators.Add(result =>
        {
            var name = result.GetValueOrDefault<string?>();
            if (
                name is not null && !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
                || name is "" or "." or ".."
            )
                result.AddError($"alias '{name}': expected letters, digits, '.', '-' and '_'");
        });
        return alias;
    }
}
