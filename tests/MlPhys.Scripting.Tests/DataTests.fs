module MlPhys.Scripting.Tests.DataTests

open System
open System.IO
open MlPhys.Data
open MlPhys.Runs
open Xunit

let private inFolder work =
    let folder = Directory.CreateTempSubdirectory("mlphys-script-").FullName

    try
        work folder
    finally
        Directory.Delete(folder, recursive = true)

[<Fact>]
let ``a table is read by column names, units and groups`` () =
    let kinetics =
        Csv.Parse(
            "substrate,rate,state\nppm,1/min,\n0.02,76,treated\n0.06,97,treated\n0.02,67,untreated\n",
            unitsRow = true
        )

    let treated = kinetics.Where("state", "treated")
    Assert.Equal<float[]>([| 0.02; 0.06 |], treated.Column "substrate")
    Assert.Equal<float[]>([| 76.0; 97.0 |], kinetics.Where("rate", fun rate -> rate > 70.0).Column "rate")
    Assert.Equal("ppm", kinetics.Units["substrate"])
    Assert.Equal<string[]>([| "treated"; "untreated" |], kinetics.Groups "state")

[<Fact>]
let ``a table is written with units and read again with its gaps`` () =
    inFolder (fun folder ->
        let path = Path.Combine(folder, "law.csv")
        let times = [| 0.0; 0.5; 1.0 |]

        let table =
            CsvTable.Empty.WithColumn("t", times, unit = "s").WithColumn("n", [| 1.0; nan; 0.25 |])

        Csv.Write(path, table)
        let again = Csv.Read(path, unitsRow = true, separator = ',')
        Assert.Equal<float[]>(times, again.Column "t")
        Assert.True(Double.IsNaN (again.Column("n", allowMissing = true)).[1])

        let error =
            Assert.Throws<InvalidDataException>(fun () -> again.Column "n" |> ignore)

        Assert.Equal("column 'n' has 1 NaN value, first at row 2", error.Message))

[<Fact>]
let ``arrays go through NPY and NPZ`` () =
    inFolder (fun folder ->
        let matrix = array2D [ [ 1.0; 2.0 ]; [ 3.0; 4.0 ] ]
        Npy.Write(Path.Combine(folder, "m.npy"), matrix)
        Assert.Equal(matrix, (Npy.Read(Path.Combine(folder, "m.npy"))).Matrix())
        let path = Path.Combine(folder, "all.npz")
        Npz.Write(path, dict [ "m", NdArray.Of matrix; "n", NdArray.Of [| 1; 2 |] ])
        Assert.Equal<float[]>([| 1.0; 2.0 |], (Npz.Read path).["n"].Doubles()))

[<Fact>]
let ``an absent data set is named with the command that fetches it`` () =
    let error =
        Assert.Throws<FileNotFoundException>(fun () -> Datasets.Mnist(DataCache.At "no-such-folder") |> ignore)

    Assert.Contains("./build.sh data mnist", error.Message)

type Place = { Step: int; Temperature: float }

[<Fact>]
let ``a run is kept in its folder and goes on from its checkpoint`` () =
    inFolder (fun folder ->
        let settings = {| seed = 42L; size = 8 |}

        let work upTo =
            use run = RunDirectory.Open(folder, settings)
            let file = run.Checkpoint "sampling"

            let mutable place, spins =
                if file.Exists then
                    let state = file.Load().State
                    state.MetadataAs<Place>(), state.Array("spins").As<float>()
                else
                    { Step = 0; Temperature = 2.5 }, Array.zeroCreate settings.size

            run.Metrics.DropAfter("step", place.Step)

            while place.Step < upTo do
                place <- { place with Step = place.Step + 1 }
                spins <- spins |> Array.mapi (fun i s -> s + float i * place.Temperature)

                run.Metrics.Append {|
                    step = place.Step
                    energy = Array.sum spins
                |}

            file.Save(Checkpoint.Empty.With("spins", spins).WithMetadata place)
            run.Metrics.Column "energy"

        work 3 |> ignore
        Assert.Equal<float[]>([| for step in 1.0 .. 5.0 -> step * 70.0 |], work 5))

[<Fact>]
let ``seeds are split by purpose and replica`` () =
    let seeds = [
        Seeds.Derive(42L, "init")
        Seeds.Derive(42L, "sampling")
        Seeds.Derive(42L, "sampling", index = 1L)
    ]

    Assert.Equal(3, seeds |> List.distinct |> List.length)

[<Fact>]
let ``progress is an ordinary IProgress`` () =
    let progress: IProgress<RunProgress> = Progress.Silent
    progress.Report(RunProgress("fit", 1L, 10L, Note = "loss 0.5"))
    use stop = StopSignal.Listen()
    Assert.False stop.Token.IsCancellationRequested
