module MlPhys.Scripting.Tests.SparseIdentificationTests

open MlPhys.Data
open MlPhys.SparseIdentification
open MlPhys.SparseIdentification.Adaptive
open MlPhys.SparseIdentification.Formulas
open MlPhys.SparseIdentification.Libraries
open MlPhys.SparseIdentification.Tables
open Xunit

let private kinetics =
    let s = [ 0.05; 0.1; 0.2; 0.4; 0.8; 1.6; 3.2; 6.4 ]
    let scatter = [ 1.01; 0.99; 1.02; 1.0; 0.98; 1.01; 1.0; 0.99 ]
    let rate = List.map2 (fun s e -> 2.5 * s / (0.7 + s) * e) s scatter
    RateTable.Of("rate", rate, unit = "mM/s").With("s", s, unit = "mM")

[<Fact>]
let ``a law with a user's own parametric term reads like a sentence`` () =
    let law =
        SparseModel
            .For(kinetics)
            .WithLibrary(
                Library.Polynomial(2).And(Library.Parametric("saturation", (fun s k -> s.[0] / (k.[0] + s.[0]))))
            )
            .WithSelection(Selection.AddRemove(Criterion.Bic))
            .Fit()

    let found =
        law.Terms |> Seq.map (fun t -> t.Parameter, t.Value, t.Unit) |> Seq.toList

    match found with
    | [ "coefficient", vm, "mM/s"; "k0", k, "mM" ] ->
        Assert.InRange(vm, 2.4, 2.6)
        Assert.InRange(k, 0.65, 0.75)
    | other -> Assert.Fail(sprintf "%A" other)

[<Fact>]
let ``formulas take F# operators and functions`` () =
    let library =
        Library.Parametric("wave", (fun x k -> exp (-k.[0] * x.[0]) * sin (k.[1] * x.[0]) + 2.0 * x.[0] ** 2.0))

    let wave = Seq.exactlyOne (library.Candidates.Invoke 1)
    Assert.Equal("exp(-k0 x) sin(k1 x) + 2 x^2", wave.ToText [ "x" ])

[<Fact>]
let ``libraries add and multiply`` () =
    let library = Library.Polynomial(1) * Library.Saturation() + Library.Exponential()
    Assert.Equal(3, Seq.length (library.Candidates.Invoke 1))

[<Fact>]
let ``a table is made from named columns of a file`` () =
    let table = Csv.Parse("conc,rate\nppm,1/min\n1,2\n2,3\n", unitsRow = true)
    let rates = RateTable.Of(table, "rate", "conc")
    Assert.Equal("ppm", rates.Variables.[0].Unit)
    Assert.Equal(2, rates.Count)
