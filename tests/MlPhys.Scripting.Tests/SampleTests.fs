module MlPhys.Scripting.Tests.SampleTests

open System
open System.Globalization
open System.Text.Json
open System.Text.RegularExpressions
open System.Collections.Generic
open System.IO
open MlPhys.Data
open MlPhys.Scaling
open Xunit

[<Fact>]
let ``the torch quickstart learns the oscillation and its slope, and its file comes back`` () =
    let output = FsiScript.run "samples/torch-quickstart.fsx" []

    let number (pattern: string) =
        Double.Parse(Regex.Match(output, pattern).Groups[1].Value, CultureInfo.InvariantCulture)

    Assert.Contains("1153 parameters", output)
    Assert.InRange(number "measurements by ([0-9.]+)", 0.03, 0.06)
    Assert.InRange(number "truth by ([0-9.]+)", 0.0, 0.03)
    Assert.InRange(number "slope at t = 1: ([-0-9.]+)", -1.5, -1.2)
    Assert.Contains("saved and loaded: true", output)

[<Fact>]
let ``pid-atoms finds the synergy of the exclusive or`` () =
    let table =
        """{"xor": {"sources": 2, "p": [[[0.25, 0], [0, 0.25]], [[0, 0.25], [0.25, 0]]]}}"""

    let output =
        JsonDocument.Parse(FsiScript.runOn "samples/pid-atoms.fsx" [] table).RootElement

    let atom (measure: string) (name: string) =
        output.GetProperty("xor").GetProperty(measure).GetProperty(name).GetProperty("value").GetDouble()

    Assert.Equal(1.0, atom "I_min" "{12}", 10)
    Assert.Equal(0.0, atom "I_min" "{1}{2}", 10)
    Assert.Equal(Math.Log2(4.0 / 3.0), atom "I_sx" "{12}", 10)

[<Fact>]
let ``scaling-fit finds the law that made the table`` () =
    let law = JointLaw(1.69, 406.4, 410.7, 0.34, 0.28)

    let rows =
        Seq.allPairs [ 1e7; 1e8; 1e9; 1e10 ] [ 1e8; 1e9; 1e10; 1e11 ]
        |> Seq.map (fun (n, d) -> $"{n:R},{d:R},{law.Loss(n, d):R}")

    let table = String.Join("\n", Seq.append [ "N,D,loss" ] rows)

    let output =
        JsonDocument.Parse(FsiScript.runOn "samples/scaling-fit.fsx" [] table).RootElement

    for estimator in [ "huber"; "variableProjection" ] do
        let found = output.GetProperty(estimator).GetProperty("parameters")[3]
        Assert.Equal("alpha", found.GetProperty("name").GetString())
        Assert.Equal(law.Alpha, found.GetProperty("value").GetDouble(), 4)

[<Fact>]
let ``scaling-fit refuses a negative loss in one line`` () =
    let rows = [
        for n in 1..4 do
            for d in 1..3 -> $"{n}e8,{d}e9,{2.0 + 1.0 / float (n * d)}"
    ]

    let table = String.Join("\n", [ "N,D,loss" ] @ rows @ [ "1e9,1e9,-2.4" ])

    FsiScript.withFile ".csv" table (fun path ->
        Assert.Contains("column 'loss' holds -2.4 in row 13", FsiScript.refusal "samples/scaling-fit.fsx" [ path ]))

[<Fact>]
let ``pid-atoms refuses what is no distribution in one line`` () =
    let table =
        """{"half": {"sources": 2, "p": [[[0.25, 0], [0, 0.25]], [[0, 0], [0, 0]]]}}"""

    FsiScript.withFile ".json" table (fun path ->
        Assert.Contains(
            "table 'half': the probabilities sum to 0.5",
            FsiScript.refusal "samples/pid-atoms.fsx" [ path ]
        ))

