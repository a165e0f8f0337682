/// The examples on the pages that a reader sees first run as they stand.
module MlPhys.Scripting.Tests.PageTests

open System.IO
open System.Text.RegularExpressions
open Xunit

let pages =
    TheoryData<string>(
        Seq.append [ "README.md" ] (Directory.EnumerateFiles(Path.Combine(FsiScript.root, "docs"), "*.md"))
        |> Seq.map (fun path -> Path.GetRelativePath(FsiScript.root, Path.Combine(FsiScript.root, path)))
        |> Seq.filter (fun path -> File.ReadAllText(Path.Combine(FsiScript.root, path)).Contains "```fsharp")
    )

[<Theory>]
[<MemberData(nameof pages)>]
let ``the examples of a page run one after the other`` (page: string) =
    let text = File.ReadAllText(Path.Combine(FsiScript.root, page))

    let examples =
        Regex.Matches(text, "^```fsharp\n(.*?)^```", RegexOptions.Singleline ||| RegexOptions.Multiline)
        |> Seq.map (fun block -> block.Groups[1].Value)
        |> Seq.filter (fun example -> not (example.Contains "#r \"nuget:"))
        |> String.concat "\n"

    let script = Path.ChangeExtension(Path.GetTempFileName(), ".fsx")

    try
        File.WriteAllText(
            script,
            $"#load @\"{FsiScript.root}/MlPhys.fsx\"\n"
            + examples.Replace("#load \"MlPhys.fsx\"", "")
        )

        Assert.NotEmpty(FsiScript.run script [])
    finally
        File.Delete script
