(**
# Infinite width: how far away is it?

At infinite width a network is a Gaussian process at birth (its kernel: NNGP) and stays linear in its parameters while it learns (its kernel: NTK). Both kernels have
closed forms. How fast does a finite network approach them, and how well do linearised dynamics tell what training really does?
*)

#load "../MlPhys.fsx"

open System
open MlPhys.Curvature
open MlPhys.Curvature.Kernels
open MlPhys.Figures
open MlPhys.Numerics.Random
open MlPhys.Training
open TorchSharp

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"
let random = RandomStream(3L).Split "inputs"
let inputs = Array2D.init 16 4 (fun _ _ -> float32 (random.Gaussian()))

let targets =
    Array2D.init 16 1 (fun i _ -> sin (2.0f * inputs.[i, 0]) + inputs.[i, 1])

let data = TrainingData.Of(inputs, targets)

let kernelOf (network: Mlp) =
    EmpiricalKernel.Of(network.ToModule()).WithRates(network.KernelRate).Trace(torch.from_array inputs).Values

let network width seed =
    Mlp.Initial(MlpShape(4, width, 2, 1), Parametrisation.Ntk(2.0, 0.1), MlpActivation.Relu, seed)

(**
## Finite-width deviations

The relative distance of a random network's kernel to the analytic one falls as the root of the width.
*)

let exact =
    InfiniteWidthKernel(InfiniteWidthActivation.Relu, 2, 2.0, 0.1).Of(Array2D.map float inputs).Ntk

let widths =
    if isFast then
        [ 16; 64; 256 ]
    else
        [ 16; 32; 64; 128; 256; 512; 1024 ]

let seeds = if isFast then 8L else 64L

let deviations = [
    for width in widths ->
        [
            for seed in 1L .. seeds -> KernelMatrix.RelativeChange(kernelOf (network width seed), exact) ** 2.0
        ]
        |> List.average
        |> sqrt
]

let slope =
    let x, y = widths |> List.map (float >> log), deviations |> List.map log
    let meanX, meanY = List.average x, List.average y

    (List.map2 (fun a b -> (a - meanX) * (b - meanY)) x y |> List.sum)
    / (x |> List.sumBy (fun a -> (a - meanX) ** 2.0))

for width, deviation in List.zip widths deviations do
    printfn "width %5d: rms relative deviation %.4f" width deviation

printfn "slope %.3f (theory -1/2)" slope

(Figure.Titled "Deviation of finite networks from infinite width")
    .WithXAxis("width", log = true)
    .WithYAxis("rms ||K - K_inf|| / ||K_inf||", log = true)
    .WithMarkers(widths |> List.map float, deviations, "measured")
    .WithLine(
        widths |> List.map float,
        widths
        |> List.map (fun w -> deviations.Head * sqrt (float widths.Head / float w)),
        "width^(-1/2)",
        dashed = true
    )
|> display

(**
## Linearised dynamics

Full-batch descent on the half square loss from the zero function (the outputs at birth are subtracted). The line is the closed form
f_T = K K^-1 (1 - (1 - eta K/n)^T) y with the network's own kernel at birth; points are the network.
*)

let compare width =
    let initial = network width 1L
    let kernel = kernelOf initial
    let rate = 0.5 * 16.0 / KernelObservables.Of(kernel).Largest

    let linear =
        LinearisedTraining.Of(kernel, Array2D.map float targets, Array2D.zeroCreate 16 1)

    let plan = TrainingPlan.Of(rate, 300).WithLoss(TrainingLoss.HalfSquare).Centred()
    let run = MlpRun.Start(initial, data, plan, 1L)
    let size = targets |> Seq.cast<float32> |> Seq.sumBy (fun v -> float v ** 2.0)

    [
        for _ in 1..30 ->
            run.Advance 10
            let found, expected = run.Outputs data, linear.Train(float run.Step, rate)

            let distance =
                Seq.init 16 (fun n -> (float found.[n, 0] - expected.[n, 0]) ** 2.0) |> Seq.sum

            let loss =
                Seq.init 16 (fun n -> (expected.[n, 0] - float targets.[n, 0]) ** 2.0 / 32.0)
                |> Seq.sum

            float run.Step, run.Evaluate(data).Loss, loss, sqrt (distance / size)
    ]

let compared = [
    for width in (if isFast then [ 64; 1024 ] else [ 64; 512; 4096 ]) -> width, compare width
]

for width, rows in compared do
    printfn
        "width %5d: largest relative deviation of the outputs %.4f"
        width
        (rows |> List.map (fun (_, _, _, d) -> d) |> List.max)

((Figure.Titled "Training loss").WithXAxis("step").WithYAxis("half square loss", log = true), compared)
||> List.fold (fun figure (width, rows) ->
    let step = rows |> List.map (fun (s, _, _, _) -> s)

    figure
        .WithMarkers(step, rows |> List.map (fun (_, l, _, _) -> l), $"width {width}")
        .WithLine(step, rows |> List.map (fun (_, _, l, _) -> l), $"width {width}, linearised"))
|> display

(**
## Is the contraction right?

The same kernel from explicit Jacobians, one backward pass for each sample and output:
*)

printfn
    "relative deviation %.1e in single precision"
    (EmpiricalKernel.Of((network 32 1L).ToModule()).Verify(torch.from_array inputs)).Deviation
