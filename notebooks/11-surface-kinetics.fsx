(**
# A surface reaction: fixed library against adaptive basis

Two gases react on a catalyst. By Langmuir and Hinshelwood both adsorb first, and the rate is r = k K_A K_B p_A p_B/(1 + K_A p_A + K_B p_B)². The constants
stand inside the function: no sum of fixed functions with fitted coefficients is this law. So the library must fit its functions too.
*)

#load "../MlPhys.fsx"

open MlPhys.Figures
open MlPhys.Numerics.Random
open MlPhys.SparseIdentification
open MlPhys.SparseIdentification.Formulas
open MlPhys.SparseIdentification.Libraries
open MlPhys.SparseIdentification.Tables

(**
## The data

Rates on a 12 x 12 logarithmic grid of pressures from 0.05 to 5, with 5 % noise; k = 2, K_A = 1.5, K_B = 0.6.
*)

let grid = Array.init 12 (fun i -> 0.05 * 100.0 ** (float i / 11.0))
let pressures = Array.allPairs grid grid

let truth (a, b) =
    2.0 * 1.5 * 0.6 * a * b / (1.0 + 1.5 * a + 0.6 * b) ** 2.0

let rates =
    let stream = RandomStream 3L
    pressures |> Array.map (fun p -> truth p * (1.0 + 0.05 * stream.Gaussian()))

let table =
    RateTable
        .Of("r", rates, unit = "mol/s")
        .With("pA", Array.map fst pressures, unit = "bar")
        .With("pB", Array.map snd pressures, unit = "bar")

Figure
    .Titled("Measured rates")
    .WithXAxis("log10 pA")
    .WithYAxis("log10 pB")
    .WithHeatMap(Array.map log10 grid, Array.map log10 grid, Array2D.init 12 12 (fun i j -> rates.[12 * j + i]))
|> display

(**
## A fixed library fails

Polynomials up to the fourth degree describe the rates where they were measured, and nothing beyond.
*)

let polynomial = SparseModel.For(table).WithLibrary(Library.Polynomial 4).Fit()

printfn "%s" (polynomial.Equation())

let beyond = array2D [ [ 10.0; 10.0 ]; [ 20.0; 5.0 ] ]

for condition, predicted in Seq.zip [ (10.0, 10.0); (20.0, 5.0) ] (polynomial.Predict beyond) do
    printfn "at %A: polynomial %.3g, truth %.3g" condition predicted (truth condition)

(**
## Competing mechanisms

Langmuir-Hinshelwood, Eley-Rideal (one gas reacts from the gas phase) and Mars-van Krevelen (the surface gives oxygen and is oxidised again), beside the polynomials.
A function is written as it stands on paper; names are those of its constants.
*)

let mechanisms =
    Library.Polynomial 2
    + Library.Parametric(
        "Langmuir-Hinshelwood",
        (fun p k -> p.[0] * p.[1] / (1.0 + k.[0] * p.[0] + k.[1] * p.[1]) ** 2.0),
        FreeParameter "KA",
        FreeParameter "KB"
    )
    + Library.Parametric("Eley-Rideal", (fun p k -> p.[0] * p.[1] / (1.0 + k.[0] * p.[0])), FreeParameter "KA")
    + Library.Parametric("Eley-Rideal", (fun p k -> p.[0] * p.[1] / (1.0 + k.[0] * p.[1])), FreeParameter "KB")
    + Library.Parametric(
        "Mars-van Krevelen",
        (fun p k -> p.[0] * p.[1] / (k.[0] * p.[0] + p.[1])),
        FreeParameter "ratio"
    )

let law = SparseModel.For(table).WithLibrary(mechanisms).Fit()

for step in law.Path do
    printfn "%-6s %9.2f  %s" step.Action step.Excess step.Equation

(** ## The law, its constants with errors and units *)

display law

for condition, predicted in Seq.zip [ (10.0, 10.0); (20.0, 5.0) ] (law.Predict beyond) do
    printfn "at %A: law %.3g, truth %.3g" condition predicted (truth condition)

Figure.Grid("Langmuir-Hinshelwood found", 2, [ law.Figure(); law.ResidualFigure() ])
|> display

(** ## Each mechanism alone *)

for candidate in law.Candidates |> Seq.truncate 5 do
    printfn "%+9.1f  %s" candidate.Excess candidate.Equation
