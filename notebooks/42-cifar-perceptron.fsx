(**
# The near-zero bulk of a perceptron on CIFAR-10

A multilayer perceptron learns CIFAR-10 and nearly all of its Hessian's eigenvalues are close to zero. How many of those directions are symmetries that the ReLUs
broke, and how many are flat for reasons that have nothing to do with symmetries: pixels that carry no information, neurons that never fire, too
few images? The controls decide; an overlap without them would mean little.

The images are averaged over squares of 8 x 8 pixels, so that the Hessian can be diagonalised in full, and whitened. The question is that of M. Kühn and B. Rosenow
("Explaining Near-Zero Hessian Eigenvalues Through Approximate Symmetries in Neural Networks"); only its abstract was at hand, so network, loss and overlap are ours
and nothing below claims to reproduce a figure of theirs.
*)

#load "../MlPhys.fsx"

open System
open MlPhys.Curvature.Layers
open MlPhys.Curvature.Objectives
open MlPhys.Data
open MlPhys.Figures
open MlPhys.Symmetries
open TorchSharp

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"
let samples = if isFast then 600 else 2000
let width = if isFast then 8 else 16
let images = (Datasets.Cifar10()).Train.Take samples
printfn "%O" images

let labels = torch.tensor (images.Labels |> Array.map int64)

/// Averages over squares, [N, features], with mean 0.
let pooled =
    let pixels =
        torch.tensor(images.ToFloats()).view(int64 samples, 3L, 32L, 32L).``to`` torch.ScalarType.Float64

    let flat =
        torch.nn.functional.avg_pool2d(pixels, [| 8L; 8L |]).reshape(int64 samples, -1L)

    flat - flat.mean ([| 0L |], true)

/// Rotated and scaled to unit covariance.
let whitened =
    let struct (values, vectors) =
        torch.linalg.eigh (pooled.t().mm pooled / torch.tensor (float samples))

    pooled.mm (vectors / values.sqrt ())

let features = int pooled.shape.[1]

/// A rectified perceptron with biases.
let network (widths: int list) (seed: int64) =
    let layers: torch.nn.Module<torch.Tensor, torch.Tensor>[] = [|
        for i, (d, n) in List.indexed (List.pairwise widths) do
            torch.nn.Linear(int64 d, int64 n)

            if i + 2 < widths.Length then
                torch.nn.ReLU()
    |]

    let model = torch.nn.Sequential layers
    model.``to`` torch.ScalarType.Float64 |> ignore
    (ParameterVector.Of model).WriteGaussian(seed, gain = 2.0)
    model

let train (model: torch.nn.Module<torch.Tensor, torch.Tensor>) (input: torch.Tensor) steps =
    let optimizer = torch.optim.Adam(model.parameters (), 0.01)

    for _ in 1..steps do
        use scope = torch.NewDisposeScope()
        optimizer.zero_grad ()
        LossFunction.CrossEntropy.Value(model.call input, labels).backward()
        optimizer.step () |> ignore

let accuracy (model: torch.nn.Module<torch.Tensor, torch.Tensor>) (input: torch.Tensor) =
    use scope = torch.NewDisposeScope()
    model.call(input).argmax(1L).eq(labels).``to``(torch.ScalarType.Float64).mean().item<double>()

let study name (input: torch.Tensor) =
    let model = network [ features; width; width; 10 ] 1L
    train model input (if isFast then 60 else 800)

    let report =
        SymmetryAnalysis.Of(model).On(input, labels, LossFunction.CrossEntropy).Run()

    printfn
        "%s: %d parameters, training accuracy %.3f"
        name
        report.Generators.Objective.Dimension
        (accuracy model input)

    printfn "  %s" report.Verdict.Text
    report

(**
## Whitened inputs
*)

let report = study "whitened" whitened
report.Figure()

(**
Deciles of the spectrum, lowest first, with the mean overlap in each; a random subspace would have the same in all.
*)

printfn "baseline %.3f" report.Alignment.Baseline

report.Alignment.Deciles()
|> Array.iteri (fun i overlap -> printfn "decile %2d: %.3f" (i + 1) overlap)

(**
## Controls
*)

printfn
    "softmax shift: %d zero modes; negative eigenvalues: %d; |g| = %.2e"
    report.Controls.SoftmaxShift
    report.Controls.NegativeEigenvalues.Value
    report.Controls.GradientNorm

for trivial in report.Controls.TrivialNulls do
    printfn
        "layer %s: %d dead inputs, %d dead neurons, %d trivial null directions"
        trivial.Layer
        trivial.DeadInputs
        trivial.DeadNeurons
        trivial.Dimension

(**
## The same without whitening, and with dead pixels

Twelve features that are always zero are added: directions of exactly zero curvature that no symmetry made. Compare the overlap with and without the trivial directions.
*)

let raw = study "not whitened" pooled

let dead =
    torch.cat ([| whitened; torch.zeros (int64 samples, 12L, torch.ScalarType.Float64) |], 1L)

let withDead =
    let model = network [ features + 12; width; 10 ] 2L
    train model dead (if isFast then 60 else 500)
    SymmetryAnalysis.Of(model).On(dead, labels, LossFunction.CrossEntropy).Run()

printfn "%s" withDead.Verdict.Text
withDead.Figure()

(**
## Without matrices

The same question for larger networks is answered by products with the Hessian and a projection that never writes the symmetry directions down. Here both ways on one network.
Points are drawn where the standard error of the overlap is below 0.2.
*)

let matrixFree =
    SymmetryAnalysis
        .Of(report.Generators.Objective.Structure.Module)
        .Within(MlPhys.Curvature.Spectra.MemoryBudget.Default, denseLimit = 0)
        .WithDensity((if isFast then 2 else 8), (if isFast then 30 else 120))
        .On(whitened, labels, LossFunction.CrossEntropy)
        .Run()

printfn "matrix-free: %s" matrixFree.Verdict.Text
matrixFree.Figure()
