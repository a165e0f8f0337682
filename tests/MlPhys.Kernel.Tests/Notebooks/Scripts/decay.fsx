(**
# Radioactive decay

The number of undecayed nuclei falls as *N(t) = N₀ exp(−λt)*. A notebook for the tests: prose, text, tables of records,
a drawn figure and a display that changes.

| symbol | meaning |
|--------|---------|
| λ      | rate    |
*)
#load "../../../../MlPhys.fsx"

open System.Collections.Immutable
open MlPhys.Display

let rate = 0.5 // per second

(** ## The law *)
let law t = 100.0 * exp (-rate * t)
law 2.0

(** *)
printfn "half-life %.3f s" (log 2.0 / rate)
eprintfn "a warning <&>"

(** ## A figure *)
type Drawing(title: string) =
    interface IDisplayable with
        member _.ToDisplay() =
            let points =
                [
                    for t in 0.0..0.25..10.0 -> $"%.1f{40.0 + 30.0 * t},%.1f{190.0 - 1.6 * law t}"
                ]
                |> String.concat " "

            let svg =
                $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 220" width="380" height="220">
<defs><clipPath id="area"><rect x="40" y="20" width="320" height="170"/></clipPath></defs>
<path d="M40 20V190H360" fill="none" stroke="#444"/>
<polyline clip-path="url(#area)" points="{points}" fill="none" stroke="#0072b2" stroke-width="2"/>
<text x="200" y="212" text-anchor="middle" font-size="12">t / s</text></svg>"""

            let plotly =
                $"""{{"data":[{{"type":"scatter","x":[0,1,2],"y":[{law 0.0},{law 1.0},{law 2.0}]}}],"layout":{{"title":{{"text":"{title}"}}}}}}"""

            DisplayBundle.OfText(title).With(MimeType.Svg, svg).With(MimeType.Plotly, plotly)

let shown = display "drawing..."
shown.Update "drawn"
Drawing "Decay"

(** ## Records *)
type Isotope = { Name: string; HalfLife: float }

[ { Name = "C-14"; HalfLife = 5730.0 }; { Name = "H-3"; HalfLife = 12.32 } ]
