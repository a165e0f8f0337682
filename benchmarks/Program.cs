using BenchmarkDotNet.Running;
using MlPhys.Benchmarks;
using MlPhys.Benchmarks.Data;
using MlPhys.Benchmarks.LocalLearning;
using MlPhys.Benchmarks.Numerics;
using MlPhys.Benchmarks.SparseIdentification;
using MlPhys.Benchmarks.Torch;

return args switch
{
    ["read-tables", .. var rest] => ReadTables.Run(rest),
    ["sparse-speed", .. var rest] => SparseSpeed.Run(rest),
    ["numerics"] => AgainstScipy.Run(),
    ["experiment", var name, .. var rest] => Experiment.Run(name, rest, [new MnistAccuracy(), new Acceptance()]),
    ["torch"] => TorchVersusPython.Run(),
    ["torch-optimizers", .. var rest] => OptimizerSteps.Run(rest),
    _ => Switch(args),
};

static int Switch(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(ReadTables).Assembly).Run(arguments);
    return 0;
}
