using System.IO.Compression;

namespace MlPhys.Kernel.Tests.Packages;

/// <summary>The packages as a user gets them: installed from a feed into a fresh folder.</summary>
public class PackageTests(PackageFixture packages) : IClassFixture<PackageFixture>
{
    private const string Fit = """
        open MlPhys.SparseIdentification
        open MlPhys.SparseIdentification.Libraries
        open MlPhys.SparseIdentification.Tables

        let substrate = [| for i in 1..20 -> 0.1 * float i |]
        let rate = [| for s in substrate -> 2.0 * s / (0.5 + s) |]
        let table = RateTable.Of("rate", rate).With("s", substrate)
        let law = SparseModel.For(table).WithLibrary(Library.Polynomial(2) + Library.Saturation()).Fit()
        for term in law.Terms do printfn "%s %.6f" term.Parameter term.Value
        printfn "%O" (TorchSharp.torch.ones(2L).sum().item<float32>())
        """;

    private const string Fitted = "coefficient 2.000000\nK 0.500000\n2\n";

    [Fact]
    public void A_script_takes_the_library_its_native_part_and_its_printers_from_the_feed()
    {
        var script = packages.Write("fit.fsx", packages.Reference + Fit + "\ndisplay 42");
        var run = ChildProcess.Run("dotnet", "fsi", script);
        Assert.Equal((0, Fitted + "42\n", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public void The_tool_is_installed_and_its_kernel_takes_the_package()
    {
        var tools = packages.File("tools");
        var install = ChildProcess.Run(
            "dotnet",
            [
                "tool",
                "install",
                "MlPhys.Tool",
                "--version",
                packages.Version,
                "--add-source",
                packages.Feed,
                "--tool-path",
                tools,
            ]
        );
        Assert.True(install.ExitCode == 0, install.Output + install.Errors);
        var script = packages.Write("cells.fsx", packages.Reference + "(** *)\n" + Fit);
        var page = packages.File("cells.html");
        var run = ChildProcess.Run(Path.Combine(tools, "mlphys"), "notebook", "run", script, "--html", page);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Contains(Fitted.TrimEnd(), File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MlPhys", "content/MlPhys.fsx", "lib/net10.0/MlPhys.Core.dll", "lib/net10.0/MlPhys.Core.xml")]
    [InlineData("MlPhys.Torch", "lib/net10.0/MlPhys.Torch.dll", "runtimes/linux-x64/native/libmlphys_torch.so")]
    [InlineData("MlPhys.Interactive", "interactive-extensions/dotnet/extension.dib")]
    [InlineData("MlPhys.Tool")]
    public void Each_package_has_its_page_its_icon_and_its_parts(string id, params string[] parts)
    {
        using var package = ZipFile.OpenRead(Path.Combine(packages.Feed, $"{id}.{packages.Version}.nupkg"));
        Assert.Empty(parts.Append("PACKAGE.md").Append("icon.png").Except(package.Entries.Select(e => e.FullName)));
    }

    [Theory]
    [InlineData("MlPhys")]
    [InlineData("MlPhys.Torch")]
    [InlineData("MlPhys.Interactive")]
    public void Each_library_has_symbols(string id) =>
        Assert.True(File.Exists(Path.Combine(packages.Feed, $"{id}.{packages.Version}.snupkg")));
}
