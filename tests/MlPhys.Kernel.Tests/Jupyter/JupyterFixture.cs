using System.Text.Json.Nodes;

namespace MlPhys.Kernel.Tests.Jupyter;

/// <summary>One pass of conformance.py over the installed kernel; the tests look at what it reported.</summary>
public sealed class JupyterFixture : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly JsonNode[] checks;

    public JupyterFixture()
    {
        var install = ChildProcess.Mlphys("kernel", "install", "--prefix", folder.Path);
        Assert.True(install.ExitCode == 0, install.Errors);
        var script = Path.Combine(Repository.Root, "tests/MlPhys.Kernel.Tests/Jupyter/conformance.py");
        var run = ChildProcess.Run(
            "env",
            $"JUPYTER_PATH={folder.File("share/jupyter")}",
            $"JUPYTER_RUNTIME_DIR={folder.File("runtime")}",
            "/usr/bin/python3",
            script,
            "mlphys-fsharp"
        );
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        checks = [.. run.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)];
    }

    public JsonNode Check(string name) => checks.Single(check => (string?)check["check"] == name);

    public IEnumerable<JsonNode> Checks(string name) => checks.Where(check => (string?)check["check"] == name);

    public string[] Outputs(string name) => Strings(Check(name)["outputs"]!);

    public static string[] Strings(JsonNode array) => [.. array.AsArray().Select(item => (string)item!)];

    public void Dispose() => folder.Dispose();
}
