(**
# More data or a larger network: the same exponent, another inside?

The loss of a network falls as a power of its size, and as a power of the data it has seen. Nikolaou, Krippendorf, Tovey and Holm (arXiv 2507.05035, 2025) claim
that the two ways can share an exponent while the network's inside moves in opposite ways, as its neural tangent kernel shows. Their data sets and
architectures were not at hand; here the claim is put to a test of our own: perceptrons with two hidden layers on MNIST and CIFAR-10, in the
NTK parametrisation, trained by gradient descent from the zero function (outputs at the start are subtracted, so that no run has first to unlearn its own noise).

What to look at: test losses that fall along every way of scaling, the exponents with the error of repetitions and the range that other windows of the same curve
would give, and the sign of what the kernel on a fixed set of test images does along each way.
*)

#load "../MlPhys.fsx"

open System
open System.IO
open MlPhys.Data
open MlPhys.Figures
open MlPhys.Scaling
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
        [ 8; 16; 32 ]
    else
        [ 8; 16; 32; 64; 128; 256 ]

let samples =
    if isFast then
        [ 256; 512; 1024 ]
    else
        [ 256; 512; 1024; 2048; 4096; 8192 ]

let most = List.max samples
let middle = if isFast then 32 else 128
let steps = if isFast then 200 else 1000
let seeds = if isFast then [ 1L; 2L ] else [ 1L; 2L; 3L; 4L ]
let momentum = 0.9
let folder = Directory.CreateTempSubdirectory("scaling").FullName

(**
## The plan

One thing is varied at a time. *Width*: the largest data set and all steps. *Data at equal steps*: one width, so that small sets are seen many times over. *Data
at equal epochs*: the steps grow with the data, so that every image is seen equally often. Both are called data scaling, and the kernel may tell them apart. The rate falls linearly to zero within each
run; on CIFAR-10 it is lower, as the smallest sets there are otherwise fitted until they do worse than a constant answer.
*)

let plan (set: string) =
    ScalingExperiment
        .On([ set ])
        .WithSeeds(seeds)
        .WithSteps([ steps ])
        .WithRates([ (if set = "cifar10" then 0.02 else 0.1) ])
        .WithSettings(
            RunSettings(
                Loss = TrainingLoss.HalfSquare,
                IsCentred = true,
                Momentum = momentum,
                Decay = RateDecay.Linear,
                Probe = (if isFast then 32 else 100)
            )
        )

type Way = {
    Set: string
    Name: string
    Size: RunResult -> float
    Results: ScalingResults
}

let byWidth (run: RunResult) = float run.Spec.Width
let bySamples (run: RunResult) = float run.Spec.Samples

let ways = [
    for set in sets do
        let run (experiment: ScalingExperiment) =
            experiment.Run(Path.Combine(folder, set), workers = 2)

        let data = (plan set).WithWidths([ middle ])

        let equalEpochs = [
            for count in samples -> run (data.WithSamples([ count ]).WithSteps([ steps * count / most ]))
        ]

        {
            Set = set
            Name = "width"
            Size = byWidth
            Results = (plan set).WithWidths(widths).WithSamples([ most ]) |> run
        }

        {
            Set = set
            Name = "data, equal steps"
            Size = bySamples
            Results = data.WithSamples(samples) |> run
        }

        {
            Set = set
            Name = "data, equal epochs"
            Size = bySamples
            Results =
                ScalingResults(
                    equalEpochs |> List.sumBy _.Planned,
                    Collections.Immutable.ImmutableArray.CreateRange(equalEpochs |> Seq.collect _.Runs)
                )
        }
]

for way in ways do
    printfn "%s, %s: %d runs, %d of them ended well" way.Set way.Name way.Results.Planned (Seq.length way.Results.Ok)

(**
Is the descent stable? With momentum m it is while the rate times the largest eigenvalue of the kernel over n stays below 2 (1 + m). The trace bounds that
eigenvalue from above, at the start and at the end of every run:
*)

for set, group in ways |> List.groupBy _.Set do
    let outputs = if set = "teacher-student" then 1.0 else 10.0

    let largest =
        group
        |> Seq.collect (fun way -> way.Results.Rows)
        |> Seq.map (fun row -> row.Rate * row.KernelTrace / outputs)
        |> Seq.max

    printfn "%s: rate times largest eigenvalue at most %.2f, the limit is %.2f" set largest (2.0 * (1.0 + momentum))

(**
## The exponents

A power law without a floor, fitted to the mean of the repetitions; its error is that of the mean over exponents of single repetitions. In brackets what windows
of at least three neighbouring sizes would say: where that range is wide, there is no exponent to speak of.
*)

/// Mean and standard error over repetitions of what a function makes of the runs of one.
let overSeeds (value: RunResult[] -> float) (way: Way) =
    let values =
        way.Results.Ok
        |> Seq.groupBy _.Spec.Seed
        |> Seq.map (snd >> Array.ofSeq >> value)
        |> Array.ofSeq

    let mean = Array.average values
    let count = float values.Length
    mean, sqrt ((values |> Array.sumBy (fun v -> (v - mean) ** 2.0)) / (count - 1.0) / count)

let slope (way: Way) (y: RunResult -> float) (runs: RunResult[]) =
    let x = runs |> Array.map (way.Size >> log)
    let y = runs |> Array.map y
    let meanX, meanY = Array.average x, Array.average y

    (Array.map2 (fun a b -> (a - meanX) * (b - meanY)) x y |> Array.sum)
    / (x |> Array.sumBy (fun a -> (a - meanX) ** 2.0))

let lossCurve (way: Way) =
    way.Results.Curve(way.Size, (fun run -> run.Last.TestLoss))

