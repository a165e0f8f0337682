(**
# Near-zero eigenvalues of a ReLU student

A ReLU breaks the symmetry between two layers: of all invertible maps between them only positive scales of each neuron survive. The others are approximate
symmetries. Do they still explain where the Hessian is nearly flat? A student of 20-8-10 learns its teacher, and each eigenvector of its Hessian is compared
with the 64 directions that *would* be symmetries, were the network linear.

The question is that of M. Kühn and B. Rosenow ("Explaining Near-Zero Hessian Eigenvalues Through Approximate Symmetries in Neural Networks"). Only its abstract was at hand: sizes, loss
and the definition of overlap are ours, and nothing below claims to reproduce a figure of theirs.
*)

#load "../MlPhys.fsx"

open System
open MlPhys.Curvature.Layers
open MlPhys.Curvature.Objectives
open MlPhys.Curvature.Operators
open MlPhys.Curvature.Spectra
open MlPhys.Figures
open MlPhys.Numerics.Random
open MlPhys.Symmetries
open TorchSharp

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"
let samples = if isFast then 400 else 2000
let inputs, hidden, outputs = 20, 8, 10

let gaussian (seed: int64) (rows: int) (columns: int) =
    torch.tensor((RandomStream seed).Gaussians(rows * columns)).view(int64 rows, int64 columns)

/// inputs - hidden - outputs without biases, with an activation between.
let network (activation: torch.nn.Module<torch.Tensor, torch.Tensor>) (seed: int64) =
    let layers: torch.nn.Module<torch.Tensor, torch.Tensor>[] = [|
        torch.nn.Linear(int64 inputs, int64 hidden, hasBias = false)
        activation
        torch.nn.Linear(int64 hidden, int64 outputs, hasBias = false)
    |]

    let model = torch.nn.Sequential layers
    model.``to`` torch.ScalarType.Float64 |> ignore
    (ParameterVector.Of model).WriteGaussian seed
    model

let data = gaussian 1L samples inputs
let teacher = network (torch.nn.ReLU()) 2L
let target = teacher.call(data).detach()

let study (model: torch.nn.Module<torch.Tensor, torch.Tensor>) (target: torch.Tensor) =
    SymmetryAnalysis.Of(model).On(data, target, LossFunction.Squared).Run()

(**
## At the teacher's own weights

The loss is zero: this is a minimum. Eight eigenvalues are exactly zero, one scale for each neuron. The lowest 64 eigenvectors overlap with the linear
network's symmetry directions far beyond what a random subspace of that size would.
*)

let atTeacher = study teacher target

printfn
    "%d exact zeros; mean overlap of the lowest 64: %.3f, of the highest 64: %.3f, at random: %.3f"
    atTeacher.Zeros.Found.Value
    atTeacher.Alignment.MeanOfLowest
    atTeacher.Alignment.MeanOfHighest
    atTeacher.Alignment.Baseline

display atTeacher |> ignore
atTeacher.Figure()

(**
## A trained student

From random weights, by Adam and then Newton steps.
*)

let train (model: torch.nn.Module<torch.Tensor, torch.Tensor>) (target: torch.Tensor) steps =
    let optimizer = torch.optim.Adam(model.parameters (), 0.01)

    for step in 1..steps do
        use scope = torch.NewDisposeScope()
        optimizer.zero_grad ()
        let loss = LossFunction.Squared.Value(model.call data, target)
        loss.backward ()
        optimizer.step () |> ignore

let student = network (torch.nn.ReLU()) 3L
train student target (if isFast then 300 else 3000)

let gradient =
    CriticalPoint.Polish(Objective.Of(student, data, target, LossFunction.Squared), steps = (if isFast then 5 else 100))

let trained = study student target
printfn "|g| = %.1e" gradient
display trained |> ignore
trained.Figure()

(**
## Turning the nonlinearity on

`leaky_relu` with slope `alpha` goes from the linear network (1) to ReLU (0). The curvature along the approximate symmetries grows as the square of how far it is from linear:
small eigenvalues are broken symmetries.
*)

let leaks =
    if isFast then
        [ 0.01; 0.1; 1.0 ]
    else
        [ 0.001; 0.003; 0.01; 0.03; 0.1; 0.3; 0.5; 1.0 ]

let sweep = [
    for leak in leaks do
        let model = network (torch.nn.LeakyReLU(1.0 - leak)) 2L
        let report = study model (model.call(data).detach())

        let lowest =
            report.Alignment.Eigenvalues
            |> Array.take (hidden * hidden)
            |> Array.map abs
            |> Array.skip hidden
            |> Array.average

        leak, lowest, report.Alignment.MeanOfLowest
]

for leak, curvature, overlap in sweep do
    printfn "1 - alpha = %.3f: mean of the small eigenvalues %.2e, overlap %.4f" leak curvature overlap

let slope =
    let (x1, y1, _), (x2, y2, _) = sweep.[0], sweep.[1]
    log (y2 / y1) / log (x2 / x1)

printfn "slope of the first two points: %.3f" slope

Figure
    .Titled("Broken symmetry")
    .WithXAxis("1 - alpha", log = true)
    .WithYAxis("mean small eigenvalue", log = true)
    .WithMarkers(sweep |> List.map (fun (x, _, _) -> x), sweep |> List.map (fun (_, y, _) -> y), "measured")
    .WithLine(
        leaks,
        leaks
        |> List.map (fun x -> (let (x0, y0, _) = sweep.Head in y0 * (x / x0) ** 2.0)),
        "square law",
        dashed = true
    )

(**
## Which symmetries break

The same directions, layer by layer: exact rescalings are flat, the rest has a fraction of the mean curvature.
*)

for family in atTeacher.Families do
    printfn
        "%-12s %-10O exact %-5b dimension %3d  mean curvature %.3e (%.2f of the mean)"
        family.Place
        family.Kind
        family.IsExact
        family.Dimension
        family.MeanCurvature
        family.RelativeToMean

(**
## The valley

The loss on planes through the teacher's weights, as level lines and as a surface. First across the most curved direction (an eigenvector) and along an exact rescaling: a straight valley,
flat to second order only, since the orbit of a rescaling is curved and its tangent is not.
*)

let objective = Objective.Of(teacher, data, target, LossFunction.Squared)
let points = if isFast then 7 else 25

let steepest =
    ExtremeEigenpairs.Of(Hessian.Of objective).Find(1).Vectors
    |> fun columns -> columns.[*, 0]

let show (plane: LossPlane) first second =
    Figure.Grid("Loss", 2, [ plane.Figure(first, second); plane.Surface(first, second) ])

let flat = atTeacher.Generators.Direction(exact = true)

show (LossPlane.Through(objective, flat, steepest, 1.0, points)) "rescaling" "steepest"

(**
Across the same direction and along a broken symmetry: the valley has a floor that rises.
*)

let broken = atTeacher.Generators.Direction(exact = false)

show (LossPlane.Through(objective, broken, steepest, 1.0, points)) "broken" "steepest"

(**
Two random directions, each filter as long as the network's own, see neither.
*)

let random (seed: int64) =
    LossPlane.FilterNormalised(objective, seed)

show (LossPlane.Through(objective, random 1L, random 2L, 0.5, points)) "direction 1" "direction 2"

(**
Along the orbit of an exact rescaling, on its tangent, and along a random direction of the same length:
*)

SymmetryOrbit.Follow(atTeacher.Generators, reach = 1.5).Figure "Exact rescaling"

(**
And along the orbit of a broken symmetry:
*)

SymmetryOrbit.Follow(atTeacher.Generators, exact = false, reach = 1.5).Figure "Broken symmetry"
