using BenchmarkDotNet.Running;
using MlPhys.Benchmarks;
using MlPhys.Benchmarks.Data;
using MlPhys.Benchmarks.LocalLearning;
using MlPhys.Benchmarks.Torch;

switch (args)
{
    case ["read-tables", .. var rest]:
        return ReadTables.Run(rest);
    case ["torch-optimizers", .. var rest]:
        return OptimizerSteps.Run(rest);
    case ["experiment", var name, .. var rest]:
        Experiment.Run(name, rest, [new MnistAccuracy()]);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ReadTables).Assembly).Run(args);
        return 0;
}
