(**
# Flat directions of a deep linear network, counted

A product of matrices does not change when a matrix is slipped in between two factors and its inverse right after it. A deep linear network is such a product, so it
has a whole family of weights with the same function: at a minimum the loss is exactly flat along it, and the Hessian has that many zero eigenvalues at least.
Here they are predicted from ranks alone, found in the spectrum, and walked along.

M. Kühn and B. Rosenow ("Explaining Near-Zero Hessian Eigenvalues Through Approximate Symmetries in Neural Networks") start from these symmetries. Only the abstract was
at hand when this was written: sizes, definitions and figures here are ours, and nothing below claims to reproduce a figure of theirs.
*)

#load "../MlPhys.fsx"

open System
open MlPhys.Curvature.Layers
open MlPhys.Curvature.Objectives
open MlPhys.Figures
open MlPhys.Numerics.Random
open MlPhys.Symmetries
open TorchSharp

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"

/// A chain of dense layers without biases or activations, with Gaussian weights.
let chain (widths: int list) (seed: int64) =
    let layers: torch.nn.Module<torch.Tensor, torch.Tensor>[] = [|
        for d, n in List.pairwise widths -> torch.nn.Linear(int64 d, int64 n, hasBias = false)
    |]

    let model = torch.nn.Sequential layers
    model.``to`` torch.ScalarType.Float64 |> ignore
    (ParameterVector.Of model).WriteGaussian seed
    model

let gaussian (seed: int64) (rows: int) (columns: int) =
    torch.tensor((RandomStream seed).Gaussians(rows * columns)).view(int64 rows, int64 columns)

(**
## Four networks, each at a minimum

The data come from a network of the same kind, so the student can reach a loss of zero; Newton's method takes it there to rounding. `exact` is the dimension of the
symmetry directions, `predicted` the number of zero modes that the ranks of the partial products give, `found` the count in the spectrum.
*)

let atMinimum (widths: int list) =
    let teacher = chain widths 1L
    let input = gaussian 2L 64 (List.head widths)
    let target = teacher.call(input).detach()
    let student = chain widths 3L
    let objective = Objective.Of(student, input, target, LossFunction.Squared)
    let gradient = CriticalPoint.Polish(objective, steps = 400)
    objective, gradient, SymmetryAnalysis.Of(student).On(input, target, LossFunction.Squared).Run()

let networks =
    if isFast then
        [ [ 10; 8; 6; 4 ]; [ 10; 3; 10 ] ]
    else
        [ [ 10; 8; 6; 4 ]; [ 10; 3; 10 ]; [ 10; 12; 4 ]; [ 8; 6; 6; 6; 4 ] ]

let studies = networks |> List.map (fun widths -> widths, atMinimum widths)

for widths, (objective, gradient, report) in studies do
    printfn
        "%-14s P = %3d  |g| = %.1e  exact %3d  predicted %3d  found %3d  gap %.0e"
        (String.Join("-", widths))
        objective.Dimension
        gradient
        report.Zeros.ExactDimension
        report.Zeros.PredictedAtMinimum.Value
        report.Zeros.Found.Value
        report.Zeros.GapRatio

(**
The symmetries need not be all that is flat: where more zeros are found than they explain, the layers around a matrix hide a part of it from the loss.

## The spectrum
*)

let _, (objective, _, report) = studies.Head
display report |> ignore
report.Figure()

(**
## Walking along a symmetry

The orbit `W -> exp(tA) W`, `R -> R exp(-tA)` keeps the function. The straight line along its tangent leaves it, at a rate that the Hessian does not see; a random direction
of the same length climbs at once.
*)

let orbit = SymmetryOrbit.Follow(report.Generators, reach = 2.0)

printfn
    "loss along the orbit at most %.1e, along the tangent %.1e, along a random direction %.1e"
    (Array.max orbit.Orbit)
    (Array.max orbit.Tangent)
    (Array.max orbit.Random)

orbit.Figure()

(**
## Rotations and stretches under weight decay

With `lambda/2 |theta|^2` added, orthogonal maps between layers still change nothing: antisymmetric generators keep eigenvalue zero. Symmetric ones stretch
the weights; at a minimum each of them has eigenvalue exactly `2 lambda`.
*)

let lambda = 0.01

let decayed =
    let teacher = chain [ 8; 4; 7 ] 5L
    let input = gaussian 6L 64 8

    Objective.Of(teacher, input, teacher.call(input).detach(), LossFunction.Squared).WithWeightDecay lambda

let residual = CriticalPoint.Polish(decayed, steps = 400)
let values = MlPhys.Curvature.Spectra.DenseHessian.Of(decayed).Eigenvalues()

let near x =
    values |> Array.filter (fun v -> abs (v - x) < 1e-9) |> Array.length

printfn
    "|g| = %.1e: %d eigenvalues at 0 (so(4) has %d dimensions), %d at 2 lambda (symmetric 4 x 4: %d)"
    residual
    (near 0.0)
    6
    (near (2.0 * lambda))
    10

(**
## Away from the minimum

At any point `H T_A theta = -T_A^T grad L`: the gradient moves the zero modes. On the way to the minimum their number grows from what is structural to all of them.
*)

let away =
    let student = chain [ 10; 8; 6; 4 ] 3L
    let input = gaussian 2L 64 10
    let target = (chain [ 10; 8; 6; 4 ] 1L).call(input).detach()
    SymmetryAnalysis.Of(student).On(input, target, LossFunction.Squared).Run()

printfn
    "at the start: %d zeros, %d negative eigenvalues, |g| = %.2f"
    away.Zeros.Found.Value
    away.Controls.NegativeEigenvalues.Value
    away.Controls.GradientNorm

away.Figure()
