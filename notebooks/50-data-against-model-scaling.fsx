(**
# More data or a larger network: the same exponent, another inside?

The loss of a network falls as a power of its size, and as a power of the data it has seen. Nikolaou, Krippendorf, Tovey and Holm (arXiv 2507.05035, 2025) claim
that the two ways can share an exponent while the network's inside moves in opposite ways, as its neural tangent kernel shows. Their data sets and
architectures were not at hand; here the claim is put to a test of our own: perceptrons with two hidden layers on MNIST and CIFAR-10, in the
NTK parametrisation, trained by gradient descent.

What to look at: the two exponents with the range that other windows of the same curve would give, and what the kernel on a fixed set of test images does from
start to end of training, along each way of scaling.
*)

#load "../MlPhys.fsx"

open System
open System.IO
open MlPhys.Data
open MlPhys.Figures
open MlPhys.Scaling.Experiments
open MlPhys.Training

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"

let isHere (name: string) =
    try
        Datasets.Named name |> ignore
        true
    with :? FileNotFoundException as missing ->
        printfn "left out: %s" missing.Message
        false

let sets =
    (if isFast then [ "mnist" ] else [ "mnist"; "cifar10" ])
    |> List.filter isHere
    |> function
        | [] -> [ "teacher-student" ]
        | sets -> sets

let widths =
    if isFast then
        [ 4; 8; 16; 32 ]
    else
        [ 4; 8; 16; 32; 64; 128; 256 ]

let samples =
    if isFast then
        [ 64; 128; 256; 512 ]
    else
        [ 64; 128; 256; 512; 1024; 2048; 4096 ]

let seeds = if isFast then [ 1L ] else [ 1L; 2L; 3L ]
let folder = Directory.CreateTempSubdirectory("scaling").FullName

(**
## The plan

One axis is varied at a time. Every combination is a run with a key of its own; the rate, the number of steps and the batch are the same for all, so that
nothing but size or data differs.
*)

let plan (set: string) =
    ScalingExperiment
        .On([ set ])
        .WithSeeds(seeds)
        .WithSteps([ (if isFast then 300 else 1500) ])
        .WithRates([ 0.02 ])
        .WithSettings(
            RunSettings(
                Loss = TrainingLoss.HalfSquare,
                Probe = (if isFast then 32 else 100),
                Records = 0,
                Momentum = 0.5
            )
        )

let experiments = [
    for set in sets ->
        let run name (experiment: ScalingExperiment) =
            experiment.Run(Path.Combine(folder, set, name), workers = 2)

        set,
        (plan set).WithWidths(widths).WithSamples([ List.max samples ]) |> run "model",
        (plan set).WithWidths([ (if isFast then 32 else 128) ]).WithSamples(samples)
        |> run "data"
]

for set, model, data in experiments do
    printfn "%s: %d + %d runs, %d not finished" set model.Planned data.Planned (model.Pending + data.Pending)

(**
## The exponents

A power law without a floor, and what every window of at least three neighbouring sizes would say. Where that range is wide there is no exponent
to speak of, whatever the error bar of one window.
*)

let curves = [
    for set, model, data in experiments do
        set, "width", model.Curve((fun run -> float run.Spec.Width), (fun run -> run.Last.TestLoss))
        set, "samples", data.Curve((fun run -> float run.Spec.Samples), (fun run -> run.Last.TestLoss))
]

for set, axis, curve in curves do
    let law = curve.FitPowerLaw()
    let windows = curve.ScanWindows() |> Seq.map _.Exponent |> Seq.toArray

    printfn
        "%-16s against %-8s exponent %.3f (windows %.3f to %.3f), rms log residual %.3f"
        set
        axis
        law.Exponent
        (Array.min windows)
        (Array.max windows)
        law.RmsLogResidual

Figure.Grid(
    "Test loss",
    2,
    [
        for axis in [ "width"; "samples" ] ->
            ((Figure.Titled $"against {axis}").WithXAxis(axis, log = true).WithYAxis("half square loss", log = true),
             curves |> List.filter (fun (_, a, _) -> a = axis))
            ||> List.fold (fun figure (set, _, curve) ->
                figure.WithMarkers(curve.X, curve.Y, set).WithLine(curve.X, Seq.map (curve.FitPowerLaw().At) curve.X))
    ]
)
|> display

(**
## The inside

The kernel, traced over outputs, on the same test images for all runs: how far it moved, how its trace and its entropy changed, and what training added to its
alignment with the labels.
*)

let transitions = [
    for set, model, data in experiments do
        set, FeatureKernelTransition.AgainstWidth model
        set, FeatureKernelTransition.AgainstSamples data
]

for set, transition in transitions do
    printfn "\n%s against %s" set transition.Axis
    printfn "%10s %14s %12s %14s %10s" "size" "||dK||/||K0||" "trace ratio" "entropy change" "CKA gain"

    for row in transition.Rows do
        printfn
            "%10g %14.4f %12.4f %+14.4f %+10.4f"
            row.Size
            row.RelativeChange
            row.TraceRatio
            (row.EntropyAfter - row.EntropyBefore)
            row.CkaGain

(**
## The claim, by its signs

For each set and each quantity: the sign of its trend (slope against the logarithm of the size) along the two ways of scaling. *Opposite* in the relative change
means that a wider network moves its kernel less while more data moves it more.
*)

let trend (value: KernelMovementRow -> float) (transition: FeatureKernelTransition) =
    let x = transition.Rows |> Seq.map (fun row -> log row.Size) |> Seq.toArray
    let y = transition.Rows |> Seq.map value |> Seq.toArray
    let meanX, meanY = Array.average x, Array.average y

    (Array.map2 (fun a b -> (a - meanX) * (b - meanY)) x y |> Array.sum)
    / (x |> Array.sumBy (fun a -> (a - meanX) ** 2.0))

for set, group in transitions |> List.groupBy fst do
    match group |> List.map snd with
    | [ model; data ] ->
        for name, value in
            [
                "ln relative change", (fun (row: KernelMovementRow) -> log row.RelativeChange)
                "ln trace ratio", (fun row -> log row.TraceRatio)
                "entropy change", (fun row -> row.EntropyAfter - row.EntropyBefore)
                "CKA gain", _.CkaGain
            ] do
            let m, d = trend value model, trend value data
            printfn "%-16s %-20s width %+.4f, data %+.4f: %s" set name m d (if m * d < 0.0 then "opposite" else "alike")
    | _ -> ()

Figure.Grid(
    "Relative change of the kernel",
    2,
    [
        for axis in [ "width"; "training samples" ] ->
            ((Figure.Titled $"against {axis}").WithXAxis(axis, log = true).WithYAxis("||K - K0|| / ||K0||", log = true),
             transitions |> List.filter (fun (_, t) -> t.Axis = axis))
            ||> List.fold (fun figure (set, t) ->
                let x, y = t.Rows |> Seq.map _.Size, t.Rows |> Seq.map _.RelativeChange
                figure.WithMarkers(x, y, set).WithLine(x, y))
    ]
)
|> display

(**
What this shows and what not: the fall against width is what the NTK parametrisation imposes, so that half of the comparison is not a finding; notebook 51 has
the same in muP, where width alone does not freeze the kernel. One architecture, one rate and one number of steps are not a law of scaling; where an exponent above is negative, the loss did not even fall.
*)

Directory.Delete(folder, true)
