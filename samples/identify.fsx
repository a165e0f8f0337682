// Equations from a table, as JSON:
//   dotnet fsi samples/identify.fsx DATA.csv [--time t] [--rate r] [--library poly:3+saturation] [--noise auto|additive|relative]
//     [--run column] [--input column,column] [--missing refused|kept] [--units row]
// With --rate the column r is a rate measured at the conditions in the other columns; otherwise the other columns are states over the time
// column, in runs told apart by the column --run, driven by the columns --input. Libraries: poly:N, fourier:N, saturation, hill, power,
// exponential; joined by +. Text columns are left out, which is told. --missing kept: empty cells are samples that were not measured.
// --units row: the second line holds units. What cannot be done is told in one line, with exit code 1; a wrong command line has exit code 2.
#load "../MlPhys.fsx"

open System
open System.Collections.Generic
open System.IO
open System.Text
open System.Text.Json
open System.Text.Json.Serialization
open MlPhys.Data
open MlPhys.SparseIdentification
open MlPhys.SparseIdentification.Laws
open MlPhys.SparseIdentification.Libraries
open MlPhys.SparseIdentification.Rates
open MlPhys.SparseIdentification.Tables

exception WrongCommand of string

let names = [
    "--time"
    "--rate"
    "--library"
    "--noise"
    "--run"
    "--input"
    "--missing"
    "--units"
]

let rec options =
    function
    | [] -> Map.empty
    | (name: string) :: (value: string) :: rest when List.contains name names && not (value.StartsWith "--") ->
        Map.add name value (options rest)
    | name :: _ when List.contains name names -> raise (WrongCommand $"'{name}' lacks its value")
    | odd :: _ -> raise (WrongCommand $"'{odd}' is not understood")

