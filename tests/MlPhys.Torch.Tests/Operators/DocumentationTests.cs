namespace MlPhys.Torch.Tests.Operators;

public class DocumentationTests
{
    /// <summary>MLPHYS_WRITE_DOCS=1 writes the list anew.</summary>
    [Fact]
    public void The_list_of_operators_is_that_of_the_tables()
    {
        var path = Path.Combine(Root(new(AppContext.BaseDirectory)), "docs", "torch-operators.md");
        var list = Render();
        if (Environment.GetEnvironmentVariable("MLPHYS_WRITE_DOCS") == "1")
            File.WriteAllText(path, list);
        Assert.Equal(list, File.ReadAllText(path));
    }

    private static string Render()
    {
        var rows = Catalogue
            .Methods.Where(method => method.IsPublic)
            .GroupBy(method => Catalogue.Operator(method)!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group =>
            {
                var names = group
                    .Select(m => $"`{m.DeclaringType!.Name}.{m.Name}`")
                    .Distinct()
                    .Order(StringComparer.Ordinal);
                return $"| `{group.Key}` | {string.Join(", ", names)} |";
            });
        return $"---\ntitle: Operators of libtorch\ncategory: Tools\nindex: 14\n---\n# Operators of MlPhys.Torch\n\n| libtorch | here |\n|---|---|\n{string.Join('\n', rows)}\n";
    }

    private static string Root(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "MlPhys.sln")) ? folder.FullName : Root(folder.Parent!);
}
