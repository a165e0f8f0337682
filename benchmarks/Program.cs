using BenchmarkDotNet.Running;
using MlPhys.Benchmarks.Torch;

if (args is ["torch", ..])
    TorchVersusPython.Run("benchmarks/peers/torch_peer.py", "benchmarks/results/torch.csv");
else
    BenchmarkSwitcher.FromAssembly(typeof(TorchVersusPython).Assembly).Run(args);
