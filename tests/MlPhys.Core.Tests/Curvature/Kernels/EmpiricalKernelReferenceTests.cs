using System.Text.Json;
using MlPhys.Curvature.Kernels;
using static TorchSharp.torch;

namespace MlPhys.Core.Tests.Curvature.Kernels;

public class EmpiricalKernelReferenceTests
{
    private static readonly int[] Sizes = [3, 5, 4, 2];
    private static readonly JsonElement Cases = KernelReference.Root.GetProperty("empirical_ntk_and_observables");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Kernels_and_observables_meet_the_reference(int index)
    {
        var reference = Cases.GetProperty("cases")[index];
        using var scope = NewDisposeScope();
        var network = Network(reference.GetProperty("activation").GetString()!);
        var x = from_array(KernelReference.Matrix(Cases.GetProperty("inputs")));
        KernelReference.AssertNear(
            KernelReference.Matrix(reference.GetProperty("outputs")),
            (double[,])network.call(x).detach().data<double>().ToNDArray()
        );
        var kernel = EmpiricalKernel.Of(network).WithRates(Rate);
        var full = kernel.Full(x);
        var trace = kernel.Trace(x);
        KernelReference.AssertNear(KernelReference.Matrix(reference.GetProperty("ntk_full_sample_major")), full.Values);
        KernelReference.AssertNear(KernelReference.Matrix(reference.GetProperty("ntk_trace")), trace.Values);
        var clip = EigenvalueClip.Absolute();
        KernelReference.AssertNear(reference.GetProperty("observables_full"), full.Observables(clip), full.Values);
        KernelReference.AssertNear(
            reference.GetProperty("observables_trace"),
            trace.Observables(clip),
            trace.Values,
            KernelReference.Matrix(Cases.GetProperty("targets"))
        );
    }

    /// <summary>Acting weights sw W / sqrt(fan-in) and sb b: derivatives by W and b need the squares of the factors as rates.</summary>
    private static double Rate(string name) =>
        name.EndsWith("bias", StringComparison.Ordinal) ? 0.25 : 2.0 / Sizes[Layer(name)];

    private static int Layer(string name) => (name[0] - '0') / 2;

    private static nn.Module<Tensor, Tensor> Network(string activation)
    {
        var modules = new List<nn.Module<Tensor, Tensor>>();
        for (var l = 0; l < 3; l++)
        {
            var (fanIn, fanOut) = (Sizes[l], Sizes[l + 1]);
            var dense = nn.Linear(fanIn, fanOut, dtype: float64);
            using var untracked = no_grad();
            for (var j = 0; j < fanOut; j++)
            {
                for (var i = 0; i < fanIn; i++)
                    dense.weight[j, i] = Math.Sqrt(2.0 / fanIn) * Math.Sin(1.3 * (i + 1) * (j + 2) + 0.7 * l);
                dense.bias![j] = 0.5 * Math.Cos(0.9 * (j + 1) + 0.4 * l);
            }
            modules.Add(dense);
            if (l < 2)
                modules.Add(
                    activation switch
                    {
                        "relu" => nn.ReLU(),
                        "tanh" => nn.Tanh(),
                        _ => new ErrorFunctionModule(),
                    }
                );
        }
        return nn.Sequential(modules);
    }

    private sealed class ErrorFunctionModule() : nn.Module<Tensor, Tensor>("erf")
    {
        public override Tensor forward(Tensor input) => input.erf();
    }
}
