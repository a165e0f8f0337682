module MlPhys.Scripting.Tests.TorchTests

open System
open System.Diagnostics
open System.IO
open System.Text.RegularExpressions
open Xunit

let rec private above (folder: DirectoryInfo) =
    if File.Exists(Path.Combine(folder.FullName, "MlPhys.sln")) then
        folder.FullName
    else
        above (nonNull folder.Parent)

let private run (script: string) =
    let start =
        ProcessStartInfo(
            "dotnet",
            [| "fsi"; script |],
            WorkingDirectory = above (DirectoryInfo AppContext.BaseDirectory),
            RedirectStandardOutput = true,
            RedirectStandardError = true
        )

    use fsi = nonNull (Process.Start start)
    let errors = fsi.StandardError.ReadToEndAsync()
    let output = fsi.StandardOutput.ReadToEnd()
    fsi.WaitForExit()
    Assert.True((fsi.ExitCode = 0), errors.Result + output)
    output

[<Fact>]
let ``the quickstart learns the oscillation and its slope, and its file comes back`` () =
    let output = run "samples/torch-quickstart.fsx"

    let number (pattern: string) =
        Double.Parse(Regex.Match(output, pattern).Groups[1].Value)

    Assert.Contains("1153 parameters", output)
    Assert.InRange(number "measurements by ([0-9.]+)", 0.03, 0.06)
    Assert.InRange(number "truth by ([0-9.]+)", 0.0, 0.03)
    Assert.InRange(number "slope at t = 1: ([-0-9.]+)", -1.5, -1.2)
    Assert.Contains("saved and loaded: true", output)
