using System.Text;
using System.Text.Json;
using MlPhys.Figures.Labels;

namespace MlPhys.Figures.Plotly;

/// <summary>Writes values as plotly.js reads them.</summary>
internal static class JsonWriting
{
    /// <summary>A number; null where JSON has none.</summary>
    public static void Number(this Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }

    public static void Number(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.Number(value);
    }

    public static void Numbers(this Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.Number(value);
        json.WriteEndArray();
    }

    public static void Rows(this Utf8JsonWriter json, string name, double[,] z)
    {
        json.WriteStartArray(name);
        for (var row = 0; row < z.GetLength(0); row++)
        {
            json.WriteStartArray();
            for (var column = 0; column < z.GetLength(1); column++)
                json.Number(z[row, column]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> labels)
    {
        json.WriteStartArray(name);
        foreach (var label in labels)
            json.WriteStringValue(Html(label));
        json.WriteEndArray();
    }

    public static void Object(this Utf8JsonWriter json, string name, Action content)
    {
        json.WriteStartObject(name);
        content();
        json.WriteEndObject();
    }

    /// <summary>A title object of one text.</summary>
    public static void Title(this Utf8JsonWriter json, string label)
    {
        if (label.Length > 0)
            json.Object("title", () => json.WriteString("text", Html(label)));
    }

    /// <summary>A label in the few HTML tags that plotly.js draws.</summary>
    public static string Html(string label)
    {
        var html = new StringBuilder();
        foreach (var run in RichText.Parse(label))
        {
            var text = Display.Markup.Encode(run.Text);
            _ =
                run.Level == 0 ? html.Append(text)
                : run.Level < 0 ? html.Append("<sub>").Append(text).Append("</sub>")
                : html.Append("<sup>").Append(text).Append("</sup>");
        }
        return html.ToString();
    }
}
