(**
# What isotropy buys

How many samples does a flow need for a given held-out likelihood? A flow that is isotropic by construction sees every sample in all orientations at once; a general
flow has to be shown them. Both are trained here on growing parts of the same data: the isotropic coupling flow, and RealNVP, the architecture of Carbone et al.
(PRL 133, 184001, 2024; arXiv 2402.19158), with each sample turned at random whenever it is used, and without.
*)

#load "../MlPhys.fsx"

open System
open System.IO
open MlPhys.Data
open MlPhys.Display
open MlPhys.Figures
open MlPhys.Flows
open MlPhys.Turbulence.Gradients
open MlPhys.Turbulence.Models
open MlPhys.Turbulence.Simulation

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"

let kept = Path.Combine(DataCache.Default.Root, "turbulence", "box64", "points.npz")

let gradients =
    if File.Exists kept && not isFast then
        VelocityGradients.Load kept
    else
        IsotropicTurbulence
            .Box(32)
            .WithViscosity(0.04)
            .WithForcing(Forcing.ShellEnergies [ 0.54; 0.4 ])
            .WithInitialField(InitialField.Random(1.0, 2.0))
            .WithSpinUp(2.0)
            .WithSnapshots(300, 0.1)
            .WithSeed(7L)
            .Run(5.0)
            .Points()

let struct (training, heldOut) = gradients.Split 0.2
let all, test = training.Coordinates(), heldOut.Coordinates()
printfn "%d samples to train on, %d held out" (all.GetLength 0) (test.GetLength 0)

(**
## Growing parts of the data

A part takes every n-th sample, so that it comes from the whole run. The number of training steps is the same for all.
*)

let part count =
    let stride = all.GetLength 0 / count
    Array2D.init count 8 (fun n i -> all[n * stride, i])

let counts = if isFast then [ 500; 4000 ] else [ 500; 2000; 8000; 32000 ]
let steps = if isFast then 150 else 1200
let batch = 500

let train (flow: Flow) turned count =
    let epochs = max 1 (steps * batch / count)

    let plan =
        FlowTraining.Of(flow, part count, test).WithBatchSize(batch).WithEpochs(epochs).WithRate(3e-3).WithPatience(0)

    let plan =
        if turned then
            plan.WithAugmentation(fun x random -> RandomRotations.Turn(x, random))
        else
            plan

    plan.Train()

let general () =
    FlowDesign.For(8).WithStandardisation(all).WithWidth(64).WithAffineCouplings(8).Build() :> Flow

type Row = {
    Flow: string
    Samples: int
    HeldOutLogLikelihood: float
    Anisotropy: float
}

let rows = [
    for name, make, turned in
        [
            "isotropic", (fun () -> IsotropicFlow.Create(2, 16) :> Flow), false
            "RealNVP, turned samples", general, true
            "RealNVP", general, false
        ] do
        for count in counts do
            let trained = train (make ()) turned count

            {
                Flow = name
                Samples = count
                HeldOutLogLikelihood = trained.HeldOutLogLikelihood
                Anisotropy = RandomRotations.LogDensityChange(trained.Flow, test)
            }
]

display (Table.Of rows)

(**
## Likelihood against samples
*)

let curves title label (pick: Row -> float) =
    let frame = Figure.Titled(title).WithXAxis("samples", log = true).WithYAxis(label)

    (frame, rows |> List.groupBy _.Flow)
    ||> List.fold (fun figure (name, points) ->
        let x = points |> List.map (fun p -> float p.Samples)
        figure.WithLine(x, points |> List.map pick, name).WithMarkers(x, points |> List.map pick))

display (
    Figure.Grid(
        "What isotropy buys",
        2,
        [
            curves "Held-out log-likelihood" "nats" _.HeldOutLogLikelihood
            (curves "Change under rotation" "rms change of log f (nats)" _.Anisotropy)
        ]
    )
)

(**
## What it costs

Processor time of an epoch on one thread against the number of samples, compiled code only; the dashed line is proportional to the samples. Seconds depend on the machine; the
benchmark `flow-speed` compares with PyTorch in one run.
*)

let seconds (flow: Flow) count =
    let once () =
        let before = Diagnostics.Process.GetCurrentProcess().TotalProcessorTime

        FlowTraining.Of(flow.WithThreads 1, part count, test[0..0, *]).WithBatchSize(500).WithEpochs(1).Train()
        |> ignore

        (Diagnostics.Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds

    once () |> ignore
    List.min [ for _ in 1..5 -> once () ]

let sizes =
    if isFast then
        [ 500; 2000 ]
    else
        [ 1000; 4000; 16000; 64000 ]

let costs = [
    for name, flow in [ "isotropic", IsotropicFlow.Create(2, 16) :> Flow; "RealNVP", general () ] ->
        name, sizes |> List.map (seconds flow)
]

let samples = sizes |> List.map float

(Figure.Titled("Cost of an epoch").WithXAxis("samples", log = true).WithYAxis("seconds of processor time", log = true),
 costs)
||> List.fold (fun figure (name, spent) ->
    figure
        .WithMarkers(samples, spent, name)
        .WithLine(samples, samples |> List.map (fun n -> List.last spent * n / List.last samples), dashed = true))
|> display
