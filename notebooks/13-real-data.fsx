(**
# Laws from published tables

Three tables that were measured long before this library: an enzyme, two populations, two drugs. Nothing about the true law is known here but what the data say, so
each law stands beside its errors, its misfit and the laws that the data cannot exclude. `data/README.md` names the sources.
*)

#load "../MlPhys.fsx"

open System
open System.IO
open MlPhys.Data
open MlPhys.Figures
open MlPhys.SparseIdentification
open MlPhys.SparseIdentification.Formulas
open MlPhys.SparseIdentification.Libraries
open MlPhys.SparseIdentification.Rates
open MlPhys.SparseIdentification.Solvers
open MlPhys.SparseIdentification.Tables

let table name =
    Csv.Read(Path.Combine(__SOURCE_DIRECTORY__, "..", "data", name + ".csv"), unitsRow = true)

(**
## An enzyme

Treloar's rates of galactosyltransferase (1974), found in full in the first notebook. Bates and Watts (1988) give the two groups a
Michaelis-Menten law each; here it is found among 14 functions. The question that is left: does puromycin change the constant *K*, or the rate only?
*)

let enzyme = table "puromycin"

let kinetics =
    Library.Polynomial 3
    + Library.Saturation()
    + Library.Hill()
    + Library.Power()
    + Library.Exponential()

let laws = [
    for state in [ "treated"; "untreated" ] ->
        state, SparseModel.For(RateTable.Of(enzyme.Where("state", state), "rate", "conc")).WithLibrary(kinetics).Fit()
]

for state, law in laws do
    printfn "%s: %s" state (law.Equation())

    for term in law.Terms do
        printfn "  %-12s %9.4g ± %.2g %s" term.Parameter term.Value term.StandardError term.Unit

let constants = laws |> List.map (fun (_, law) -> law.Terms.[law.Terms.Length - 1])

let apart =
    abs (constants.[0].Value - constants.[1].Value)
    / sqrt (constants.[0].StandardError ** 2.0 + constants.[1].StandardError ** 2.0)

printfn "the last constants of the two laws are %.1f standard errors apart" apart

for _, law in laws do
    law.Figure() |> display

(**
The largest rates differ by many standard errors, the constants hardly: within these errors puromycin changes how fast the enzyme works, not how tightly it binds.
*)

(**
## Two populations

Pelts of snowshoe hare and Canada lynx that the Hudson's Bay Company bought each year from 1900 to 1920, in thousands: 21 samples of two states, two turns of a
cycle. Errors of a count grow with the count, so the logarithms are fitted; the growth rates of both populations may then be any sum of a constant, hares and lynxes
(h and l are the logarithms). Lotka and Volterra's law is one of the 64 structures on offer.
*)

let pelts = table "hare-lynx"

let cycle =
    Trajectory
        .At(pelts.Column "year", "a")
        .With("h", pelts.Column "hare" |> Array.map log)
        .With("l", pelts.Column "lynx" |> Array.map log)

let growth =
    Library.Custom(
        "growth",
        (fun _ -> Formula.op_Implicit 1.0),
        (fun x -> Formula.Exp x.[0]),
        (fun x -> Formula.Exp x.[1])
    )

let free = SparseModel.For(cycle).WithLibrary(growth).Fit()
display free

for term in free.Terms do
    printfn "%-3s %-7s %8.4f ± %.4f" term.Equation term.Term term.Value term.StandardError

printfn "noise left: %s of a count" (String.Join(", ", free.Noise |> Seq.map (fun s -> sprintf "%.0f %%" (100.0 * s))))

for rival in free.Alternatives do
    printfn "%+5.1f  %s" rival.Excess rival.Equation

(**
The lynx obey the law of Lotka and Volterra. The hares get a term that no ecologist would write: they grow the faster the more of them there are. It costs little to
forbid that, and what is left is Lotka and Volterra's law. Carpenter's Bayesian fit of the same table with that law given (2018) has 0.55, 0.028, 0.80 and 0.024.
*)

let law =
    SparseModel
        .For(cycle)
        .WithLibrary(growth)
        .WithConstraints([ Constraint.Negative("h'", "exp(h)"); Constraint.Negative("l'", "exp(l)") ])
        .Fit()

display law

for term in law.Terms do
    printfn "%-3s %-7s %8.4f ± %.4f" term.Equation term.Term term.Value term.StandardError

