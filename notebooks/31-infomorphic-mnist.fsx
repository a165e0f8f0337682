(**
# Neurons with goals of their own read digits

No gradient travels through this network. Each hidden neuron sees an image (F), is told the label while it learns (C), and hears its neighbours (L); from the joint
table of its own inputs and its own output it computes 18 atoms of information and follows the gradient of *its own goal*, a weighted sum of atoms.
The set-up and the goals are those of Schneider et al. (ICLR 2025, arXiv 2412.02482). Because the goal is information, one can ask afterwards what each neuron has
become.

The images come from `./build.sh data mnist`. The full run trains for 12 epochs; the paper trained longer, and `benchmarks/results/mnist-accuracy.csv` holds the
numbers measured here after 100.
*)

#load "../MlPhys.fsx"

open System
open MlPhys.Data
open MlPhys.Figures
open MlPhys.LocalLearning

let isFast = Environment.GetEnvironmentVariable "MLPHYS_FAST" = "1"
let epochs = if isFast then 1 else 12
let widths = if isFast then [ 10 ] else [ 10; 30; 100 ]

let mnist = Datasets.Mnist()
let train = if isFast then mnist.Train.Take 3000 else mnist.Train
let test = if isFast then mnist.Test.Take 1000 else mnist.Test
printfn "%O" train

(**
## The goals

The heuristic goal can be said in words: be told the same by image and label, and not what the neighbours say already. The optimised goal came from a search;
four of its weights carry most of it.
*)

for goal in [ Goals.Trivariate.Heuristic; Goals.Trivariate.FourWeights ] do
    printfn "%O" goal

(**
## One hundred neurons

The validation accuracy is measured on images that were not trained on, without labels.
*)

let train100 =
    InfomorphicClassifier
        .Of(train)
        .WithHidden(if isFast then 20 else 100)
        .WithGoal(Goals.Trivariate.Optimised)
        .WithEpochs(epochs)
        .WithAtomsEvery(2)
        .WithSeed(1)
        .Train()

printfn "test accuracy %.2f %%" (100.0 * train100.Accuracy test)
display (train100.Figure())

(**
## What the neurons became

Means over the neurons, in bits. H(Y|X) is what the inputs leave open: the noise that a neuron keeps.
*)

display (train100.AtomsFigure())

(** No two neurons are alike: the atoms of each over training, a thin line a neuron, the mean in black. *)

display (train100.NeuronAtomsFigure())

(** What they see: weights from the image, red above and blue below zero. *)

display (train100.ReceptiveFieldsFigure(if isFast then 4 else 16))

(**
## Accuracy against width, beside back-propagation

The same batches and the same optimiser; the peer is a network of rectified units with a global gradient. Published values (dashed, medians read from
the paper's figure: optimised goal, dense lateral connections) were trained longer.
*)

let infomorphic = [
    for width in widths ->
        let trained =
            InfomorphicClassifier
                .Of(train)
                .WithHidden(width)
                .WithGoal(Goals.Trivariate.Optimised)
                .WithEpochs(epochs)
                .WithSeed(2)
                .Train()

        100.0 * trained.Accuracy test
]

let backprop = [
    for width in widths ->
        let trained =
            BackpropClassifier.Of(train).WithHidden(width).WithEpochs(epochs / 3 + 1).WithSeed(2).Train()

        100.0 * trained.Accuracy test
]

for width, local, ``global`` in List.zip3 widths infomorphic backprop do
    printfn "%4d neurons: local goals %.2f %%, back-propagation %.2f %%" width local ``global``

let published = [ 10.0, 84.4; 100.0, 95.2; 500.0, 96.5 ]
let columns = widths |> List.map float

Figure
    .Titled("MNIST: local goals and a global gradient")
    .WithXAxis("hidden neurons", log = true)
    .WithYAxis("test accuracy (%)")
    .WithLine(columns, infomorphic, name = "local goals, measured here")
    .WithMarkers(columns, infomorphic)
    .WithLine(columns, backprop, name = "back-propagation, measured here")
    .WithMarkers(columns, backprop)
    .WithLine(published |> List.map fst, published |> List.map snd, name = "local goals, published", dashed = true)
|> display

(**
## What a random layer is worth

The same network with hidden neurons that stay as they were drawn, and with none at all. Neurons that are not taught are best asked for their more
probable output; that comes out as the paper's random layer (published: 80.6 % with 100 neurons). If their outputs are drawn at random, as those of neurons that
learn are, almost nothing is left: the small drawn weights make the two outputs nearly equally likely.
*)

let random =
    InfomorphicClassifier.Of(train).WithHidden(if isFast then 20 else 100).WithGoal(Goals.Context.Heuristic)

let others = [
    "random hidden layer", random.WithRandomHidden()
    "the same, outputs drawn", random.WithRandomHidden(sampled = true)
    "output neurons alone", InfomorphicClassifier.Of(train).WithHidden()
]

for name, classifier in others do
    let trained = classifier.WithEpochs(epochs).WithSeed(3).Train()
    printfn "%-24s %.2f %%" name (100.0 * trained.Accuracy test)
