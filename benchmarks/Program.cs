using BenchmarkDotNet.Running;
using MlPhys.Benchmarks;
using MlPhys.Benchmarks.Data;
using MlPhys.Benchmarks.LocalLearning;
using MlPhys.Benchmarks.Numerics;

switch (args)
{
    case ["read-tables", .. var rest]:
        return ReadTables.Run(rest);
    case ["numerics"]:
        return AgainstScipy.Run();
    case ["experiment", var name, .. var rest]:
        Experiment.Run(name, rest, [new MnistAccuracy()]);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ReadTables).Assembly).Run(args);
        return 0;
}
