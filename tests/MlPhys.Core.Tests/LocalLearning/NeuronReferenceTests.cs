using System.Text.Json;
using MlPhys.Information;
using MlPhys.LocalLearning;

namespace MlPhys.Core.Tests.LocalLearning;

/// <summary>Bins, firing, atoms and all gradients against cases computed by another program.</summary>
public class NeuronReferenceTests
{
    private static readonly string[] Order2 = ["{1}", "{2}", "{1}{2}", "{12}"];

    private static readonly string[] Order3 =
    [
        .. "{1}{2}{3} {1}{2} {1}{3} {2}{3} {1}{23} {2}{13} {3}{12} {1} {2} {3}".Split(' '),
        .. "{12}{13}{23} {12}{13} {12}{23} {13}{23} {12} {13} {23} {123}".Split(' '),
    ];

    [Theory]
    [InlineData("trivariate_4bins")]
    [InlineData("bivariate_hidden")]
    public void A_neuron_agrees(string name)
    {
        var known = JsonDocument
            .Parse(
                File.ReadAllText(
                    Path.Combine(Repository.Root, "tests/MlPhys.Core.Tests/LocalLearning/Reference/neuron-cases.json")
                )
            )
            .RootElement.GetProperty("cases")
            .GetProperty(name);
        var sources = known.GetProperty("n").GetInt32();
        var order = sources == 2 ? Order2 : Order3;
        var (inputs, z) = Inputs(known, sources);
        string[] names = [.. Enumerable.Range(1, sources).Select(i => $"{i}")];
        var gamma = Numbers(known.GetProperty("gamma"));
        var goal = Goal.OfAtoms(names, order.Select((atom, i) => Tuple.Create(atom, gamma[i])), gamma[^1]);

        var found = Neuron.Evaluate(Model(known, names), goal, z);

        var bins = known.GetProperty("bin_index").EnumerateArray().Select(Numbers).ToArray();
        for (var b = 0; b < bins.Length; b++)
        for (var s = 0; s < sources; s++)
            Assert.Equal(bins[b][s], found.Bins[s, b]);
        Agree(Numbers(known.GetProperty("theta")), found.Firing, 1e-12);
        var atoms = Numbers(known.GetProperty("atoms_then_H_res"));
        Agree(atoms[..^1], [.. order.Select(atom => found.AtomValues[At(goal, atom)])], 1e-10);
        Assert.Equal(atoms[^1], found.ResidualEntropy, 1e-10);
        Assert.Equal(known.GetProperty("G").GetDouble(), found.GoalValue, 1e-10);
        Agree(Numbers(known.GetProperty("dG_dtheta")), found.FiringGradient, 1e-10);
        var weights = known.GetProperty("dG_dW").EnumerateArray().Select(Numbers).ToArray();
        var biases = Numbers(known.GetProperty("dG_db"));
        for (var s = 0; s < sources; s++)
        {
            var delta = Enumerable.Range(0, bins.Length).Select(b => found.InputGradient[s, b]).ToArray();
            Agree(
                weights[s],
                [.. weights[s].Select((_, j) => delta.Select((d, b) => d * inputs[s][b][j]).Sum())],
                1e-10
            );
            Assert.Equal(biases[s], delta.Sum(), 1e-10);
        }
    }

    private static int At(Goal goal, string atom) =>
        goal.Atoms.IndexOf(new AntichainNames(goal.Sources).Write(new AntichainNames(goal.Sources).Read(atom)));

    private static NeuronModel Model(JsonElement known, string[] names)
    {
        var activation = known.GetProperty("activation");
        var binning = known.GetProperty("binning");
        return NeuronModel.Of(
            "reference",
            names,
            Activation.Modulated(activation.GetProperty("g0").GetDouble(), Numbers(activation.GetProperty("a"))),
            Numbers(known.GetProperty("bins_per_axis"))
                .Select(bins =>
                    binning.GetProperty("type").GetString() == "adaptive"
                        ? Binning.Adaptive((int)bins)
                        : Binning.Fixed(
                            (int)bins,
                            binning.GetProperty("lo").GetDouble(),
                            binning.GetProperty("hi").GetDouble()
                        )
                )
        );
    }

    private static (double[][][] Inputs, double[,] Z) Inputs(JsonElement known, int sources)
    {
        double[][][] inputs =
        [
            .. known.GetProperty("X").EnumerateArray().Select(x => x.EnumerateArray().Select(Numbers).ToArray()),
        ];
        var weights = known.GetProperty("W").EnumerateArray().Select(Numbers).ToArray();
        var biases = Numbers(known.GetProperty("b"));
        var z = new double[sources, inputs[0].Length];
        for (var s = 0; s < sources; s++)
        for (var b = 0; b < inputs[s].Length; b++)
            z[s, b] = biases[s] + inputs[s][b].Zip(weights[s], (x, w) => x * w).Sum();
        return (inputs, z);
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];

    private static void Agree(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], tolerance);
    }
}
