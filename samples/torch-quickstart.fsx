// A small network learns sin(3x) from noisy points. Run it after a build:
//   dotnet fsi samples/torch-quickstart.fsx
#r "../src/MlPhys.Torch/bin/Debug/net10.0/MlPhys.Torch.dll"

open TorchSharp

torch.manual_seed 1L |> ignore

let x = torch.linspace(-1.0, 1.0, 256L).reshape(256L, 1L)
let y = (x * 3.0).sin() + torch.randn (256L, 1L) * 0.05

/// Weights and biases of a 1-32-32-1 network.
let layers =
    [ (1L, 32L); (32L, 32L); (32L, 1L) ]
    |> List.map (fun (inputs, outputs) ->
        let weight = torch.randn (inputs, outputs) / sqrt (float inputs)
        weight.requires_grad_ (), torch.zeros (outputs, requires_grad = true))

let predict (input: torch.Tensor) =
    layers
    |> List.indexed
    |> List.fold
        (fun (activity: torch.Tensor) (i, (weight, bias)) ->
            let sum = torch.addmm (bias, activity, weight)
            if i < layers.Length - 1 then sum.tanh () else sum)
        input

let parameters =
    layers |> List.collect (fun (weight, bias) -> [ weight; bias ]) |> List.toArray

for step in 0..6000 do
    use scope = torch.NewDisposeScope()
    let loss = (predict x - y).square().mean()
    let gradients = torch.autograd.grad ([| loss |], parameters)
    use unrecorded = torch.no_grad ()

    for parameter, gradient in Seq.zip parameters gradients do
        parameter.sub_ (gradient * 0.2) |> ignore

    if step % 2000 = 0 then
        printfn $"step %4d{step}: loss %.5f{loss.ToDouble()}"

let deviation = (predict x - (x * 3.0).sin()).abs().mean().ToDouble()
printfn $"mean deviation from sin(3x): %.3f{deviation}"

if deviation > 0.05 then
    failwith "the network did not learn"
