// A network that learns a damped oscillation, from first tensor to saved file:
//   dotnet fsi samples/torch-quickstart.fsx
#load "../MlPhys.fsx"

open System.IO
open TorchSharp

torch.manual_seed 1L |> ignore

// Data: 200 noisy measurements of x(t) = exp(-t/4) cos(2t).
let time = torch.linspace (0., 8., 200L, torch.float64)
let truth = (-time / 4.).exp() * (2. * time).cos()
let measured = truth + 0.05 * torch.randn (200L, torch.float64)

/// The network sees time scaled to [-1, 1]. Fields that hold modules are its parameters.
type Oscillation() as this =
    inherit torch.nn.Module<torch.Tensor, torch.Tensor>("oscillation")

    let layers =
        torch.nn.Sequential(
            torch.nn.Linear(1L, 32L),
            torch.nn.Tanh(),
            torch.nn.Linear(32L, 32L),
            torch.nn.Tanh(),
            torch.nn.Linear(32L, 1L)
        )

    do this.RegisterComponents()

    override _.forward(t) =
        layers.call((t / 4. - 1.).unsqueeze(1L)).squeeze(1L)

let network = (new Oscillation()).``double``()
printfn "%d parameters" (network.parameters () |> Seq.sumBy _.numel())

// Adam for the rough shape, its rate falling along half a cosine.
let meanSquare = torch.nn.MSELoss()
let adam = torch.optim.Adam(network.parameters (), lr = 0.01)
let schedule = torch.optim.lr_scheduler.CosineAnnealingLR(adam, 400.)

for _ in 1..400 do
    use scope = torch.NewDisposeScope()
    adam.zero_grad ()
    let loss = meanSquare.call (network.call time, measured)
    loss.backward ()
    adam.step () |> ignore
    schedule.step ()

// A few quasi-Newton steps for the rest.
let lbfgs =
    torch.optim.LBFGS(network.parameters (), lr = 1., max_iter = 30L, line_search_fn = "strong_wolfe")

lbfgs.step (fun () ->
    lbfgs.zero_grad ()
    let loss = meanSquare.call (network.call time, measured)
    loss.backward ()
    loss)
|> ignore

let rootMeanSquare (difference: torch.Tensor) =
    difference.square().mean().sqrt().item<float>()

let fitted = network.call(time).detach()

printfn
    "off the measurements by %.3f, off the truth by %.3f"
    (rootMeanSquare (fitted - measured))
    (rootMeanSquare (fitted - truth))

// The slope dx/dt by automatic differentiation.
let moment = torch.tensor([| 1. |]).requires_grad_()

let slope =
    torch.autograd.grad ([| network.call moment |], [| moment |])
    |> Seq.exactlyOne
    |> _.item<float>()

let exact = exp -0.25 * (-cos 2. / 4. - 2. * sin 2.)
printfn "slope at t = 1: %.2f (exact: %.2f)" slope exact

// Weights go into a file that Python reads too, and come back to the bit.
let file =
    Path.Combine(Path.GetTempPath(), $"oscillation-{System.Environment.ProcessId}.safetensors")

network.save_safetensors file |> ignore
let again = (new Oscillation()).``double``().load_safetensors file
printfn "saved and loaded: %b" (again.call(time).detach().Equals(fitted))
File.Delete file
