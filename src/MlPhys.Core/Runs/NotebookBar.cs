using System.Globalization;
using System.Net;
using MlPhys.Display;

namespace MlPhys.Runs;

/// <summary>Draws progress as an HTML bar that a notebook updates in place, one for each stage.</summary>
internal sealed class NotebookBar(IDisplayHost host)
{
    private string id = "";

    public void Draw(ProgressView view)
    {
        var text = $"{view.State.Stage}: {view.Details}";
        var value =
            view.State.Total > 0
                ? string.Create(CultureInfo.InvariantCulture, $" value=\"{view.Fraction:0.####}\"")
                : "";
        var content = DisplayBundle
            .OfText(text)
            .With(MimeType.Html, $"<div><progress max=\"1\"{value}></progress> {WebUtility.HtmlEncode(text)}</div>");
        if (view.IsNewStage)
            host.Show(id = Guid.NewGuid().ToString("N"), content);
        else
            host.Update(id, content);
    }
}
