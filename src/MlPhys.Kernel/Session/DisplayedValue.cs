namespace MlPhys.Kernel.Session;

/// <summary>Something on the page that can still change.</summary>
public sealed class DisplayedValue
{
    private readonly Notebook notebook;
    private readonly string id;

    internal DisplayedValue(Notebook notebook, string id)
    {
        this.notebook = notebook;
        this.id = id;
    }

    /// <summary>Shows the value in place of what was shown.</summary>
    public void Update<T>(T value) => notebook.Update(value, id);
}
