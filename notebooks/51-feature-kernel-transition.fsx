(**
# From features to a kernel: where a network stops learning its representation

A narrow network changes its tangent kernel in training: it learns features. A very wide one in the NTK parametrisation keeps the kernel it was born with (Jacot,
Gabriel and Hongler 2018). In between is a transition; "Beyond Scaling Curves" (arXiv 2507.05035) calls the widths beyond it the kernel regime. Here the
relative change of the kernel is fitted by R(w) = R0 / (1 + w/w_t)^p, our own definition of the transition width w_t, in the NTK parametrisation and in muP (Yang
and Hu 2021), which is made so that width does not freeze the kernel.
*)

#load "../MlPhys.fsx"

open System
open System.IO
open MlPhys.Data
open MlPhys.Figures
open MlPhys.Scaling.Experiments
open MlPhys.Training

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"
let folder = Directory.CreateTempSubdirectory("transition").FullName

let set =
    try
        Datasets.Digits() |> ignore
        "digits"
    with :? FileNotFoundException as missing ->
        printfn "teacher and student instead: %s" missing.Message
        "teacher-student"

let widths =
    if isFast then
        [ 16; 32; 64; 128 ]
    else
        [ 16; 32; 64; 128; 256; 512 ]

let run parametrisation =
    ScalingExperiment
        .On([ set ])
        .WithParametrisations([ parametrisation ])
        .WithWidths(widths)
        .WithSamples([ (if isFast then 256 else 1024) ])
        .WithSteps([ (if isFast then 200 else 1000) ])
        .WithSeeds(if isFast then [ 1L ] else [ 1L; 2L; 3L ])
        .WithRates([ (if parametrisation = "mup" then 0.002 else 0.05) ])
        .WithSettings(
            RunSettings(
                Loss = TrainingLoss.HalfSquare,
                IsCentred = true,
                Probe = (if isFast then 32 else 100),
                Records = 6
            )
        )
        .Run(Path.Combine(folder, parametrisation), workers = 2)

let results = [ for name in [ "ntk"; "mup" ] -> name, run name ]

(**
## First, is each parametrisation what it says?

The coordinate check measures how far the pre-activations of each layer move in one step, against width, and compares the slopes with theory.
*)

for name in [ "sp"; "ntk"; "mup" ] do
    let check =
        CoordinateCheck.For(Parametrisation.Named name).WithWidths([ 64; 128; 256; 512 ])

    printfn "%O" (check.WithSeeds(if isFast then 4 else 16).Run())

(**
## The transition
*)

let transitions = [
    for name, result in results -> name, FeatureKernelTransition.AgainstWidth result
]

for name, transition in transitions do
    printfn "\n%s" name
    printfn "%8s %16s %12s %10s %10s %12s" "width" "||dK||/||K0||" "trace ratio" "CKA at 0" "CKA gain" "test loss"

    for row in transition.Rows do
        printfn
            "%8g %16.4f %12.4f %10.4f %+10.4f %12.4f"
            row.Size
            row.RelativeChange
            row.TraceRatio
            row.CkaBefore
            row.CkaGain
            row.TestLoss

    match Option.ofObj transition.Law with
    | Some law when transition.HasBend ->
        printfn
            "w_t = %.3g, p = %.3f, slope between the two widest %.3f, rms log residual %.3f"
            law.Width
            law.Slope
            law.TailSlope
            law.RmsLogResidual
    | _ -> printfn "no bend within these widths: no transition width"

for _, transition in transitions do
    display (transition.Figure()) |> ignore

(**
## When it happens

The kernel's way during training, at the narrowest and the widest network: relative change and alignment with the labels against the step.
*)

Figure.Grid(
    "The kernel during training",
    2,
    [
        for name, result in results ->
            ((Figure.Titled name).WithXAxis("step", log = true).WithYAxis("||K - K0|| / ||K0||", log = true),
             [ List.min widths; List.max widths ])
            ||> List.fold (fun figure width ->
                let rows =
                    result.Rows
                    |> Seq.filter (fun row -> row.Width = width && row.Seed = 1L && row.Step > 0)
                    |> Seq.toArray

                figure.WithLine(
                    rows |> Array.map (fun row -> float row.Step),
                    rows |> Array.map _.KernelChange,
                    $"width {width}"
                ))
    ]
)
|> display

(**
A w_t far outside the widths that were run says that the fit found no bend: then only the slope is a finding. In muP the change should not fall with width;
how flat it is at these widths the table says.
*)

Directory.Delete(folder, true)
