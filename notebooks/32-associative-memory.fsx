(**
# A memory of neurons that want to agree

In an associative memory each neuron holds one bit of every pattern. Hebb's rule stores 0.14 patterns per neuron before recall breaks down (Hopfield 1982; Amit,
Gutfreund and Sompolinsky 1985). Here each neuron is shown its bit from outside (E) while it learns, hears the others (I), and increases one atom of information: the
*redundancy* of the two. The authors of arXiv 2511.02584 publish a capacity of 1.59 patterns per neuron.
*)

#load "../MlPhys.fsx"

open System
open MlPhys.Figures
open MlPhys.LocalLearning

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"

(**
## Twenty patterns in a hundred neurons

The sum of the goals cannot exceed the entropy of the bits over the patterns, a little under one bit a neuron.
*)

let patterns = AssociativeMemory.RandomPatterns(20, 100, 1L)
let memory = AssociativeMemory.Of(patterns)
let learned = memory.WithEpochs(100).Train()

printfn "sum of goals     %.2f bits" learned.GoalSums.[99]
printfn "overlap          %.3f" (learned.Overlap())
printfn "overlap by Hebb  %.3f" (memory.TrainByHebb().Overlap())
display (learned.Figure())

(** A pattern with a tenth of its bits turned round comes back. *)

let whole = [| for n in 0..99 -> patterns.[0, n] |]
let damaged = whole |> Array.mapi (fun n bit -> if n % 10 = 0 then -bit else bit)

let agreement a b =
    Array.map2 (fun x y -> x * y) a b |> Array.averageBy float

printfn "overlap before recall %.2f, after %.2f" (agreement whole damaged) (agreement whole (learned.Recall damaged))

(**
## Capacity

Mean overlap after recall against the load, with standard errors over seeds. The loads are trained for 1000 epochs here; the paper allows 5000
(`benchmarks/results/memory-capacity.csv` holds such runs), and the last patterns come late.
*)

let capacity =
    MemoryCapacity.Measure(
        (if isFast then 30 else 100),
        (if isFast then
             [ 0.2; 1.0 ]
         else
             [ 0.1; 0.2; 0.5; 1.0; 1.25; 1.5; 1.75 ]),
        (if isFast then [ 1L ] else [ 1L; 2L; 3L ]),
        epochs = (if isFast then 50 else 1000)
    )

for load, rows in capacity.Rows |> Seq.groupBy (fun row -> row.Load) do
    printfn
        "load %.2f: overlap %.3f, Hebb %.3f"
        load
        (rows |> Seq.averageBy (fun row -> row.Overlap))
        (rows |> Seq.averageBy (fun row -> row.HebbOverlap))

printfn "overlap falls below 0.95 at a load of %.2f" (capacity.Crossing())
display (capacity.Figure())
