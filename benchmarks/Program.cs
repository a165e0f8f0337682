using BenchmarkDotNet.Running;
using MlPhys.Benchmarks;
using MlPhys.Benchmarks.Data;
using MlPhys.Benchmarks.LocalLearning;
using MlPhys.Benchmarks.Numerics;
using MlPhys.Benchmarks.Torch;

return args switch
{
    ["read-tables", .. var rest] => ReadTables.Run(rest),
    ["numerics"] => AgainstScipy.Run(),
    ["torch"] => TorchVersusPython.Run(),
    ["torch-optimizers", .. var rest] => OptimizerSteps.Run(rest),
    ["experiment", var name, .. var rest] => Experiment.Run(
        name,
        rest,
        [new MnistAccuracy(), new GoalSpeed(), new MemoryCapacityExperiment(), new GoalSearchExperiment()]
    ),
    _ => Switch(args),
};

static int Switch(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(ReadTables).Assembly).Run(arguments);
    return 0;
}
