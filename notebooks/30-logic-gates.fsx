(**
# What a gate knows: partial information decomposition

Two inputs, one output. How much of what the inputs say about the output do *both* say (redundancy), does only *one* say (unique information), and is said by
neither alone (synergy)? Mutual information cannot tell; a partial information decomposition can. The classic gates are small enough to check by hand,
and they show at once where the measures of redundancy disagree: in what they call redundant when the sources are independent, as the inputs
of an exclusive or are.
*)

#load "../MlPhys.fsx"

open MlPhys.Figures
open MlPhys.Information

let gates =
    [
        "XOR", (fun (x: int[]) -> x.[0] ^^^ x.[1])
        "AND", (fun x -> x.[0] &&& x.[1])
        "OR", (fun x -> x.[0] ||| x.[1])
        "SUM", (fun x -> x.[0] + x.[1])
        "COPY first", (fun x -> x.[0])
    ]
    |> List.map (fun (name, gate) -> name, JointDistribution.OfGate([ "1"; "2" ], "y", gate))

(**
## Before any decomposition

Mutual informations need no measure of redundancy. Co-information, their difference of differences, is redundancy *minus* synergy: a gate may have much of both
and a co-information of zero.
*)

for name, p in gates do
    printfn
        "%-10s  I(y;1) = %.4f  I(y;2) = %.4f  I(y;1,2) = %.4f  co-information = %+.4f"
        name
        (p.TargetInformation "1")
        (p.TargetInformation "2")
        (p.TargetInformation("1", "2"))
        (p.CoInformation())

(**
## Four measures side by side

I_sx (Makkeh, Gutknecht and Wibral 2021) counts by shared exclusions: what would be ruled out whichever source one looked at. It can be negative: the inputs of
XOR share *mis*information. I_min (Williams and Beer 2010) finds half a bit that both inputs of SUM share, though they are independent.
BROJA (Bertschinger et al. 2014) solves a convex program; its answer here is certified by the dual bound.
*)

let decompose measure p =
    PartialInformation.Of(p).WithMeasure(measure).Decompose()

for name, p in gates do
    printfn "\n%-12s %10s %10s %10s %10s" name "{1}{2}" "{1}" "{2}" "{12}"

    for measure in RedundancyMeasure.All do
        let atoms = decompose measure p

        printfn
            "%-12s %10.4f %10.4f %10.4f %10.4f"
            measure.Name
            atoms.["{1}{2}"]
            atoms.["{1}"]
            atoms.["{2}"]
            atoms.["{12}"]

let bars (name, p) =
    let atoms = [ "{1}{2}"; "{1}"; "{2}"; "{12}" ]

    let figure =
        Figure.Titled(name: string).WithXAxis("atom").WithYAxis("bits").WithSize(420, 320)

    (figure, RedundancyMeasure.All)
    ||> Seq.fold (fun figure measure ->
        let values = decompose measure p

        figure.WithBars(
            atoms |> List.map AntichainNames.Label,
            (atoms |> List.map (fun atom -> values.[atom])),
            name = measure.Name
        ))

Figure.Grid("Four measures of redundancy", 3, gates |> List.map bars) |> display

(**
## Two parts of I_sx

Each atom is an informative part minus a misinformative one, and both are never negative. What the inputs of XOR share is 0.415 bits that speak for the
output and 1 bit that speaks against it.
*)

for name, p in gates do
    printfn "\n%s" name
    printfn "%O" (decompose RedundancyMeasure.SharedExclusions p)

(**
## Point by point

The atoms are means over what can happen. The inputs of AND share information where they agree. Where they differ, what they share speaks against the outcome: that the
first is 1 or the second 0 makes 0 less likely than it was.
*)

for row in (decompose RedundancyMeasure.SharedExclusions (snd gates.[1])).Pointwise() do
    if row.Atom = "{1}{2}" then
        printfn "x = %A  y = %d  p = %.2f  shared %+.4f" row.Sources row.Target row.Probability row.Value

(**
## Three inputs: 18 atoms

The parity of three bits. No input and no pair says anything, yet the decomposition is not empty below the top: shared exclusions go up and down, and
the bottom atom is exactly log2(8/7).
*)

let parity =
    JointDistribution.OfGate([ "a"; "b"; "c" ], "y", (fun x -> (x.[0] + x.[1] + x.[2]) % 2))

let ofParity = decompose RedundancyMeasure.SharedExclusions parity

printfn "{a}{b}{c} = %.10f, log2(8/7) = %.10f" ofParity.["{a}{b}{c}"] (System.Math.Log2(8.0 / 7.0))
display (ofParity.Figure())