printfn "noise left: %s of a count" (String.Join(", ", law.Noise |> Seq.map (fun s -> sprintf "%.0f %%" (100.0 * s))))

printfn
    "variance explained one year ahead: %s; five years ahead: %s"
    (String.Join(", ", law.Score cycle |> Seq.map (sprintf "%.2f")))
    (String.Join(", ", law.Score(cycle, 5) |> Seq.map (sprintf "%.2f")))

(**
Followed from the counts of 1900 alone the law has the cycle and its size, but too long a period. What a law misses is not in its errors: they hold if it is right.
*)

law.Figure cycle |> display
law.ResidualFigure cycle |> display

for pair in law.Correlations() |> Seq.truncate 3 do
    printfn "%+.2f  %s, %s" pair.Value pair.First pair.Second

(**
## Theophylline: how many compartments?

Plasma concentrations of twelve subjects for a day after one dose by mouth. A drug that is absorbed at rate *ka* and leaves one compartment at rate *ke* follows a difference
of two exponentials. That function stands beside polynomials, single exponentials and saturation, for each subject on 11 samples.
*)

let absorption =
    Library.Parametric(
        "absorption",
        (fun x k -> Formula.Exp(-(k.[0] * x.[0])) - Formula.Exp(-(k.[1] * x.[0]))),
        FreeParameter("ke", 0.01, 0.5),
        FreeParameter("ka", 0.3, 20.0)
    )

let compartments =
    Library.Polynomial 3 + Library.Exponential() + Library.Saturation() + absorption

let doses = table "theophylline"

let subjects = [
    for subject in doses.Groups "subject" ->
        subject,
        SparseModel
            .For(RateTable.Of(doses.Where("subject", subject), "c", "t"))
            .WithLibrary(compartments)
            .WithNoise(NoiseModel.Additive)
            .Fit()
]

for subject, law in subjects do
    let number name =
        law.Terms
        |> Seq.tryFind (fun t -> t.Parameter = name)
        |> Option.map (fun t -> sprintf "%6.3f ± %.3f" t.Value t.StandardError)
        |> Option.defaultValue "-"

    printfn
        "subject %2s: ke %s, ka %s per hour; scatter %.2f mg/L; %s"
        subject
        (number "ke")
        (number "ka")
        law.ResidualDeviation
        law.Structure

let single =
    subjects
    |> List.filter (fun (_, law) -> law.Structure = "exp(-ke t) - exp(-ka t)")
    |> List.length

printfn "one compartment with absorption: %d of %d subjects" single subjects.Length

(snd subjects.[0]).Figure() |> display

(**
The rates differ between people by more than their errors, most of all the absorption. Few early samples leave *ka* of the fast ones open:
its profile tells it better than a standard error.
*)

let fastest =
    subjects
    |> List.maxBy (fun (_, law) -> law.Terms |> Seq.filter (fun t -> t.Parameter = "ka") |> Seq.sumBy _.Value)

let profile = (snd fastest).Profile 2

printfn
    "subject %s: ka = %.2g, 95 %% interval %.2g to %.2g per hour"
    (fst fastest)
    profile.Best
    profile.Lower
    profile.Upper

profile.Figure() |> display

(**
## Indomethacin: one exponential is not enough

Six subjects after an injection into a vein, 11 samples each, over fiftyfold in concentration, so with relative noise. The candidates are exponentials, a constant
and, to be fair to simpler ideas, powers of time.
*)

let injections = table "indomethacin"

for subject in injections.Groups "subject" do
    let found =
        SparseModel
            .For(RateTable.Of(injections.Where("subject", subject), "c", "t"))
            .WithLibrary(Library.Polynomial 0 + Library.Exponential() + Library.Power())
            .WithNoise(NoiseModel.Relative)
            .Fit()

    printfn "subject %s, scatter %2.0f %%: %s" subject (100.0 * found.ResidualDeviation) (found.Equation())

    for rival in found.Alternatives |> Seq.skip 1 |> Seq.truncate 2 do
        printfn "           %+5.1f %s" rival.Excess rival.Equation

(**
Pharmacologists write two exponentials, a fast distribution and a slow elimination, which need four numbers. On the 11 samples of one subject the data prefer a power of time with
two, alone or beside one exponential, in all subjects but one: the shortest law that fits is not always the mechanism, and eight hours are short for a slow rate.
*)
