using System.Globalization;

namespace MlPhys.Kernel.Session;

/// <summary>What cells know as <c>notebook</c>: the page that they write on.</summary>
public sealed class Notebook
{
    private readonly ICellOutputs outputs;
    private readonly ValueDisplay values;
    private int shown;

    internal Notebook(ICellOutputs outputs, ValueDisplay values)
    {
        this.outputs = outputs;
        this.values = values;
    }

    /// <summary>Cancelled when the user interrupts the running cell; hand it to long calls.</summary>
    public CancellationToken CancellationToken { get; internal set; }

    /// <summary>Shows a value at once, in its richest form.</summary>
    /// <returns>A handle that can replace what is shown.</returns>
    public DisplayedValue Display<T>(T value)
    {
        var id = "display-" + Interlocked.Increment(ref shown).ToString(CultureInfo.InvariantCulture);
        outputs.Show(id, Bundle(value));
        return new DisplayedValue(this, id);
    }

    /// <summary>Removes what the cell has shown so far; with wait, only when something new comes.</summary>
    public void Clear(bool wait = false) => outputs.Clear(wait);

    internal void Update<T>(T value, string id) => outputs.Update(id, Bundle(value));

    private Display.DisplayBundle Bundle<T>(T value) => values.Of(new CellValue(value, value?.GetType() ?? typeof(T)));
}
