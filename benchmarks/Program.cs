using BenchmarkDotNet.Running;
using MlPhys.Benchmarks;
using MlPhys.Benchmarks.Curvature;
using MlPhys.Benchmarks.Data;
using MlPhys.Benchmarks.Flows;
using MlPhys.Benchmarks.LocalLearning;
using MlPhys.Benchmarks.Notebooks;
using MlPhys.Benchmarks.Numerics;
using MlPhys.Benchmarks.Scaling;
using MlPhys.Benchmarks.SparseIdentification;
using MlPhys.Benchmarks.Torch;
using MlPhys.Benchmarks.Turbulence;

Experiment[] experiments =
[
    new MnistAccuracy(),
    new OtherImages(),
    new GoalSpeed(),
    new MemoryCapacityExperiment(),
    new GoalSearchExperiment(),
    new Acceptance(),
    new CaseDetails(),
    new SmallNets(),
    new KernelSpeed(),
    new FlowSpeed(),
    new DensityAcceptance(),
    new ModelAcceptance(),
    new ModelSpeed(),
    new TurbulenceAcceptance(),
    new TurbulenceSpeed(),
    new HessianSpeed(),
    new HessianTop(),
    new HessianMillion(),
    new KernelPhysics(),
    new DigitsScaling(),
    new ShuffledDigits(),
    new FieldAcceptance(),
    new SparseSpeed(),
    new KernelLatency(),
];
var comparisons = new Dictionary<string, Func<string[], int>>
{
    ["read-tables"] = ReadTables.Run,
    ["numerics"] = _ => AgainstScipy.Run(),
    ["notebook-overhead"] = _ => NotebookOverhead.Run(),
    ["torch"] = _ => TorchVersusPython.Run(),
    ["torch-optimizers"] = OptimizerSteps.Run,
    ["turbulence-reference"] = ReferenceFlow.Run,
    ["figures"] = arguments =>
    {
        BenchmarkRunner.Run<FigureBenchmarks>(args: arguments);
        return 0;
    },
};
foreach (var experiment in experiments)
    comparisons[experiment.Name] = arguments =>
    {
        experiment.Run(arguments);
        return 0;
    };

if (args is [var name, .. var rest] && comparisons.TryGetValue(name, out var run))
    return run(rest);
Console.Error.WriteLine($"the benchmarks are: {string.Join(", ", comparisons.Keys)}");
return args.Length == 0 ? 0 : 2;
