(**
# Local goals beyond digits

The same neurons, with goals that were optimised for digits, on clothes (Fashion-MNIST) and on small photographs (CIFAR-10, with the goal that Schneider et al.
optimised there); and two variants of the network: the output fed back as context instead of the label, and two hidden layers.

The images come from `./build.sh data`. The runs here are short; `benchmarks/results/other-images.csv` holds longer ones.
*)

#load "../MlPhys.fsx"

open System
open System.IO
open MlPhys.Data
open MlPhys.Figures
open MlPhys.LocalLearning

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"
let hidden = if isFast then 12 else 100

let sets = [
    for name, load, goal, epochs in
        [
            "Fashion-MNIST", (fun () -> Datasets.FashionMnist()), Goals.Trivariate.Optimised, 10
            "CIFAR-10", (fun () -> Datasets.Cifar10()), Goals.Trivariate.OptimisedCifar, 5
        ] do
        try
            let images = load ()
            let train = if isFast then images.Train.Take 1500 else images.Train
            let test = if isFast then images.Test.Take 500 else images.Test
            name, train, test, goal, (if isFast then 1 else epochs)
        with :? FileNotFoundException as missing ->
            printfn "%s" missing.Message
]

(**
## Clothes and photographs

Beside back-propagation with as many rectified units and as many epochs.
*)

let measured = [
    for name, train, test, goal, epochs in sets ->
        let local =
            InfomorphicClassifier.Of(train).WithHidden(hidden).WithGoal(goal).WithEpochs(epochs).WithSeed(1).Train()

        let ``global`` =
            BackpropClassifier.Of(train).WithHidden(hidden).WithEpochs(epochs).WithSeed(1).Train()

        name, local, 100.0 * local.Accuracy test, 100.0 * ``global``.Accuracy test
]

for name, _, local, ``global`` in measured do
    printfn "%-14s local goals %.2f %%, back-propagation %.2f %%" name local ``global``

(** What the first neurons look for in clothes; red above and blue below zero. *)

match measured with
| (_, local, _, _) :: _ -> display (local.ReceptiveFieldsFigure(if isFast then 4 else 16)) |> ignore
| [] -> ()

(**
## Feedback and depth

With feedback no hidden neuron is told the label: its context is what the network itself said a pass before. With two layers the second hears the first. Each
neuron still learns from its own inputs alone.
*)

let digits = Datasets.Mnist()
let train = if isFast then digits.Train.Take 1500 else digits.Train
let test = if isFast then digits.Test.Take 500 else digits.Test

let network =
    InfomorphicClassifier
        .Of(train)
        .WithHidden(hidden)
        .WithGoal(Goals.Trivariate.Optimised)
        .WithEpochs(if isFast then 1 else 5)
        .WithSeed(1)

let variants = [
    "label as context", network
    "output fed back as context", network.WithFeedback()
    "two hidden layers", network.WithHidden(hidden, hidden)
]

let curves = [ for name, variant in variants -> name, variant.Train() ]

for name, trained in curves do
    printfn "%-28s %.2f %%" name (100.0 * trained.Accuracy test)

let blank =
    Figure.Titled("Digits: three ways to wire the same neurons").WithXAxis("epoch").WithYAxis("validation accuracy (%)")

(blank, curves)
||> List.fold (fun figure (name, trained) ->
    figure.WithLine(
        [ for epoch in trained.History -> float epoch.Epoch ],
        [ for epoch in trained.History -> 100.0 * epoch.ValidationAccuracy ],
        name = name
    ))
|> display
