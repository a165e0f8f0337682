module MlPhys.Scripting.Tests.CurvatureTests

open MlPhys.Curvature.Layers
open MlPhys.Curvature.Objectives
open MlPhys.Curvature.Operators
open MlPhys.Curvature.Spectra
open MlPhys.Symmetries
open TorchSharp
open Xunit

let private objective () =
    let layers: torch.nn.Module<torch.Tensor, torch.Tensor>[] = [|
        torch.nn.Linear(4L, 3L)
        torch.nn.ReLU()
        torch.nn.Linear(3L, 2L)
    |]

    let model = torch.nn.Sequential layers
    model.``to`` torch.ScalarType.Float64 |> ignore
    let parameters = ParameterVector.Of model
    parameters.Write [| for i in 1 .. parameters.Length -> sin (float (i * i)) |]

    let input =
        torch.tensor (Array2D.init 30 4 (fun i j -> cos (float (3 * i + 7 * j * j))))

    Objective.Of(model, input, model.call(input).detach(), LossFunction.Squared)

[<Fact>]
let ``operators are applied, combined and diagonalised from a script`` () =
    let objective = objective ()
    let map: LinearOperator = 2.0 * Hessian.Of objective - GaussNewton.Of objective
    let dense = map.ToDense()
    let x = Array.init map.Columns float
    Assert.Equal(Array.sum (Array.mapi (fun j v -> dense.[0, j] * v) x), (map.Apply x).[0], 1e-10)
    let pairs = ExtremeEigenpairs.Of(map).At(SpectrumEnd.Largest).Find 2
    Assert.True(pairs.Converged && pairs.Values.[0] >= pairs.Values.[1])
    Assert.True((Trace.XTrace(map, 10, seed = 1L)).StandardError >= 0.0)

    Assert.True(
        (StochasticLanczos.Run(map, 3, 5, seed = 1L)).Highest
        <= pairs.Values.[0] * (1.0 + 1e-9)
    )

[<Fact>]
let ``a symmetry analysis reads as a sentence, and a loss is a lambda`` () =
    let objective = objective ()

    let loss = LossFunction.Of(fun output target -> (output - target).square().mean())

    let report =
        SymmetryAnalysis.Of(objective.Structure.Module).On(objective.Input, objective.Target, loss).Run()

    Assert.Equal(3, report.Zeros.ExactDimension)

    Assert.Equal(
        6,
        (report.Generators.Rows()
         |> Seq.sumBy (fun row -> if row.IsExact then row.Count * 2 else 0))
    )

    Assert.NotEmpty(report.Figure().Panels)
