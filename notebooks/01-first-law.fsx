(**
# A first law from real data

How fast does an enzyme work, and what law does its rate obey? In 1974 M. A. Treloar measured initial rates of galactosyltransferase at six substrate
concentrations, in cells treated with puromycin and in untreated ones. The 23 rates are printed in Bates and Watts (1988, table A1.3) and have taught
non-linear regression ever since. There the law is given. Here it is *found*: many functions are offered, and the data choose.
*)

#load "../MlPhys.fsx"

open System.IO
open MlPhys.Data
open MlPhys.Figures
open MlPhys.SparseIdentification
open MlPhys.SparseIdentification.Formulas
open MlPhys.SparseIdentification.Libraries
open MlPhys.SparseIdentification.Tables

(**
## The data

One row a measurement; the second line of the file holds the units, which stay with the numbers up to the fitted constants.
*)

let measurements =
    Csv.Read(Path.Combine(__SOURCE_DIRECTORY__, "..", "data", "puromycin.csv"), unitsRow = true)

let rates state =
    RateTable.Of(measurements.Where("state", (state: string)), "rate", "conc")

let treated, untreated = rates "treated", rates "untreated"

Figure
    .Titled("Initial rates, Treloar (1974)")
    .WithXAxis("concentration / ppm")
    .WithYAxis("rate / counts min^-2")
    .WithMarkers(treated.Variables.[0].Values, treated.Target.Values, name = "treated")
    .WithMarkers(untreated.Variables.[0].Values, untreated.Target.Values, name = "untreated")
|> display

(**
## The candidates

Polynomials know no inner parameter. The others do: the constant *K* of a saturation, the exponent of a power law, the decay constant of an exponential.
They are fitted together with the coefficients (variable projection), so they need no grid and no guess.
*)

let library =
    Library.Polynomial(3)
    + Library.Saturation()
    + Library.Hill()
    + Library.Power()
    + Library.Exponential()

for candidate in library.Candidates.Invoke(1) do
    printfn "%-12s %s" candidate.Family (candidate.ToText([ "conc" ]))

(**
## The search

The search starts from nothing and adds, drops or swaps one term at a time as long as the extended BIC falls: a term must pay for its numbers, and for
having been picked among many.
*)

let find table =
    SparseModel.For((table: RateTable)).WithLibrary(library).Fit()

let lawTreated, lawUntreated = find treated, find untreated

for law in [ lawTreated; lawUntreated ] do
    for step in law.Path do
        printfn "%-6s  %8.2f  %s" step.Action step.Excess step.Equation

    printfn ""

(**
## Each candidate alone

What single functions leave unexplained: the residual deviation of the rates, and how far the criterion lies above the law's.
*)

for candidate in lawTreated.Candidates do
    printfn "%8.2f  %+7.2f  %s" candidate.ResidualDeviation candidate.Excess candidate.Equation

(**
## The law, with its band

The treated cells. The band is the 95 % confidence band of the curve, from the covariance of both constants.
*)

lawTreated.Figure() |> display

(** The untreated cells. *)

lawUntreated.Figure() |> display

(**
## The constants, beside the literature

Bates and Watts fitted the law that we found: *V*m = 212.7 and *K* = 0.0641 for treated cells, 160.3 and 0.0477 for untreated ones.
*)

for name, law, literature in
    [
        "treated", lawTreated, [ 212.7; 0.0641 ]
        "untreated", lawUntreated, [ 160.3; 0.0477 ]
    ] do
    for found, published in Seq.zip law.Terms literature do
        printfn
            "%-10s %-12s %9.4f ± %.4f %s, literature %g, off by %.2f standard errors"
            name
            found.Parameter
            found.Value
            found.StandardError
            found.Unit
            published
            ((found.Value - published) / found.StandardError)

(**
## The residuals

No trend is left over the predictions, and no growth with them: the noise model that the likelihood preferred is the additive one.
*)

Figure.Grid("Residuals", 2, [ lawTreated.ResidualFigure(); lawUntreated.ResidualFigure() ])
|> display

printfn "noise: %A and %A" lawTreated.Noise lawUntreated.Noise

(**
## What the data cannot exclude

Structures whose criterion comes close, with how far they are behind. The untreated cells are the less certain ones: eleven rates at six concentrations
are too few to be sure. The rivals part ways outside the data: near zero concentration, and above 2 ppm, is where a further measurement would decide.
*)

for law in [ lawTreated; lawUntreated ] do
    for rival in law.Alternatives |> Seq.truncate 4 do
        printfn "%+6.2f  %s" rival.Excess rival.Equation

    printfn ""

(** The law as code and as LaTeX, ready to be used elsewhere. *)

printfn "%s" (lawTreated.Equation FormulaStyle.FSharp)
printfn "%s" (lawTreated.Equation FormulaStyle.Latex)
