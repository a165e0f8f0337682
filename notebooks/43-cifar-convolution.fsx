(**
# Channel mixing: the near-zero bulk of a convolutional network

Between two convolutions the symmetry is a mixing of channels, the same at every pixel: 1 x 1 convolutions that could be slipped in. ReLU leaves of it the scale of each channel;
average pooling lets all of it through. A small network learns CIFAR-10 images averaged over 4 x 4 pixels, and its Hessian is compared with the mixing directions.

The question is that of M. Kühn and B. Rosenow ("Explaining Near-Zero Hessian Eigenvalues Through Approximate Symmetries in Neural Networks"); only its abstract was at hand, so network, loss
and overlap are ours and nothing below claims to reproduce a figure of theirs.
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
let samples = if isFast then 100 else 600
let side = 8
let channels = if isFast then 4 else 6
let images = (Datasets.Cifar10()).Train.Take samples
printfn "%O" images

let labels = torch.tensor (images.Labels |> Array.map int64)

let input =
    let pixels =
        torch.tensor(images.ToFloats()).view(int64 samples, 3L, 32L, 32L).``to`` torch.ScalarType.Float64

    let square = int64 (32 / side)
    let small = torch.nn.functional.avg_pool2d (pixels, [| square; square |])
    let centred = small - small.mean ([| 0L; 2L; 3L |], true)
    centred / centred.square().mean([| 0L; 2L; 3L |], true).sqrt()

let network (seed: int64) =
    let c = int64 channels
    let places = int64 (side / 4 * (side / 4))

    let layers: torch.nn.Module<torch.Tensor, torch.Tensor>[] = [|
        torch.nn.Conv2d(3L, c, 3L, padding = 1L)
        torch.nn.ReLU()
        torch.nn.AvgPool2d 2L
        torch.nn.Conv2d(c, c, 3L, padding = 1L)
        torch.nn.ReLU()
        torch.nn.AvgPool2d 2L
        torch.nn.Flatten()
        torch.nn.Linear(c * places, 10L)
    |]

    let model = torch.nn.Sequential layers
    model.``to`` torch.ScalarType.Float64 |> ignore
    (ParameterVector.Of model).WriteGaussian(seed, gain = 2.0)
    model

let train (model: torch.nn.Module<torch.Tensor, torch.Tensor>) steps =
    let optimizer = torch.optim.Adam(model.parameters (), 0.01)

    for _ in 1..steps do
        use scope = torch.NewDisposeScope()
        optimizer.zero_grad ()
        LossFunction.CrossEntropy.Value(model.call input, labels).backward()
        optimizer.step () |> ignore

(**
## Which symmetries it has

Exact ones first, then those that ReLU broke, then the shift of all logits.
*)

let model = network 1L
train model (if isFast then 20 else 300)

let generators =
    SymmetryGenerators.Of(Objective.Of(model, input, labels, LossFunction.CrossEntropy))

for row in generators.Rows() do
    printfn
        "%-20s %-14O %4d generators %s"
        row.Place
        row.Kind
        row.Count
        (if row.IsExact then "exact" else "broken by the activation")

printfn "and %.3g permutations of channels" (exp generators.LogPermutations)

(**
## Spectrum and overlap
*)

let report =
    SymmetryAnalysis.Of(model).On(input, labels, LossFunction.CrossEntropy).Run()

printfn "%s" report.Verdict.Text
report.Figure()

(**
Curvature along each family, relative to the mean over all directions.
*)

for family in report.Families do
    printfn
        "%-20s %-14O exact %-5b %3d directions  %.3g of the mean curvature"
        family.Place
        family.Kind
        family.IsExact
        family.Dimension
        family.RelativeToMean

(**
## Dead inputs and neurons
*)

for trivial in report.Controls.TrivialNulls do
    printfn
        "layer %s: %d dead inputs, %d dead channels, %d trivial null directions"
        trivial.Layer
        trivial.DeadInputs
        trivial.DeadNeurons
        trivial.Dimension

(**
## Along an exact scale and along a broken mixing
*)

let exact =
    SymmetryOrbit.Follow(report.Generators, reach = 1.0, points = (if isFast then 5 else 21))

let broken =
    SymmetryOrbit.Follow(report.Generators, exact = false, reach = 1.0, points = (if isFast then 5 else 21))

printfn
    "largest change of the loss: %.1e along the exact orbit, %.1e along the broken one, %.1e along a random direction"
    (Array.max exact.Orbit - Array.min exact.Orbit)
    (Array.max broken.Orbit - Array.min broken.Orbit)
    (Array.max exact.Random - Array.min exact.Random)

Figure.Grid("Loss along symmetries", 2, [ exact.Figure "Exact scale"; broken.Figure "Broken mixing" ])
