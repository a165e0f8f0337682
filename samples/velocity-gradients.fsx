// Statistics of velocity gradients with errors, as JSON:
//   dotnet fsi samples/velocity-gradients.fsx FILE.npz|npy|csv|raw [--viscosity nu] [--tau tau_eta] [--interval dt] [--times n] [--double] [--derivative-first] [--blocks 25] [--minutes 5]
// Nine numbers A11, A12, ..., A33 a tensor (A_ij = du_i/dx_j), see GradientReader. --interval: time between samples of trajectories; raw files are float32,
// or float64 with --double, and hold --times samples a trajectory. Errors come from a bootstrap over blocks of time.
// --minutes: also trains an isotropic flow for about so long (the last fifth of the times is held out), and sets the statistics of its samples and of the model's
// trajectories beside those of the data. Trajectories give the model its gauge and coloured noise, tuned to their correlations; other data white noise.
#load "../MlPhys.fsx"

open System
open System.Globalization
open System.Text.Encodings.Web
open System.Text.Json
open MlPhys.Flows
open MlPhys.Turbulence.Gradients
open MlPhys.Turbulence.Models
open MlPhys.Turbulence.Statistics

let usage =
    "usage: dotnet fsi samples/velocity-gradients.fsx FILE [--viscosity nu] [--tau tau_eta] [--interval dt] [--times n] [--double] [--derivative-first] [--blocks n] [--minutes m]"

let rec options =
    function
    | [] -> Map.empty
    | ("--double" | "--derivative-first" as flag) :: rest -> Map.add flag "" (options rest)
    | ("--viscosity" | "--tau" | "--interval" | "--times" | "--blocks" | "--minutes" as name) :: value :: rest ->
        Map.add name value (options rest)
    | odd :: _ -> failwith $"'{odd}' is not understood; {usage}"

let number name fallback (given: Map<string, string>) =
    Map.tryFind name given
    |> Option.map (fun text -> Double.Parse(text, CultureInfo.InvariantCulture))
    |> Option.defaultValue fallback

let thinned (most: int) (x: float[,]) =
    let stride = max 1 (Array2D.length1 x / most)
    Array2D.init (Array2D.length1 x / stride) (Array2D.length2 x) (fun n i -> x[n * stride, i])

let train (data: VelocityGradients) (minutes: float) =
    let struct (training, heldOut) = data.Split 0.2
    let samples = thinned 200000 (training.Coordinates())
    let watched = thinned 50000 (heldOut.Coordinates())

    let plan epochs =
        FlowTraining.Of(IsotropicFlow.Create(2, 16), samples, watched).WithRate(5e-3).WithEpochs epochs

    (plan 1).Train() |> ignore
    let clock = Diagnostics.Stopwatch.StartNew()
    (plan 1).Train() |> ignore
    let epochs = int (60.0 * minutes / clock.Elapsed.TotalSeconds) |> max 1 |> min 60
    (plan epochs).Train()

let model (data: VelocityGradients) statistics (measured: GradientCorrelations option) (minutes: float) =
    let fitted = train data (0.5 * minutes)

    let samples =
        VelocityGradients.Of(TraceFree.Tensors(fitted.Flow.Sample(100000, 1L)), [| 0.0 |], FlowScales(nan, 1.0))

    let found, tuning =
        match measured with
        | Some correlations ->
            let steps = int (4.0 * minutes) |> min 6

            let fit =
                FlowModelFit.Of(fitted.Flow, data).WithTargets(correlations).WithEffort(steps, 384).Fit()

            fit.Model,
            Some {|
                explainedRate = fit.ExplainedRate
                steps = fit.History
            |}
        | None -> FlowModel.Of fitted.Flow, None

    let run = found.Simulate().WithDuration(60.0).WithSeed(1L).Run()

    let longest =
        measured
        |> Option.map (fun data -> min 25.0 (Array.last data.Rows).Lag)
        |> Option.defaultValue 25.0

    let correlations = GradientCorrelations.Of(run.Gradients, longest)

    let drawn, followed =
        GradientStatistics.Of samples, GradientStatistics.Of run.Gradients

    {|
        parameters = fitted.Flow.ParameterCount
        epochs = fitted.History.Count
        heldOutLogLikelihood = fitted.HeldOutLogLikelihood
        heldOutStandardError = fitted.HeldOutStandardError
        kind = found.Name
        strainDiffusion = found.StrainDiffusion
        rotationDiffusion = found.RotationDiffusion
        strainMemory = found.StrainMemory
        rotationMemory = found.RotationMemory
        tuning = tuning
        resets = run.Resets
        beside = [
            for row: StatisticRow in statistics do
                let flow, model = drawn.Row row.Name, followed.Row row.Name

                {|
                    name = row.Name
                    data = row.Value
                    dataError = row.StandardError
                    flow = flow.Value
                    flowError = flow.StandardError
                    model = model.Value
                    modelError = model.StandardError
                |}
        ]
        strainTime = correlations.StrainTime
        rotationTime = correlations.RotationTime
        correlationsBeside = [
            for lag in [ 1.0; 2.0; 4.0; 8.0 ] do
                match measured with
                | Some data when (Array.last data.Rows).Lag >= lag -> {|
                    lag = lag
                    dataStrain = (data.At lag).Strain
                    modelStrain = (correlations.At lag).Strain
                    dataRotation = (data.At lag).Rotation
                    modelRotation = (correlations.At lag).Rotation
                  |}
                | _ -> ()
        ]
    |}

let describe (path: string) (given: Map<string, string>) =
    let reader =
        GradientReader.Default
            .WithScales(number "--viscosity" nan given, number "--tau" nan given)
            .WithInterval(number "--interval" 1.0 given)
            .WithRawLayout(int (number "--times" 1.0 given), given.ContainsKey "--double")

    let data =
        (if given.ContainsKey "--derivative-first" then
             reader.WithDerivativeFirst()
         else
             reader)
            .Read
            path

    let blocks = int (number "--blocks" 25.0 given)
    let statistics = GradientStatistics.Of(data, blocks)

    let correlations =
        if data.IsLagrangian && data.Times.Length >= 4 then
            Some(GradientCorrelations.Of(data, 25.0, blocks = blocks))
        else
            None

    JsonSerializer.Serialize(
        {|
            data = string data
            tensors = data.Count
            scales = data.Scales
            warnings = data.Warnings()
            statistics = statistics.Rows
            correlations =
                correlations
                |> Option.map (fun found -> {|
                    strainTime = found.StrainTime
                    rotationTime = found.RotationTime
                    rows = found.Rows
                |})
            model =
                given
                |> Map.tryFind "--minutes"
                |> Option.map (fun _ -> model data statistics.Rows correlations (number "--minutes" 5.0 given))
        |},
        JsonSerializerOptions(
            WriteIndented = true,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            NumberHandling = Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        )
    )
    |> printfn "%s"

match List.ofArray fsi.CommandLineArgs with
| _ :: path :: rest when not (path.StartsWith "--") -> describe path (options rest)
| _ :: rest when not rest.IsEmpty -> describe (List.last rest) (options (List.take (rest.Length - 1) rest))
| _ ->
    eprintfn "%s" usage
    exit 2