[<Fact>]
let ``identify finds a saturating law and prints it as JSON`` () =
    let rows =
        [ 0.1; 0.2; 0.4; 0.8; 1.6; 3.2; 6.4; 12.8 ]
        |> Seq.mapi (fun i s -> $"{s:R},{2.5 * s / (0.7 + s) * (1.0 + 0.002 * float (i % 3 - 1)):R}")

    let table = String.Join("\n", Seq.append [ "s,v" ] rows)

    let output =
        JsonDocument
            .Parse(FsiScript.runOn "samples/identify.fsx" [ "--rate"; "v"; "--library"; "poly:2+saturation" ] table)
            .RootElement

    let coefficients = output.GetProperty("coefficients")
    Assert.Equal(2, coefficients.GetArrayLength())
    Assert.Equal("s/(K + s)", coefficients[1].GetProperty("term").GetString())
    Assert.InRange(coefficients[1].GetProperty("value").GetDouble(), 0.69, 0.71)

/// An oscillation with friction from two starts: run, time, states, an input that is not there, and gaps.
let private swings =
    let rows =
        Seq.allPairs [ 1.0; 2.0 ] [ 0..299 ]
        |> Seq.map (fun (start, i) ->
            let t = 0.05 * float i
            let w = sqrt (4.0 - 0.01)

            let noise k =
                0.01 * sin (1000.0 * sin (float (i + 1) * k + start))

            let x = start * exp (-0.1 * t) * (cos (w * t) + 0.1 / w * sin (w * t)) + noise 1.0
            let v = -start * exp (-0.1 * t) * 4.0 / w * sin (w * t) + noise 2.0

            let velocity =
                if i % 20 = 7 then
                    ""
                else
                    v.ToString("R", CultureInfo.InvariantCulture)

            $"run {start},{t:R},{x:R},{velocity}")

    String.Join("\n", Seq.append [ "run,t,x,v" ] rows)

[<Fact>]
let ``identify finds the law of several runs with gaps`` () =
    let arguments = [ "--run"; "run"; "--missing"; "kept"; "--library"; "poly:2" ]

    let output =
        JsonDocument.Parse(FsiScript.runOn "samples/identify.fsx" arguments swings).RootElement

    let value (equation: string) (term: string) =
        output.GetProperty("coefficients").EnumerateArray()
        |> Seq.find (fun c ->
            c.GetProperty("equation").GetString() = equation
            && c.GetProperty("term").GetString() = term)
        |> fun c -> c.GetProperty("value").GetDouble()

    Assert.Equal(3, output.GetProperty("coefficients").GetArrayLength())
    Assert.Equal(1.0, value "x'" "v", 0.02)
    Assert.Equal(-4.0, value "v'" "x", 0.04)
    Assert.Equal(-0.2, value "v'" "v", 0.02)
    Assert.InRange(output.GetProperty("scores").GetProperty("explained one sample ahead, x").GetDouble(), 0.99, 1.0)

/// What identify says, in one line, of a table that it refuses.
let private refused (arguments: string list) (table: string) =
    FsiScript.withFile ".csv" table (fun path ->
        let code, output, errors =
            FsiScript.outcome "samples/identify.fsx" (path :: arguments)

        Assert.Equal("", output)
        code, errors.TrimEnd())

[<Fact>]
let ``identify refuses bad tables in one line and prints nothing`` () =
    let code, line = refused [ "--run"; "run" ] swings
    Assert.Equal((1, "column 'v' has 15 NaN values, first at row 8"), (code, line))
    let code, line = refused [] "t,x\n0,1\n1,2\n1,3\n"
    Assert.Equal((1, "the time 1 at row 3 is there twice"), (code, line))

[<Fact>]
let ``identify tells what is wrong with its command line`` () =
    let code, line = refused [ "--library"; "poly:three" ] swings
    Assert.Equal(2, code)
    Assert.StartsWith("library 'poly:three' needs a number, such as poly:3; usage:", line)

