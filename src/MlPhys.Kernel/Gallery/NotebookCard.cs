using System.Collections.Immutable;
using System.Text.Json;
using MlPhys.Display;

namespace MlPhys.Kernel.Gallery;

/// <summary>What the gallery shows of a notebook; kept as notebook.json in the folder of its figures.</summary>
/// <param name="Title">First heading.</param>
/// <param name="Summary">First paragraph.</param>
/// <param name="Figures">The figures, in order.</param>
internal sealed record NotebookCard(string Title, string Summary, ImmutableArray<FigureEntry> Figures)
{
    private const string FileName = "notebook.json";

    public static NotebookCard Load(string folder) =>
        JsonSerializer.Deserialize<NotebookCard>(File.ReadAllText(Path.Combine(folder, FileName)))
        ?? throw new InvalidDataException($"{Path.Combine(folder, FileName)} holds null; expected a card");

    public static bool ExistsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    public void Save(string folder) => WholeFile.Write(Path.Combine(folder, FileName), JsonSerializer.Serialize(this));
}

/// <summary>A figure of a notebook.</summary>
/// <param name="Name">Name of its files: Name.svg, and Name.json where it has a Plotly form.</param>
/// <param name="Caption">Its title, or its number.</param>
/// <param name="Frame">Class of the frame that it is shown in.</param>
/// <param name="HasPlotly">Whether there is a Plotly form.</param>
internal sealed record FigureEntry(string Name, string Caption, string Frame, bool HasPlotly);
