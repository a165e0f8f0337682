module MlPhys.Scripting.Tests.SmokeTests

open MlPhys.Figures
open Xunit

[<Fact>]
let ``a figure is written as one chain with named optional arguments`` () =
    let figure =
        Figure
            .Titled("decay")
            .WithXAxis("t / s")
            .WithYAxis("n", log = true)
            .WithLine([ 0.0; 1.0; 2.0 ], [ 1.0; 0.5; 0.25 ], name = "law")

    Assert.Equal(1, figure.Panels.[0].Traces.Length)
