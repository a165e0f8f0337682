/// The examples on the pages that a reader sees first run as they stand.
module MlPhys.Scripting.Tests.PageTests

open System.Diagnostics
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

    let script =
        $"#load @\"{FsiScript.root}/MlPhys.fsx\"\n"
        + examples.Replace("#load \"MlPhys.fsx\"", "")

    FsiScript.withFile ".fsx" script (fun path -> Assert.NotEmpty(FsiScript.run path []))

let readme = File.ReadAllText(Path.Combine(FsiScript.root, "README.md"))

[<Fact>]
let ``what the README shows and links to is there`` () =
    let links =
        Regex.Matches(readme, @"\]\(([^)#:]+)\)")
        |> Seq.map (fun link -> link.Groups[1].Value)

    Assert.NotEmpty links

    for link in links do
        Assert.True(Path.Exists(Path.Combine(FsiScript.root, link)), link)

[<Fact>]
let ``the README shows the measurements that are kept`` () =
    let start =
        ProcessStartInfo("python3", [ "build/measured.py"; "--check" ], WorkingDirectory = FsiScript.root)

    use check = nonNull (Process.Start start)
    check.WaitForExit()
    Assert.Equal(0, check.ExitCode)
