using System.Collections.Immutable;
using MlPhys.Display;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Notebooks;

/// <summary>Keeps the outputs of every cell of a run, so that an update reaches a display of an earlier cell.</summary>
internal sealed class CollectedOutputs : ICellOutputs
{
    private readonly Lock gate = new();
    private readonly List<List<CellOutput>> cells = [];
    private bool clearBeforeNext;

    public void BeginCell()
    {
        lock (gate)
        {
            cells.Add([]);
            clearBeforeNext = false;
        }
    }

    public ImmutableArray<CellOutput> OfCell(int index)
    {
        lock (gate)
            return [.. cells[index]];
    }

    public void Write(string stream, string text) =>
        Add(outputs =>
        {
            if (outputs is [.., StreamOutput last] && last.Stream == stream)
                outputs[^1] = last with { Text = last.Text + text };
            else
                outputs.Add(new StreamOutput(stream, text));
        });

    public void Show(string id, DisplayBundle content) => Add(outputs => outputs.Add(new DisplayOutput(content, id)));

    public void Result(DisplayBundle content) => Add(outputs => outputs.Add(new ResultOutput(content)));

    public void Update(string id, DisplayBundle content)
    {
        lock (gate)
            foreach (var outputs in cells)
            {
                var at = outputs.FindIndex(output => output is DisplayOutput shown && shown.Id == id);
                if (at >= 0)
                    outputs[at] = new DisplayOutput(content, id);
            }
    }

    public void Clear(bool wait)
    {
        lock (gate)
        {
            clearBeforeNext = wait;
            if (!wait)
                cells[^1].Clear();
        }
    }

    private void Add(Action<List<CellOutput>> add)
    {
        lock (gate)
        {
            if (clearBeforeNext)
                cells[^1].Clear();
            clearBeforeNext = false;
            add(cells[^1]);
        }
    }
}
