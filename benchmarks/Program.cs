using MlPhys.Benchmarks;
using MlPhys.Benchmarks.LocalLearning;

// `experiment NAME` runs a long measurement once, resumably; anything else is for BenchmarkDotNet.
if (args is ["experiment", var name, .. var rest])
    Experiment.Run(name, rest, [new MnistAccuracy()]);
else
    BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
