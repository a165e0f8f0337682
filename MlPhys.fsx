// The local build for scripts and notebooks: #load "../MlPhys.fsx"
// The Release build where there is one, else the Debug build. It opens no namespace and adds one name, `display`.
// In a session of `mlphys` the library and `display` are there already, and this file adds nothing.
[<AutoOpen>]
module MlPhysScript

#if !MLPHYS_HOST
#nowarn "211" // one of the two builds may be missing
#I "src/MlPhys.Core/bin/Release/net10.0"
#I "src/MlPhys.Core/bin/Debug/net10.0"
#r "(MlPhys is not built yet - run dotnet build)/../MlPhys.Core.dll"
#r "MlPhys.Torch.dll"

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
