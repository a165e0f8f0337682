// Scaling laws of a table of trained models, as JSON:
//   dotnet fsi samples/scaling-fit.fsx TABLE.csv
// TABLE has columns N (parameters), D (samples or tokens), loss and, where runs were repeated, seed. Intervals are 95 % bootstrap intervals.
#load "../MlPhys.fsx"

open System
open System.Text.Json
open System.Text.Json.Nodes
open System.Text.Json.Serialization
open MlPhys.Data
open MlPhys.Scaling

let points (path: string) =
    let table = Csv.Read path

    let seeds =
        if table.Columns |> Seq.contains "seed" then
            table.Column "seed"
        else
            Array.zeroCreate table.Rows

    Array.map3
        (fun (n, d) loss seed -> ScalingPoint(n, d, loss, int64 seed))
        (Array.zip (table.Column "N") (table.Column "D"))
        (table.Column "loss")
        seeds

let options =
    JsonSerializerOptions(
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
    )

let json value : JsonNode =
    JsonSerializer.SerializeToNode(value, options)

let joint (points: ScalingPoint[]) (estimator: JointEstimator) =
    let fit =
        JointScaling.For(points).WithEstimator(estimator).WithBootstrap(200, seed = 1L).Fit()

    let compute = points |> Array.map _.Compute
    let low, high = Array.min compute, Array.max compute
    let budgets = [ for i in 0..8 -> low * (100.0 * high / low) ** (float i / 8.0) ]

    JsonObject(
        dict [
            "parameters", json fit.Parameters
            "rmsLogResidual", json fit.RmsLogResidual
            "heldOutLargestBudgetError", json fit.HeldOutError
            "warnings", json fit.Warnings
            "frontier", json (fit.Frontier budgets)
        ]
    )

/// The approach's result, or why the table does not carry it.
let orReason (approach: unit -> JsonNode) : JsonNode =
    try
        approach ()
    with :? ArgumentException as refusal ->
        JsonObject(Seq.singleton (Collections.Generic.KeyValuePair("notPossible", json refusal.Message)))

match fsi.CommandLineArgs with
| [| _; path |] ->
    let points = points path

    JsonObject(
        dict [
            "huber", orReason (fun () -> joint points (JointEstimator.Huber()))
            "variableProjection", orReason (fun () -> joint points (JointEstimator.VariableProjection()))
            "isoFlop", orReason (fun () -> json (IsoFlop.Fit points))
            "envelope",
            orReason (fun () ->
                json {|
                    modelExponent = Envelope.Fit(points).ModelExponent
                |})
        ]
    )
        .ToJsonString
        options
    |> printfn "%s"
| _ ->
    eprintfn "usage: dotnet fsi samples/scaling-fit.fsx TABLE.csv"
    exit 2
