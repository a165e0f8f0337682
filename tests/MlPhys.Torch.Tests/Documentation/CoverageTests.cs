using System.Reflection;
using System.Text;
using TorchSharp;

namespace MlPhys.Torch.Tests.Documentation;

/// <summary>Holds docs/torch-coverage.md to what the assembly offers.</summary>
public class CoverageTests
{
    private const string Refresh = "MLPHYS_REFRESH_DOCS";

    private static readonly (string Heading, Type Type)[] Sections =
    [
        ("Tensor", typeof(torch.Tensor)),
        ("torch", typeof(torch)),
        ("torch.linalg", typeof(torch.linalg)),
        ("torch.fft", typeof(torch.fft)),
        ("torch.special", typeof(torch.special)),
        ("torch.autograd", typeof(torch.autograd)),
        ("torch.nn: modules and losses", typeof(torch.nn)),
        ("Members of every module", typeof(torch.nn.Module)),
        ("torch.nn.functional", typeof(torch.nn.functional)),
        ("torch.nn.init", typeof(torch.nn.init)),
        ("torch.nn.utils", typeof(torch.nn.utils)),
        ("torch.optim", typeof(torch.optim)),
        ("torch.optim.lr_scheduler", typeof(torch.optim.lr_scheduler)),
        ("Safetensors (not in TorchSharp)", typeof(Safetensors)),
    ];

    [Fact]
    public void The_list_in_the_documentation_is_what_is_there()
    {
        var file = Path.Combine(Root(new(AppContext.BaseDirectory)), "docs", "torch-coverage.md");
        var expected = Text();
        if (Environment.GetEnvironmentVariable(Refresh) == "1")
            File.WriteAllText(file, expected);
        Assert.True(
            File.ReadAllText(file) == expected,
            $"docs/torch-coverage.md is out of date: {Refresh}=1 dotnet test tests/MlPhys.Torch.Tests --filter Coverage"
        );
    }

    private static string Text()
    {
        var text = new StringBuilder(
            "---\ntitle: TorchSharp's names\ncategory: Tools\nindex: 13\n---\n# What MlPhys.Torch covers of TorchSharp 0.107\n\n"
        );
        text.Append(
            "Written by `CoverageTests` from the assembly. Overloads count once; a name ending in `_` works in place.\n"
        );
        foreach (var (heading, type) in Sections)
        {
            var names = Names(type).ToList();
            text.Append($"\n## {heading} ({names.Count})\n\n{string.Join(", ", names.Select(name => $"`{name}`"))}\n");
        }
        return text.ToString();
    }

    private static IEnumerable<string> Names(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or FieldInfo || member is MethodInfo { IsSpecialName: false })
            .Select(member => member.Name)
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static string Root(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "MlPhys.sln")) ? folder.FullName : Root(folder.Parent!);
}
