// Equations from a table, as JSON:
//   dotnet fsi samples/identify.fsx DATA.csv [--time t] [--rate r] [--library poly:3+saturation] [--noise auto|additive|relative] [--units row]
// With --rate the column r is a rate measured at the conditions in the other columns; otherwise the other columns are states over the time column.
// Libraries: poly:N, fourier:N, saturation, hill, power, exponential; joined by +. Text columns are left out. --units row: the second line holds units.
#load "../MlPhys.fsx"

open System
open System.Text.Json
open MlPhys.Data
open MlPhys.SparseIdentification
open MlPhys.SparseIdentification.Laws
open MlPhys.SparseIdentification.Libraries
open MlPhys.SparseIdentification.Rates
open MlPhys.SparseIdentification.Tables

let usage =
    "usage: dotnet fsi samples/identify.fsx DATA.csv [--time t] [--rate r] [--library poly:3|saturation|...] [--noise auto]"

let rec options =
    function
    | [] -> Map.empty
    | (name: string) :: value :: rest when List.contains name [ "--time"; "--rate"; "--library"; "--noise"; "--units" ] ->
        Map.add name value (options rest)
    | odd :: _ -> failwith $"'{odd}' is not understood; {usage}"

let library (text: string) =
    let part (name: string) =
        match name.Split(':') with
        | [| "poly"; degree |] -> Library.Polynomial(int degree)
        | [| "fourier"; harmonics |] -> Library.Fourier(int harmonics)
        | [| "saturation" |] -> Library.Saturation()
        | [| "hill" |] -> Library.Hill()
        | [| "power" |] -> Library.Power()
        | [| "exponential" |] -> Library.Exponential()
        | _ -> failwith $"library '{name}' is not known; {usage}"

    text.Split('+') |> Seq.map part |> Seq.reduce (fun a b -> a.And b)

let numeric (table: CsvTable) =
    table.Columns
    |> Seq.filter (fun name ->
        try
            table.Column name |> ignore
            true
        with :? IO.InvalidDataException ->
            false)
    |> Seq.toArray

let print (equations: string seq) (terms: Estimate seq) scores =
    JsonSerializer.Serialize(
        {|
            equations = equations
            coefficients = terms
            scores = scores
        |},
        JsonSerializerOptions(WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase)
    )
    |> printfn "%s"

let identify (path: string) (given: Map<string, string>) =
    let table = Csv.Read(path, unitsRow = given.ContainsKey "--units")
    let columns = numeric table

    let choice name fallback =
        Map.tryFind name given |> Option.defaultValue fallback

    match Map.tryFind "--rate" given with
    | Some rate ->
        let noise = Enum.Parse<NoiseModel>(choice "--noise" "auto", ignoreCase = true)

        let law =
            SparseModel
                .For(RateTable.Of(table, rate, columns |> Array.except [ rate ]))
                .WithLibrary(library (choice "--library" "poly:2+saturation"))
                .WithNoise(noise)
                .Fit()

        print [ law.Equation() ] law.Terms (dict [ "residualDeviation", law.ResidualDeviation; "criterion", law.Score ])
    | None ->
        let time = choice "--time" "t"

        let trajectory =
            columns
            |> Array.except [ time ]
            |> Array.fold
                (fun (t: Trajectory) name -> t.With(name, table.Column name))
                (Trajectory.At(table.Column time))

        let law =
            SparseModel.For(trajectory).WithLibrary(library (choice "--library" "poly:3")).Fit()

        print
            (law.Equations())
            law.Terms
            (dict (Seq.zip (columns |> Array.except [ time ] |> Seq.map (sprintf "noise of %s")) law.Noise))

match List.ofArray fsi.CommandLineArgs with
| _ :: path :: rest when not (path.StartsWith "--") -> identify path (options rest)
| _ :: rest when not rest.IsEmpty -> identify (List.last rest) (options (List.take (rest.Length - 1) rest))
| _ ->
    eprintfn "%s" usage
    exit 2