[<Fact>]
let ``ntk prints the observables of a saved network and how far its kernel is from explicit Jacobians`` () =
    let folder = Directory.CreateTempSubdirectory("mlphys").FullName

    try
        let save name (arrays: (string * Array) list) =
            let path = Path.Combine(folder, name)
            Npz.Write(path, [ for name, values in arrays -> KeyValuePair(name, NdArray.Of values) ])
            path

        let entry i j =
            sin (1.3 * float (i + 1) * float (j + 2))

        let model =
            save "model.npz" [
                "weights_0", Array2D.init 6 3 entry
                "biases_0", Array.init 6 (entry 1)
                "weights_1", Array2D.init 2 6 entry
                "biases_1", Array.init 2 (entry 2)
            ]

        let batch =
            save "batch.npz" [
                "x", Array2D.init 5 3 (fun i j -> cos (float (i * 3 + j)))
                "y", Array2D.init 5 2 entry
            ]

        let output =
            JsonDocument.Parse(FsiScript.run "samples/ntk.fsx" [ model; batch; "tanh" ]).RootElement

        let number (path: string list) =
            (output, path)
            ||> List.fold (fun at name -> at.GetProperty name)
            |> _.GetDouble()

        Assert.Equal(2.0, number [ "outputs" ])
        Assert.Equal(10.0, number [ "full"; "size" ])
        Assert.Equal(number [ "full"; "trace" ], number [ "trace"; "trace" ], 3)
        Assert.InRange(number [ "targets"; "centredAlignment" ], -1.0, 1.0)
        Assert.InRange(number [ "deviationFromExplicitJacobian" ], 0.0, 1e-5)
        let wide = save "wide.npz" [ "x", Array2D.init 5 4 entry ]
        Assert.Contains("4 inputs a sample; the network takes 3", FsiScript.refusal "samples/ntk.fsx" [ model; wide ])
    finally
        Directory.Delete(folder, true)

[<Fact>]
let ``hessian-symmetries refuses a class that the model does not have in one line`` () =
    let model =
        """{"loss": "cross-entropy", "layers": [{"dense": [2, 2], "bias": false}], "parameters": [1, 2, 3, 4]}"""

    FsiScript.withFile ".json" model (fun model ->
        FsiScript.withFile ".csv" "x0,x1,class\n1,2,0\n2,1,2" (fun table ->
            Assert.Contains(
                "the data have class 2; the model has classes 0 to 1",
                FsiScript.refusal "samples/hessian-symmetries.fsx" [ model; table ]
            )))

[<Fact>]
let ``hessian-symmetries counts the flat directions of a network at its minimum`` () =
    let weights = [| for i in 0..31 -> Math.Sin(1.0 + 7.0 * float i) |]
    let first = Array.chunkBySize 4 weights[0..11]
    let second = Array.chunkBySize 3 weights[12..17]
    let dot a b = Array.map2 (*) a b |> Array.sum

    let rows = [
        for i in 0..39 ->
            let x = [| for j in 0..3 -> Math.Sin(float ((17 + 5 * j) * i + j + 1)) |]
            let hidden = first |> Array.map (fun w -> max 0.0 (dot w x))
            let y = second |> Array.map (dot hidden)

            String.Join(
                ",",
                Array.append x y
                |> Array.map (fun v -> v.ToString("R", CultureInfo.InvariantCulture))
            )
    ]

    let table = String.Join("\n", "x0,x1,x2,x3,y0,y1" :: rows)

    let parameters =
        String.Join(
            ",",
            weights[0..17]
            |> Array.map (fun v -> v.ToString("R", CultureInfo.InvariantCulture))
        )

    let model =
        $"""{{"loss": "squared", "layers": [{{"dense": [4, 3], "bias": false}}, {{"activation": "relu"}}, {{"dense": [3, 2], "bias": false}}], "parameters": [{parameters}]}}"""

    let path = IO.Path.GetTempFileName()

    try
        IO.File.WriteAllText(path, model)

        let output =
            JsonDocument.Parse(FsiScript.runOn "samples/hessian-symmetries.fsx" [ path ] table).RootElement

        let zeros = output.GetProperty "zeros"
        Assert.Equal(3, zeros.GetProperty("exactDimension").GetInt32())
        Assert.Equal(3, zeros.GetProperty("found").GetInt32())
        // Sines of equal steps make matrices of rank 2: n^2 - (n - rank W1)(n - rank W2) = 9 - 1.
        Assert.Equal(8, zeros.GetProperty("linearisedDimension").GetInt32())
        Assert.Equal(18, output.GetProperty("alignment").GetProperty("eigenvalues").GetArrayLength())
        Assert.False(output.GetProperty("controls").GetProperty("isStarved").GetBoolean())
    finally
        IO.File.Delete path
