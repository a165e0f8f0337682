// Scaling laws of a table of trained models, as JSON:
//   dotnet fsi samples/scaling-fit.fsx TABLE.csv
// TABLE has columns N (parameters), D (samples or tokens), loss and, where runs were repeated, seed. Intervals are 95 % bootstrap intervals.
#load "../MlPhys.fsx"

open System
open System.Collections.Generic
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

let joint (points: ScalingPoint[]) (estimator: JointEstimator) : JsonNode =
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
let orReason (approach: unit -> JsonNode) =
    try
        Ok(approach ())
    with :? ArgumentException as refusal ->
        Error refusal.Message

let approaches = [
    "huber", (fun points -> joint points (JointEstimator.Huber()))
    "variableProjection", (fun points -> joint points (JointEstimator.VariableProjection()))
    "isoFlop", (fun points -> json (IsoFlop.Fit points))
    "envelope",
    (fun points ->
        json {|
            modelExponent = Envelope.Fit(points).ModelExponent
        |})
]

let report (path: string) =
    let points = points path

    let results = [
        for name, approach in approaches -> name, orReason (fun () -> approach points)
    ]

    match results with
    | (_, Error reason) :: _ when results |> List.forall (snd >> Result.isError) -> failwith reason
    | _ ->
        let entries = [
            for name, result in results ->
                match result with
                | Ok node -> KeyValuePair(name, node)
                | Error reason -> KeyValuePair(name, json {| notPossible = reason |})
        ]

        JsonObject(entries).ToJsonString options

match fsi.CommandLineArgs with
| [| _; path |] ->
    try
        printfn "%s" (report path)
    with refusal ->
        eprintfn "%s: %s" path refusal.Message
        exit 1
| _ ->
    eprintfn "usage: dotnet fsi samples/scaling-fit.fsx TABLE.csv"
    exit 2
