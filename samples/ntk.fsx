// Tangent-kernel observables of a saved perceptron on a saved batch, as JSON:
//   dotnet fsi samples/ntk.fsx MODEL.npz BATCH.npz [ACTIVATION]
// MODEL holds weights_0 [fan-out, fan-in], biases_0 [fan-out], weights_1, ... of the layers in order; BATCH holds x [samples, inputs] and,
// optionally, y [samples, outputs]. ACTIVATION is relu (the default), tanh or erf. Kernels are by the weights as they stand.
#load "../MlPhys.fsx"

open System
open System.Collections.Generic
open System.Text.Json
open MlPhys.Curvature.Kernels
open MlPhys.Data
open MlPhys.Training
open TorchSharp

let matrix (array: NdArray) =
    let values = array.Doubles()
    let columns = if array.Shape.Count > 1 then array.Shape.[1] else 1
    Array2D.init array.Shape.[0] columns (fun i j -> values.[i * columns + j])

let array (path: string) (arrays: IReadOnlyDictionary<string, NdArray>) name =
    match arrays.TryGetValue name with
    | true, found -> found
    | _ -> invalidArg name $"'{path}' holds no array '{name}', only {String.Join(',', arrays.Keys)}"

let network (path: string) activation =
    let arrays = Npz.Read path

    let layers =
        Seq.initInfinite id
        |> Seq.takeWhile (fun l -> arrays.ContainsKey $"weights_{l}")
        |> Seq.length

    if layers < 2 then
        invalidArg "MODEL" $"'{path}' holds {layers} layers weights_0, weights_1, ...; at least 2 are needed"

    Mlp.Of(
        Parametrisation.Standard(),
        activation,
        Array.init layers (fun l -> matrix arrays.[$"weights_{l}"] |> Array2D.map float32),
        Array.init layers (fun l -> (array path arrays $"biases_{l}").Doubles() |> Array.map float32)
    )

let observables (kernel: TangentKernel) =
    let o = kernel.Observables()

    dict [
        "size", float o.Size
        "trace", o.Trace
        "meanEigenvalue", o.MeanEigenvalue
        "entropy", o.Entropy
        "effectiveRank", o.EffectiveRank
        "participationRatio", o.ParticipationRatio
        "selfEntropy", o.SelfEntropy
        "largest", o.Largest
    ]

let report (model: string) (batch: string) (activation: string) =
    let activation =
        match Enum.TryParse<MlpActivation>(activation, ignoreCase = true) with
        | true, known -> known
        | _ -> invalidArg "ACTIVATION" $"there is no activation '{activation}', expected relu, tanh or erf"

    let arrays = Npz.Read batch
    let inputs = matrix (array batch arrays "x")
    let network = network model activation

    if Array2D.length2 inputs <> network.Shape.Inputs then
        invalidArg
            "x"
            $"'{batch}' has {Array2D.length2 inputs} inputs a sample; the network takes {network.Shape.Inputs}"

    let x = torch.from_array (inputs |> Array2D.map float32)
    let kernel = EmpiricalKernel.Of(network.ToModule())
    let trace = kernel.Trace x
    let check = kernel.Verify(x.narrow (0, 0, min 4L x.shape.[0]))

    let targets =
        match arrays.TryGetValue "y" with
        | true, y ->
            let target = KernelMatrix.OfTargets(matrix y)

            dict [
                "alignment", KernelMatrix.Alignment(trace.Values, target)
                "centredAlignment", KernelMatrix.CentredAlignment(trace.Values, target)
            ]
        | _ -> dict []

    {|
        outputs = trace.Outputs
        full = observables (kernel.Full x)
        trace = observables trace
        targets = targets
        deviationFromExplicitJacobian = check.Deviation
    |}

let print (model: string) (batch: string) activation =
    try
        JsonSerializer.Serialize(report model batch activation, JsonSerializerOptions(WriteIndented = true))
        |> printfn "%s"
    with refusal ->
        eprintfn "%s" refusal.Message
        exit 1

match fsi.CommandLineArgs |> Array.skip 1 with
| [| model; batch |] -> print model batch "relu"
| [| model; batch; activation |] -> print model batch activation
| _ ->
    eprintfn "usage: dotnet fsi samples/ntk.fsx MODEL.npz BATCH.npz [relu | tanh | erf]"
    exit 2
