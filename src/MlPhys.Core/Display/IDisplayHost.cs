namespace MlPhys.Display;

/// <summary>A place that shows content while code runs, such as a notebook, and can show it anew.</summary>
public interface IDisplayHost
{
    /// <summary>Shows content for the first time.</summary>
    /// <param name="id">A name by which the content can be updated.</param>
    /// <param name="content">The content in all its forms.</param>
    void Show(string id, DisplayBundle content);

    /// <summary>Replaces content shown before.</summary>
    /// <param name="id">The name it was shown under.</param>
    /// <param name="content">The new content.</param>
    void Update(string id, DisplayBundle content);
}
