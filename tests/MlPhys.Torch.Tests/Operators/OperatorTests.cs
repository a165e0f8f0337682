using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Torch.Tests.Operators;

public class OperatorTests
{
    /// <summary>What only makes sense inside a dual level or on a tensor of a graph; their own tests call them.</summary>
    private static readonly HashSet<string> CalledElsewhere = ["dual_parts", "keep_grad"];

    [Fact]
    public void Every_operator_of_the_tables_runs()
    {
        torch.manual_seed(1);
        var failures = new List<string>();
        foreach (var method in Catalogue.Methods.Where(Catalogue.IsCallable))
        {
            if (CalledElsewhere.Contains(method.Name))
                continue;
            using var scope = NewDisposeScope();
            try
            {
                Assert.All(Call(method, Samples.Leaf(method)), result => Assert.False(result.IsInvalid));
            }
            catch (Exception failure)
            {
                failures.Add($"{Catalogue.Signature(method)}: {failure.InnerException?.Message ?? failure.Message}");
            }
        }
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    [Fact]
    public void Every_operator_is_reached_by_some_overload()
    {
        var called = Catalogue.Methods.Where(Catalogue.IsCallable).Select(Catalogue.Operator).ToHashSet();
        called.Add("normal.float_float");
        Assert.Equal([5L, 2], torch.normal(0, 1, [5, 2]).shape);
        Assert.Subset(called, Catalogue.Methods.Select(Catalogue.Operator).ToHashSet());
    }

    /// <summary>Calls a method on a leaf; the tensors that it returns.</summary>
    internal static IReadOnlyList<Tensor> Call(MethodInfo method, Tensor leaf)
    {
        var prepared = Samples.Prepare(method, leaf);
        var inPlace = method.Name.EndsWith('_') && !method.IsStatic;
        var self =
            method.IsStatic ? null
            : inPlace ? prepared.clone()
            : prepared;
        var arguments = Array.ConvertAll(method.GetParameters(), p => Samples.Argument(method, p, prepared));
        return Tensors(method.Invoke(self, arguments)).ToList();
    }

    private static IEnumerable<Tensor> Tensors(object? result) =>
        result switch
        {
            Tensor tensor => [tensor],
            Tensor[] list => list,
            System.Runtime.CompilerServices.ITuple tuple => Enumerable
                .Range(0, tuple.Length)
                .SelectMany(i => Tensors(tuple[i])),
            _ => [],
        };
}
