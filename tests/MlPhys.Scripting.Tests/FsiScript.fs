/// Runs a script of the repository in a fresh `dotnet fsi`, as a user does.
module MlPhys.Scripting.Tests.FsiScript

open System
open System.Diagnostics
open System.IO
open Xunit

let rec private above (folder: DirectoryInfo) =
    if File.Exists(Path.Combine(folder.FullName, "MlPhys.sln")) then
        folder.FullName
    else
        above (nonNull folder.Parent)

/// The folder of the repository.
let root = above (DirectoryInfo AppContext.BaseDirectory)

/// The exit code of the script, what it printed, and what it printed as errors.
let outcome (script: string) (arguments: string list) =
    let start =
        ProcessStartInfo(
            "dotnet",
            "fsi" :: script :: arguments,
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        )

    use fsi = nonNull (Process.Start start)
    let errors = fsi.StandardError.ReadToEndAsync()
    let output = fsi.StandardOutput.ReadToEnd()
    fsi.WaitForExit()
    fsi.ExitCode, output, errors.Result

/// What the script printed; a failure of the test where it fails.
let run (script: string) (arguments: string list) =
    let code, output, errors = outcome script arguments
    Assert.True((code = 0), errors + output)
    output

/// The one line by which the script refuses its input.
let refusal (script: string) (arguments: string list) =
    let code, output, errors = outcome script arguments
    Assert.Equal(1, code)
    Assert.Equal("", output)
    Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries))

/// What is done with a file of the given ending and content, which goes with it.
let withFile (ending: string) (content: string) (work: string -> 'T) =
    let path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ending)

    try
        File.WriteAllText(path, content)
        work path
    finally
        File.Delete path

/// The same with a file of the given content as last argument.
let runOn (script: string) (arguments: string list) (content: string) =
    withFile "" content (fun path -> run script (arguments @ [ path ]))
