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

/// What the script printed; a failure of the test where it fails.
let run (script: string) (arguments: string list) =
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
    Assert.True((fsi.ExitCode = 0), errors.Result + output)
    output

/// The same with a file of the given content as last argument.
let runOn (script: string) (arguments: string list) (content: string) =
    let path = Path.GetTempFileName()

    try
        File.WriteAllText(path, content)
        run script (arguments @ [ path ])
    finally
        File.Delete path
