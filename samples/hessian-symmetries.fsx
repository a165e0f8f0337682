// Hessian spectrum and symmetries of a network, as JSON:
//   dotnet fsi samples/hessian-symmetries.fsx MODEL.json DATA.csv
// MODEL.json names the layers and, beside it, their weights: {"loss": "squared" | "cross-entropy", "weightDecay": 0.0, "layers":
//   [{"dense": [4, 8], "bias": true}, {"activation": "relu"}, {"dense": [8, 3], "bias": true}], "parameters": [flat list in the layers' order]}.
// DATA.csv has columns x0, x1, ... and either y0, y1, ... (squared) or class (cross-entropy).
#load "../MlPhys.fsx"

open System
open System.IO
open System.Text.Json
open System.Text.Json.Serialization
open MlPhys.Curvature.Layers
open MlPhys.Curvature.Objectives
open MlPhys.Data
open MlPhys.Symmetries
open TorchSharp

let activation name : torch.nn.Module<torch.Tensor, torch.Tensor> =
    match name with
    | "relu" -> torch.nn.ReLU()
    | "leaky-relu" -> torch.nn.LeakyReLU()
    | "tanh" -> torch.nn.Tanh()
    | "sigmoid" -> torch.nn.Sigmoid()
    | "gelu" -> torch.nn.GELU()
    | "linear" -> torch.nn.Identity()
    | other -> failwith $"activation '{other}' is not one of relu, leaky-relu, tanh, sigmoid, gelu, linear"

let layer (description: JsonElement) : torch.nn.Module<torch.Tensor, torch.Tensor> =
    match description.TryGetProperty "dense" with
    | true, widths ->
        let hasBias =
            match description.TryGetProperty "bias" with
            | true, value -> value.GetBoolean()
            | _ -> true

        torch.nn.Linear(widths.[0].GetInt64(), widths.[1].GetInt64(), hasBias)
    | _ -> activation (description.GetProperty("activation").GetString())

let network (root: JsonElement) =
    let layers = [|
        for description in root.GetProperty("layers").EnumerateArray() -> layer description
    |]

    let model = torch.nn.Sequential layers
    model.``to`` torch.ScalarType.Float64 |> ignore

    [|
        for value in root.GetProperty("parameters").EnumerateArray() -> value.GetDouble()
    |]
    |> ParameterVector.Of(model).Write

    model

let columns (table: CsvTable) (prefix: string) =
    let names =
        table.Columns
        |> Seq.filter (fun name ->
            name.StartsWith prefix
            && name.Substring prefix.Length |> Seq.forall Char.IsDigit)
        |> Seq.toArray

    let values = names |> Array.map table.Column
    Array2D.init table.Rows names.Length (fun i j -> values.[j].[i]) |> torch.tensor

let options =
    JsonSerializerOptions(
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
    )

options.Converters.Add(JsonStringEnumConverter())

match fsi.CommandLineArgs with
| [| _; modelPath; dataPath |] ->
    let root = JsonDocument.Parse(File.ReadAllText modelPath).RootElement
    let table = Csv.Read dataPath

    let target, loss =
        match root.GetProperty("loss").GetString() with
        | "squared" -> columns table "y", LossFunction.Squared
        | "cross-entropy" -> torch.tensor (table.Column "class" |> Array.map int64), LossFunction.CrossEntropy
        | other -> failwith $"loss '{other}' is neither squared nor cross-entropy"

    let weightDecay =
        match root.TryGetProperty "weightDecay" with
        | true, value -> value.GetDouble()
        | _ -> 0.0

    let report =
        SymmetryAnalysis.Of(network root).On(columns table "x", target, loss).WithWeightDecay(weightDecay).Run()

    let alignment =
        match report.Alignment with
        | null -> null
        | a ->
            box {|
                eigenvalues = a.Eigenvalues
                overlaps = a.Overlaps
                meanOfLowest = a.MeanOfLowest
                meanOfHighest = a.MeanOfHighest
                baseline = a.Baseline
            |}

    JsonSerializer.Serialize(
        {|
            verdict = report.Verdict
            zeros = report.Zeros
            controls = report.Controls
            generators = report.Generators.Rows()
            families = report.Families
            curvatureRatio = report.CurvatureRatio
            unknown = report.Unknown
            warnings = report.Warnings
            alignment = alignment
        |},
        options
    )
    |> printfn "%s"
| _ ->
    eprintfn "usage: dotnet fsi samples/hessian-symmetries.fsx MODEL.json DATA.csv"
    exit 2
