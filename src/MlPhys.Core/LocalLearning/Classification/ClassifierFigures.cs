using MlPhys.Figures;
using MlPhys.Information;

namespace MlPhys.LocalLearning;

/// <summary>The figures of a trained classifier.</summary>
internal static class ClassifierFigures
{
    private const int Decimals = 5;

    public static Figure Learning(IReadOnlyList<ClassifierEpoch> history) =>
        Figure
            .Titled("Learning by local goals")
            .WithXAxis("epoch")
            .WithYAxis("validation accuracy (%)")
            .WithLine(
                history.Select(e => (double)e.Epoch),
                history.Select(e => 100 * e.ValidationAccuracy),
                "validation"
            );

    /// <summary>Atoms that are ever beyond a hundredth of a bit.</summary>
    public static Figure Atoms(AtomHistoryRow[] rows)
    {
        var figure = Figure
            .Titled("What the neurons became")
            .WithXAxis("epoch")
            .WithYAxis("atom, mean over neurons (bits)");
        foreach (
            var atom in rows.GroupBy(row => row.Atom, StringComparer.Ordinal)
                .Where(a => a.Any(row => Math.Abs(row.Mean) > 0.01))
        )
            figure = figure.WithLine(
                atom.Select(row => (double)row.Epoch),
                atom.Select(row => row.Mean),
                AntichainNames.Label(atom.Key)
            );
        return figure;
    }

    /// <summary>A panel for each of the atoms that are largest at the end, a line for each neuron, their mean in black.</summary>
    public static Figure Neurons(NeuronAtomRow[] rows)
    {
        const int Panels = 6;
        var panels = rows.GroupBy(row => row.Atom, StringComparer.Ordinal)
            .OrderByDescending(atom =>
                atom.Where(row => row.Epoch == rows[^1].Epoch).Average(row => Math.Abs(row.Value))
            )
            .Take(Panels)
            .Select(Panel);
        return Figure.Grid("What each neuron became", 3, panels);

        static Figure Panel(IGrouping<string, NeuronAtomRow> atom)
        {
            var neurons = atom.GroupBy(row => row.Neuron).ToArray();
            var epochs = atom.GroupBy(row => row.Epoch).ToArray();
            return Figure
                .Titled(AntichainNames.Label(atom.Key))
                .WithSize(360, 300)
                .WithXAxis("epoch")
                .WithYAxis("bits")
                .WithLine(
                    neurons.SelectMany(n => n.Select(row => (double)row.Epoch).Append(double.NaN)),
                    neurons.SelectMany(n => n.Select(row => row.Value).Append(double.NaN)),
                    color: "#9bbcd8",
                    width: 0.7
                )
                .WithLine(
                    epochs.Select(e => (double)e.Key),
                    epochs.Select(e => e.Average(row => row.Value)),
                    color: "#000000"
                );
        }
    }

    /// <summary>Weights as images, to as many decimals as colours can show.</summary>
    public static Figure Fields(float[][] fields, int[] shape)
    {
        var (channels, height, width) = (shape[0], shape[1], shape[2]);
        var panels = fields.Select(
            (weights, neuron) =>
            {
                var image = new double[height, width];
                for (var c = 0; c < channels; c++)
                for (var i = 0; i < height; i++)
                for (var j = 0; j < width; j++)
                    image[height - 1 - i, j] += weights[(c * height + i) * width + j] / channels;
                for (var i = 0; i < height; i++)
                for (var j = 0; j < width; j++)
                    image[i, j] = Math.Round(image[i, j], Decimals);
                return Figure
                    .Titled($"neuron {neuron}")
                    .WithSize(220, 220)
                    .WithHeatMap(
                        Enumerable.Range(0, width).Select(j => (double)j),
                        Enumerable.Range(0, height).Select(i => (double)i),
                        image,
                        colorScale: "RdBu"
                    );
            }
        );
        return Figure.Grid("Receptive fields", (int)Math.Ceiling(Math.Sqrt(fields.Length)), panels);
    }
}
