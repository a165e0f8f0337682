module MlPhys.Scripting.Tests.TurbulenceTests

open System
open System.Text.Json
open MlPhys.Turbulence.Gradients
open MlPhys.Turbulence.Simulation
open MlPhys.Turbulence.Statistics
open Xunit

[<Fact>]
let ``a simulation is one chain and its gradients are measured`` () =
    let run =
        IsotropicTurbulence
            .Box(16)
            .WithViscosity(0.1)
            .WithForcing(Forcing.ShellEnergies [ 0.5; 0.3 ])
            .WithSpinUp(0.2)
            .WithTracers(20, 0.1)
            .WithSnapshots(50, 0.1)
            .Run(1.0)

    let data = run.Points()
    let struct (training, heldOut) = data.Split 0.25
    Assert.Equal(data.Count, training.Count + heldOut.Count)
    let statistics = GradientStatistics.Of(data, blocks = 4)
    Assert.InRange((statistics.Row "strain share").Value, 0.2, 0.8)

    let square =
        ConditionalMean.Of(data, (fun a -> a.[0] ** 2.0), (fun a -> abs a.[0]), [ 0.0; 0.1; 5.0 ], blocks = 4)

    Assert.Equal(2, square.Rows.Length)
    let correlations = GradientCorrelations.Of(run.Trajectories(), blocks = 4)
    Assert.Equal(1.0, correlations.Rows.[0].Strain, 12)

[<Fact>]
let ``velocity-gradients prints statistics of a table`` () =
    let rows = [
        for n in 1..200 ->
            let x k =
                sin (float (n * k) * 0.7) + cos (float (n * n + k))

            [ x 1; x 2; x 3; x 4; x 5; x 6; x 7; x 8; -(x 1) - (x 5) ]
            |> List.map (sprintf "%.17g")
            |> String.concat ","
    ]

    let table = String.concat "\n" ("A11,A12,A13,A21,A22,A23,A31,A32,A33" :: rows)

    let printed =
        FsiScript.withFile ".csv" table (fun path ->
            FsiScript.run "samples/velocity-gradients.fsx" [ path; "--blocks"; "10" ])

    let output = JsonDocument.Parse(printed).RootElement
    Assert.Equal(200, output.GetProperty("tensors").GetInt32())

    let trace =
        output.GetProperty("statistics").EnumerateArray()
        |> Seq.find (fun row -> row.GetProperty("name").ValueEquals "trace")

    Assert.InRange(trace.GetProperty("value").GetDouble(), 0.0, 1e-12)
    Assert.NotEmpty(output.GetProperty("warnings").EnumerateArray())

[<Fact>]
let ``velocity-gradients trains a flow and sets its model beside the trajectories of a file`` () =
    let path =
        IO.Path.Combine(IO.Path.GetTempPath(), IO.Path.GetRandomFileName() + ".npz")

    try
        IsotropicTurbulence
            .Box(16)
            .WithViscosity(0.1)
            .WithForcing(Forcing.ShellEnergies [ 0.5; 0.3 ])
            .WithSpinUp(0.5)
            .WithTracers(64, 0.05)
            .Run(3.5)
            .Trajectories()
            .Save
            path

        let output =
            JsonDocument
                .Parse(FsiScript.run "samples/velocity-gradients.fsx" [ path; "--blocks"; "5"; "--minutes"; "0.02" ])
                .RootElement

        let model = output.GetProperty "model"
        let number (name: string) = model.GetProperty(name).GetDouble()
        Assert.Equal("flow, gauge, coloured noise", model.GetProperty("kind").GetString())
        Assert.InRange(number "heldOutLogLikelihood", -4.0, 0.0)
        Assert.Equal(0.0, number "resets")
        Assert.Equal(output.GetProperty("statistics").GetArrayLength(), model.GetProperty("beside").GetArrayLength())

        for row in model.GetProperty("correlationsBeside").EnumerateArray() do
            Assert.InRange(row.GetProperty("modelStrain").GetDouble(), -1.0, 1.0)
    finally
        IO.File.Delete path