let choice<'T when 'T: struct and 'T: (new: unit -> 'T) and 'T :> ValueType> name (given: string) =
    match Enum.TryParse<'T>(given, ignoreCase = true) with
    | true, value when Enum.IsDefined(typeof<'T>, value) -> value
    | _ ->
        let known = String.Join(", ", Enum.GetNames typeof<'T>).ToLowerInvariant()
        raise (WrongCommand $"{name} is '{given}', expected one of {known}")

let library (text: string) =
    let count (name: string) (number: string) =
        match Int32.TryParse number with
        | true, n when n >= 0 -> n
        | _ -> raise (WrongCommand $"library '{name}:{number}' needs a number, such as {name}:3")

    let part (name: string) =
        match name.Split(':') with
        | [| "poly"; degree |] -> Library.Polynomial(count "poly" degree)
        | [| "fourier"; harmonics |] -> Library.Fourier(count "fourier" harmonics)
        | [| "saturation" |] -> Library.Saturation()
        | [| "hill" |] -> Library.Hill()
        | [| "power" |] -> Library.Power()
        | [| "exponential" |] -> Library.Exponential()
        | _ ->
            raise (
                WrongCommand
                    $"library '{name}' is not known, expected poly:N, fourier:N, saturation, hill, power or exponential"
            )

    text.Split('+') |> Seq.map part |> Seq.reduce (+)

/// The columns of numbers. Columns of text are left out, which is told; a number among the texts means that the rest are mistakes.
let numeric (table: CsvTable) (others: string list) =
    let isNumber (cell: string) =
        fst (Double.TryParse(cell, Globalization.CultureInfo.InvariantCulture))

    table.Columns
    |> Seq.filter (fun name ->
        try
            table.Column(name, allowMissing = true) |> ignore
            true
        with :? InvalidDataException as refusal when not (table.Text(name, allowMissing = true) |> Seq.exists isNumber) ->
            if not (List.contains name others) then
                eprintfn "left out: %s" refusal.Message

            false)
    |> Seq.toArray

let json (equations: string seq) (terms: Estimate seq) (scores: (string * float) seq) (warnings: string seq) =
    JsonSerializer.Serialize(
        {|
            equations = equations
            coefficients = terms
            scores = dict scores
            warnings = warnings
        |},
        JsonSerializerOptions(
            WriteIndented = true,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Encoder = Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
        )
    )

let identify (path: string) (given: Map<string, string>) =
    let option name fallback =
        Map.tryFind name given |> Option.defaultValue fallback

    let functions =
        library (
            option
                "--library"
                (if given.ContainsKey "--rate" then
                     "poly:2+saturation"
                 else
                     "poly:3")
        )

    let noise = choice<NoiseModel> "--noise" (option "--noise" "auto")
    let missing = choice<MissingValues> "--missing" (option "--missing" "refused")
    let table = Csv.Read(path, unitsRow = given.ContainsKey "--units")
    let columns = numeric table (Option.toList (Map.tryFind "--run" given))

    let values (table: CsvTable) name =
        table.Column(name, allowMissing = (missing = MissingValues.Kept))

    let unit name =
        match table.Units.TryGetValue name with
        | true, unit -> unit
        | _ -> ""

    match Map.tryFind "--rate" given with
    | Some rate ->
        let start = RateTable.Of(rate, values table rate, unit rate, missing)

        let rates =
            (start, Array.except [ rate ] columns)
            ||> Array.fold (fun t name -> t.With(name, values table name, unit name, missing))

        let law = SparseModel.For(rates).WithLibrary(functions).WithNoise(noise).Fit()

        json
            [ law.Equation() ]
            law.Terms
            [ "residualDeviation", law.ResidualDeviation; "criterion", law.Score ]
            law.Warnings
    | None ->
        let time, run = option "--time" "t", option "--run" ""

        let inputs =
            (option "--input" "").Split(',', StringSplitOptions.RemoveEmptyEntries ||| StringSplitOptions.TrimEntries)

        let states = columns |> Array.except (Array.append [| time; run |] inputs)

        let trajectory (rows: CsvTable) =
            let start = Trajectory.At(rows.Column time, unit time)

            let withStates =
                (start, states)
                ||> Array.fold (fun t name -> t.With(name, values rows name, unit name, missing))

            (withStates, inputs)
            ||> Array.fold (fun t name -> t.WithInput(name, rows.Column name, unit name))

        let runs =
            if run = "" then
                [| trajectory table |]
            else
                table.Groups run |> Array.map (fun r -> trajectory (table.Where(run, r)))

        let law = SparseModel.For(runs).WithLibrary(functions).Fit()

        let ahead = runs |> Array.map (fun r -> law.Score r)

        let scores =
            states
            |> Seq.mapi (fun e name -> [
                $"noise of {name}", law.Noise[e]
                $"explained one sample ahead, {name}", ahead |> Array.averageBy (fun r -> r[e])
            ])
            |> Seq.concat

        json (law.Equations()) law.Terms scores law.Warnings

let arguments = List.tail (List.ofArray fsi.CommandLineArgs)

let code =
    try
        match arguments with
        | path :: rest when not (path.StartsWith "--") -> printfn "%s" (identify path (options rest))
        | _ :: _ when not ((List.last arguments).StartsWith "--") && arguments.Length % 2 = 1 ->
            printfn "%s" (identify (List.last arguments) (options (List.take (arguments.Length - 1) arguments)))
        | _ -> raise (WrongCommand "the data file is missing")

        0
    with
    | WrongCommand reason ->
        eprintfn "%s; usage: dotnet fsi samples/identify.fsx DATA.csv [%s ...]" reason (String.Join("] [", names))
        2
    | :? ArgumentException
    | :? InvalidOperationException
    | :? KeyNotFoundException
    | :? InvalidDataException
    | :? IOException
    | :? UnauthorizedAccessException as refusal ->
        let sentence = refusal.Message.Split(" (Parameter '") |> Array.head
        eprintfn "%s" (sentence.ReplaceLineEndings " ")
        1

exit code
