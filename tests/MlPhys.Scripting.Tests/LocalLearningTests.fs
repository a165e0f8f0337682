module MlPhys.Scripting.Tests.LocalLearningTests

open MlPhys.Information
open MlPhys.LocalLearning
open Xunit

[<Fact>]
let ``the atoms of a gate read like a sentence`` () =
    let gate =
        JointDistribution.OfGate([ "left"; "right" ], "y", (fun x -> x.[0] ^^^ x.[1]))

    let atoms =
        PartialInformation.Of(gate).WithMeasure(RedundancyMeasure.SharedExclusions).WithAtoms([ "{left}" ]).Decompose()

    Assert.Equal(0.5849625007, atoms.["{left}"], 1e-9)
    Assert.Equal(-1.0, atoms.CoInformation, 1e-12)

[<Fact>]
let ``weighted outcomes are records`` () =
    let coin =
        JointDistribution.FromWeights([ "a" ], "y", [ Realisation([| 0 |], 0, 3.0); Realisation([| 1 |], 1, 1.0) ])

    Assert.Equal(coin.Entropy "a", coin.TargetInformation "a", 1e-12)

[<Fact>]
let ``a goal takes a list of tuples`` () =
    let goal =
        Goal.OfAtoms([ "F"; "C" ], [ "{F}{C}", 1.0; "{FC}", -0.5 ], residual = 0.1)

    Assert.Equal("own: +1 {F}{C} -0.5 {FC} +0.1 H(Y|X)", string goal)

[<Fact>]
let ``a memory is trained in one line`` () =
    let patterns = AssociativeMemory.RandomPatterns(20, 100, 1L)
    let memory = AssociativeMemory.Of(patterns).WithEpochs(100).Train()
    Assert.Equal(1.0, memory.Overlap(), 6)
