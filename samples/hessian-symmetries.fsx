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

let usage = "usage: dotnet fsi samples/hessian-symmetries.fsx MODEL.json DATA.csv"

let field (name: string) (element: JsonElement) =
    match element.TryGetProperty name with
    | true, value -> value
    | _ -> failwith $"the model has no '{name}' in {element.GetRawText().Split('\n').[0]}"

let optional (name: string) (read: JsonElement -> 'a) (fallback: 'a) (element: JsonElement) =
    match element.TryGetProperty name with
    | true, value -> read value
    | _ -> fallback

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
        let hasBias = optional "bias" _.GetBoolean() true description
        torch.nn.Linear(widths.[0].GetInt64(), widths.[1].GetInt64(), hasBias)
    | _ -> activation ((field "activation" description).GetString())

let network (root: JsonElement) =
    let layers = [|
        for description in (field "layers" root).EnumerateArray() -> layer description
    |]

    let model = torch.nn.Sequential layers
    model.``to`` torch.ScalarType.Float64 |> ignore

    [|
        for value in (field "parameters" root).EnumerateArray() -> value.GetDouble()
    |]
    |> ParameterVector.Of(model).Write

    model

/// Inputs of the first dense layer and outputs of the last.
let ends (model: torch.nn.Module) =
    let widths = [
        for parameter in model.parameters () do
            if parameter.dim () = 2L then
                parameter.shape
    ]

    int (List.head widths).[1], int (List.last widths).[0]

let columns (table: CsvTable) (prefix: string) count =
    let names =
        table.Columns
        |> Seq.filter (fun name ->
            name.StartsWith prefix
            && name.Length > 1
            && name.Substring prefix.Length |> Seq.forall Char.IsDigit)
        |> Seq.toArray

    if names.Length <> count then
        failwith $"the data have {names.Length} columns {prefix}0, {prefix}1, ...; the model has {count}"

    let values = names |> Array.map table.Column
    Array2D.init table.Rows names.Length (fun i j -> values.[j].[i]) |> torch.tensor

let classes (table: CsvTable) count =
    let values = table.Column "class"

    match
        values
        |> Array.tryFind (fun v -> v <> Math.Floor v || v < 0.0 || v >= float count)
    with
    | Some v -> failwith $"the data have class {v}; the model has classes 0 to {count - 1}"
    | None -> torch.tensor (values |> Array.map int64)

let study (modelPath: string) (dataPath: string) =
    let root = JsonDocument.Parse(File.ReadAllText modelPath).RootElement
    let model = network root
    let inputs, outputs = ends model
    let table = Csv.Read dataPath

    let target, loss =
        match (field "loss" root).GetString() with
        | "squared" -> columns table "y" outputs, LossFunction.Squared
        | "cross-entropy" -> classes table outputs, LossFunction.CrossEntropy
        | other -> failwith $"loss '{other}' is neither squared nor cross-entropy"

    SymmetryAnalysis
        .Of(model)
        .On(columns table "x" inputs, target, loss)
        .WithWeightDecay(optional "weightDecay" _.GetDouble() 0.0 root)
        .Run()

let options =
    JsonSerializerOptions(
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
    )

options.Converters.Add(JsonStringEnumConverter())

/// Networks above the dense limit have no eigenvectors but a density.
let print (report: SymmetryReport) =
    let alignment =
        report.Alignment
        |> Option.ofObj
        |> Option.map (fun a -> {|
            eigenvalues = a.Eigenvalues
            overlaps = a.Overlaps
            meanOfLowest = a.MeanOfLowest
            meanOfHighest = a.MeanOfHighest
            baseline = a.Baseline
        |})

    let density =
        report.Density
        |> Option.ofObj
        |> Option.map (fun d -> {|
            baseline = d.Baseline
            spectrum = d.All.Probes
            alongSymmetries = d.AlongSymmetries.Probes
        |})

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
            density = density
        |},
        options
    )
    |> printfn "%s"

match fsi.CommandLineArgs with
| [| _; modelPath; dataPath |] ->
    try
        study modelPath dataPath |> print
    with e ->
        eprintfn "hessian-symmetries: %s" (e.Message.Split('\n').[0])
        exit 1
| _ ->
    eprintfn "%s" usage
    exit 2