for way in ways do
    let curve = lossCurve way
    let law = curve.FitPowerLaw()
    let windows = curve.ScanWindows() |> Seq.map _.Exponent |> Seq.toArray
    let _, error = way |> overSeeds (slope way (fun run -> log run.Last.TestLoss))

    printfn
        "%-8s %-18s test loss %.3f to %.3f, exponent %.3f +- %.3f (windows %.3f to %.3f), rms log residual %.3f"
        way.Set
        way.Name
        curve.Y.[0]
        curve.Y.[curve.Y.Length - 1]
        law.Exponent
        error
        (Array.min windows)
        (Array.max windows)
        law.RmsLogResidual

/// Geometric means over repetitions at each size, with the standard error.
let points (value: RunResult -> float) (way: Way) =
    way.Results.Ok
    |> Seq.groupBy way.Size
    |> Seq.sortBy fst
    |> Seq.map (fun (size, runs) ->
        let logs = runs |> Seq.map (value >> log) |> Array.ofSeq
        let mean, count = Array.average logs, float logs.Length

        let error =
            sqrt ((logs |> Array.sumBy (fun v -> (v - mean) ** 2.0)) / (count - 1.0) / count)

        size, exp mean, exp mean * error)
    |> Array.ofSeq
    |> Array.unzip3

let draw (title: string) (label: string) (value: RunResult -> float) =
    Figure.Grid(
        title,
        2,
        [
            for axis, names in
                [
                    "width", [ "width" ]
                    "training samples", [ "data, equal steps"; "data, equal epochs" ]
                ] ->
                ((Figure.Titled $"against {axis}").WithXAxis(axis, log = true).WithYAxis(label, log = true),
                 ways |> List.filter (fun way -> List.contains way.Name names))
                ||> List.fold (fun figure way ->
                    let x, y, error = points value way

                    figure
                        .WithLine(x, y)
                        .WithMarkers(
                            x,
                            y,
                            (if axis = "width" then
                                 way.Set
                             else
                                 way.Set + way.Name.Substring 4),
                            yError = error
                        ))
        ]
    )

draw $"Test loss, {seeds.Length} repetitions" "half square loss" _.Last.TestLoss
|> display

(**
## The inside

The kernel, traced over outputs, on the same test images for all runs: how far training moved it, how its trace and its entropy changed, and what training added to its
alignment with the labels.
*)

let transition (way: Way) =
    if way.Name = "width" then
        FeatureKernelTransition.AgainstWidth way.Results
    else
        FeatureKernelTransition.AgainstSamples way.Results

for way in ways do
    printfn "\n%s, %s" way.Set way.Name
    printfn "%8s %12s %14s %12s %15s %10s" "size" "test loss" "||dK||/||K0||" "trace ratio" "entropy change" "CKA gain"

    for row in (transition way).Rows do
        printfn
            "%8g %12.4f %14.4f %12.4f %+15.4f %+10.4f"
            row.Size
            row.TestLoss
            row.RelativeChange
            row.TraceRatio
            (row.EntropyAfter - row.EntropyBefore)
            row.CkaGain

draw "Relative change of the kernel" "||K - K0|| / ||K0||" _.Last.KernelChange
|> display

(**
## The claim, by its signs

The trend of each quantity (its slope against the logarithm of the size, the mean and standard error over repetitions) along each way. A trend within three
standard errors of zero has no sign here; *opposite* and *alike* are said only where both have one.
*)

let quantities = [
    "ln test loss", (fun (run: RunResult) -> log run.Last.TestLoss)
    "ln relative change", (fun run -> log run.Last.KernelChange)
    "ln trace ratio", (fun run -> log (run.Last.KernelTrace / run.Measurements.[0].KernelTrace))
    "entropy change", (fun run -> run.Last.KernelEntropy - run.Measurements.[0].KernelEntropy)
    "CKA gain", (fun run -> run.Last.TargetCka - run.Measurements.[0].TargetCka)
]

let verdict (a, errorA) (b, errorB) =
    if abs a < 3.0 * errorA || abs b < 3.0 * errorB then
        "not decided"
    elif a * b < 0.0 then
        "opposite"
    else
        "alike"

for set, group in ways |> List.groupBy _.Set do
    match group with
    | [ width; equalSteps; equalEpochs ] ->
        printfn "\n%-20s %22s %22s %22s   against width" set "width" "data, equal steps" "data, equal epochs"

        for name, value in quantities do
            let trends = [
                for way in [ width; equalSteps; equalEpochs ] -> way |> overSeeds (slope way value)
            ]

            let text (mean: float, error: float) = $"%+.4f{mean} +- %.4f{error}"

            printfn
                "%-20s %22s %22s %22s   %s; %s"
                name
                (text trends.[0])
                (text trends.[1])
                (text trends.[2])
                (verdict trends.[0] trends.[1])
                (verdict trends.[0] trends.[2])
    | _ -> ()

(**
What was found, in the range shown. The test loss falls along every way of scaling. On CIFAR-10 the exponents of width and of data lie close together, on MNIST they do not;
everywhere the windows spread much more than the error bars, so these are slopes of curves that still bend, not exponents of a law.

The kernel moves less in wider networks, on both sets. Whether it moves more or less with more data depends on what is held equal. At equal steps it moves less: the same
sign as for width, against the claim. At equal epochs, where more data also means more steps, it moves more: opposite signs, as claimed, though the length of training alone would do
that. The trace and the entropy change by a few per cent at most, with no sign that both ways decide; the alignment with the labels decides only on MNIST at equal epochs, there as claimed.

What this does not show: the fall against width is what the NTK parametrisation imposes; notebook 51 has the same in muP, where width alone does not freeze the kernel. One
architecture and one rate a set are not a law of scaling.
*)

Directory.Delete(folder, true)
