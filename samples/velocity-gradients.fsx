// Statistics of velocity gradients with errors, as JSON:
//   dotnet fsi samples/velocity-gradients.fsx FILE.npz|npy|csv|raw [--viscosity nu] [--tau tau_eta] [--interval dt] [--times n] [--double] [--derivative-first] [--blocks 25] [--minutes 5]
// Nine numbers A11, A12, ..., A33 a tensor (A_ij = du_i/dx_j), see GradientReader. --interval: time between samples of trajectories; raw files are float32,
// or float64 with --double, and hold --times samples a trajectory. Errors come from a bootstrap over blocks of time.
// --minutes: also trains an isotropic flow for about so long (the last fifth of the times is held out), and sets the statistics of the flow's samples, of the model
// with white noise, and, for trajectories, the model's correlations beside those of the data.
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

let train (data: VelocityGradients) (minutes: float) =
    let struct (training, heldOut) = data.Split 0.2

    let plan epochs =
        FlowTraining
            .Of(IsotropicFlow.Create(2, 16), training.Coordinates(), heldOut.Coordinates())
            .WithRate(5e-3)
            .WithEpochs
            epochs

    let clock = Diagnostics.Stopwatch.StartNew()
    (plan 1).Train() |> ignore
    let epochs = int (60.0 * minutes / clock.Elapsed.TotalSeconds) |> max 1 |> min 60
    (plan epochs).Train()

let model (data: VelocityGradients) (minutes: float) =
    let fitted = train data minutes
    let scales = FlowScales(nan, 1.0)

    let samples =
        VelocityGradients.Of(TraceFree.Tensors(fitted.Flow.Sample(100000, 1L)), [| 0.0 |], scales)

    let measured =
        if data.IsLagrangian then
            Some(GradientCorrelations.Of(data, 25.0))
        else
            None

    let model =
        match measured with
        | Some found -> FlowModel.Of(fitted.Flow, found.StrainTime.Value, found.RotationTime.Value)
        | None -> FlowModel.Of fitted.Flow

    let run = model.Simulate().WithDuration(40.0).Run()
    let correlations = GradientCorrelations.Of(run.Gradients, 20.0)

    {|
        parameters = fitted.Flow.ParameterCount
        epochs = fitted.History.Count
        heldOutLogLikelihood = fitted.HeldOutLogLikelihood
        heldOutStandardError = fitted.HeldOutStandardError
        flowStatistics = (GradientStatistics.Of samples).Rows
        modelStatistics = (GradientStatistics.Of run.Gradients).Rows
        modelStrainTime = correlations.StrainTime
        modelRotationTime = correlations.RotationTime
        resets = run.Resets
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
            let found = GradientCorrelations.Of(data, blocks = blocks)

            Some {|
                strainTime = found.StrainTime
                rotationTime = found.RotationTime
                rows = found.Rows
            |}
        else
            None

    JsonSerializer.Serialize(
        {|
            data = string data
            tensors = data.Count
            scales = data.Scales
            warnings = data.Warnings()
            statistics = statistics.Rows
            correlations = correlations
            model =
                given
                |> Map.tryFind "--minutes"
                |> Option.map (fun _ -> model data (number "--minutes" 5.0 given))
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
