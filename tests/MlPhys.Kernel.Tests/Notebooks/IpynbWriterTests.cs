using System.Text.Json.Nodes;
using MlPhys.Display;
using MlPhys.Kernel.Notebooks;

namespace MlPhys.Kernel.Tests.Notebooks;

public class IpynbWriterTests
{
    private static JsonNode Written(params CellOutput[] outputs) =>
        JsonNode.Parse(IpynbWriter.Write(Sample.Notebook(outputs)))!;

    [Fact]
    public void It_is_a_notebook_of_format_4_5_for_the_fsharp_kernel()
    {
        var notebook = Written();
        Assert.Equal((4, 5), ((int)notebook["nbformat"]!, (int)notebook["nbformat_minor"]!));
        Assert.Equal(".net-fsharp", (string?)notebook["metadata"]!["kernelspec"]!["name"]);
    }

    [Fact]
    public void Cell_ids_are_lawful_and_differ_for_equal_cells()
    {
        var ids = Written()["cells"]!.AsArray().Select(cell => (string)cell!["id"]!).ToArray();
        Assert.Equal(4, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", id));
    }

    [Fact]
    public void Source_lines_keep_their_ends() =>
        Assert.Equal(
            ["# On *x* < `y`\n", "\n", "First\n", "paragraph.\n", "\n", "Second."],
            Written()["cells"]![0]!["source"]!.AsArray().Select(line => (string)line!)
        );

    [Fact]
    public void Outputs_have_the_notation_of_their_kind()
    {
        var json = DisplayBundle.OfText("p").With(MimeType.Plotly, Sample.Plotly);
        var outputs = Written(
            new StreamOutput("stdout", "a\nb\n"),
            new DisplayOutput(json, "display-1"),
            new ResultOutput(DisplayBundle.OfText("42"))
        )["cells"]![2]!["outputs"]!;
        Assert.Equal("""{"name":"stdout","output_type":"stream","text":["a\n","b\n"]}""", outputs[0]!.ToJsonString());
        Assert.Equal("display_data", (string?)outputs[1]!["output_type"]);
        Assert.Equal(
            JsonNode.Parse(Sample.Plotly)!.ToJsonString(),
            outputs[1]!["data"]![MimeType.Plotly]!.ToJsonString()
        );
        Assert.Equal(
            """{"data":{"text/plain":["42"]},"execution_count":2,"metadata":{},"output_type":"execute_result"}""",
            outputs[2]!.ToJsonString()
        );
    }
}
