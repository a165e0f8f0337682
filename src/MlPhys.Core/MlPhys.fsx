// Printers for a session that has MlPhys: what `#r "nuget: MlPhys"` loads, and MlPhys.fsx of a local build.
// In a session of `mlphys` the printers and `display` are there already, and this file adds nothing.
[<AutoOpen>]
module MlPhysPrinters

#if !MLPHYS_HOST
/// Something shown that can be shown anew.
type DisplayedValue() =
    member _.Update(value: 'T) = printfn "%O" value

/// Shows a value: as text here, in its richest form in a notebook.
let display (value: 'T) =
    let shown = DisplayedValue()
    shown.Update value
    shown

let private asText (content: MlPhys.Display.IDisplayable) =
    content.ToDisplay().Content[MlPhys.Display.MimeType.Text]

fsi.AddPrinter asText

#if HAS_FSI_ADDHTMLPRINTER
fsi.AddHtmlPrinter(fun (content: MlPhys.Display.IDisplayable) ->
    let forms = content.ToDisplay().Content

    match forms.TryGetValue MlPhys.Display.MimeType.Svg, forms.TryGetValue MlPhys.Display.MimeType.Html with
    | (true, svg), _ -> seq [], svg
    | _, (true, html) -> seq [], html
    | _ -> seq [], $"<pre>{System.Net.WebUtility.HtmlEncode(asText content)}</pre>")
#endif
#endif
