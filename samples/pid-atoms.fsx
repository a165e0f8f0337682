// All atoms of all measures for tables of probabilities, as JSON:
//   dotnet fsi samples/pid-atoms.fsx FILE.json
// FILE holds {"name": {"sources": n, "p": nested array over x1, ..., xn, y}, ...}; sources are called 1, 2, ...
#load "../MlPhys.fsx"

open System
open System.IO
open System.Text.Json
open System.Text.Json.Nodes
open MlPhys.Information

/// The cells of a nested array: indices from the outermost level inwards, and the number.
let rec cells (node: JsonElement) (index: int list) : (int[] * float) list =
    if node.ValueKind = JsonValueKind.Array then
        node.EnumerateArray()
        |> Seq.mapi (fun i inner -> cells inner (i :: index))
        |> Seq.concat
        |> List.ofSeq
    else
        List.singleton (Array.ofList (List.rev index), node.GetDouble())

let distribution (name: string) (table: JsonElement) =
    let property (key: string) =
        match table.ValueKind = JsonValueKind.Object, lazy (table.TryGetProperty key) with
        | true, Lazy(true, found) -> found
        | _ -> invalidArg name $"there is no \"{key}\", expected {{\"sources\": n, \"p\": nested array}}"

    let sources = (property "sources").GetInt32()
    let entries = cells (property "p") []

    match entries |> List.tryFind (fun (index, _) -> index.Length <> sources + 1) with
    | Some(index, _) ->
        invalidArg name $"p is nested {index.Length} deep, expected {sources + 1} levels for {sources} sources and y"
    | None -> ()

    let sizes = [|
        for axis in 0..sources -> 1 + (entries |> Seq.map (fun (index, _) -> index.[axis]) |> Seq.max)
    |]

    let p = Array.CreateInstance(typeof<float>, sizes)
    entries |> List.iter (fun (index, value) -> p.SetValue(value, index))
    JointDistribution.FromTable([ for i in 1..sources -> string i ], "y", p)

let atoms (p: JointDistribution) (measure: RedundancyMeasure) =
    let result = JsonObject()

    for row in PartialInformation.Of(p).WithMeasure(measure).Decompose().Atoms do
        let entry = JsonObject()
        entry["value"] <- JsonValue.Create row.Value

        if not (Double.IsNaN row.Informative) then
            entry["informative"] <- JsonValue.Create row.Informative
            entry["misinformative"] <- JsonValue.Create row.Misinformative

        result[row.Atom] <- entry

    result

let decompose (p: JointDistribution) =
    let result = JsonObject()

    for measure in RedundancyMeasure.All do
        if measure.Supports p.Sources.Length then
            result[measure.Name] <- atoms p measure

    result

let parsed (file: string) =
    try
        JsonDocument.Parse(File.ReadAllText file)
    with :? JsonException as error ->
        eprintfn "%s: %s" file error.Message
        exit 1

let decomposeAll (file: string) =
    use tables = parsed file
    let result = JsonObject()

    if tables.RootElement.ValueKind <> JsonValueKind.Object then
        eprintfn "%s: expected an object of tables by name, found %O" file tables.RootElement.ValueKind
        exit 1

    for table in tables.RootElement.EnumerateObject() do
        try
            result[table.Name] <- decompose (distribution table.Name table.Value)
        with error ->
            eprintfn "%s, table '%s': %s" file table.Name error.Message
            exit 1

    result.ToJsonString(JsonSerializerOptions(WriteIndented = true))

match fsi.CommandLineArgs with
| [| _; file |] when File.Exists file -> printfn "%s" (decomposeAll file)
| [| _; file |] ->
    eprintfn "there is no file '%s'" file
    exit 1
| _ ->
    eprintfn "usage: dotnet fsi samples/pid-atoms.fsx FILE.json"
    exit 2
