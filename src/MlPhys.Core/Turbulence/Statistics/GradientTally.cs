namespace MlPhys.Turbulence.Statistics;

/// <summary>Collects what <see cref="GradientStatistics"/> needs of each tensor.</summary>
internal sealed class GradientTally(int blocks, double kolmogorovTime)
{
    private const int Bins = 80;
    private const int Cells = 96;
    private const double ReachR = 2;
    private const double ReachQ = 3;
    private readonly double[,] cells = new double[Cells, Cells];
    private readonly double[] scaled = new double[9];
    private readonly double[] room = new double[14];

    // <A_ii²> = <A:A>/15 and <A_ij²> = 2 <A:A>/15 in an isotropic flow.
    private readonly double longitudinal = Math.Sqrt(15);
    private readonly double transverse = Math.Sqrt(7.5);

    public BlockSums Sums { get; } = new(blocks, StatisticList.Sums);

    public DensityCounter Longitudinal { get; } = new("longitudinal", blocks, -12, 12, Bins);

    public DensityCounter Transverse { get; } = new("transverse", blocks, -12, 12, Bins);

    public DensityCounter Shape { get; } = new("s*", blocks, -1, 1, Bins / 2);

    public DensityCounter[] Alignments { get; } =
    [
        new("extending axis e1", blocks, 0, 1, Bins / 2),
        new("middle axis e2", blocks, 0, 1, Bins / 2),
        new("compressing axis e3", blocks, 0, 1, Bins / 2),
    ];

    public DensityCounter Dissipation { get; } = new("ln of the dissipation", blocks, -8, 5, Bins);

    public DensityCounter Enstrophy { get; } = new("ln of the enstrophy", blocks, -8, 5, Bins);

    public void Add(int block, ReadOnlySpan<double> tensor)
    {
        for (var i = 0; i < 9; i++)
            scaled[i] = kolmogorovTime * tensor[i];
        var measures = new GradientMeasures(room);
        measures.Take(scaled);
        StatisticList.Add(measures, scaled, Sums[block]);
        for (var i = 0; i < 9; i++)
            (i % 4 == 0 ? Longitudinal : Transverse).Add(block, scaled[i] * (i % 4 == 0 ? longitudinal : transverse));
        Shape.Add(block, measures.Shape);
        for (var i = 0; i < 3; i++)
            Alignments[i].Add(block, Math.Sqrt(measures.Cosines[i]));
        // Strain and rotation have half of <A:A> each.
        Dissipation.Add(block, Math.Log(2 * measures.StrainSquare));
        Enstrophy.Add(block, Math.Log(2 * measures.RotationSquare));
        var (q, r) = (-0.5 * measures.TraceSquare, -measures.TraceCube / 3);
        var (row, column) = (
            (int)Math.Floor((q / ReachQ + 1) * Cells / 2),
            (int)Math.Floor((r / ReachR + 1) * Cells / 2)
        );
        if (row >= 0 && row < Cells && column >= 0 && column < Cells)
            cells[row, column]++;
    }

    public JointDensity Invariants(int count)
    {
        static double[] Middles(double reach) =>
            [.. Enumerable.Range(0, Cells).Select(i => ((i + 0.5) * 2 / Cells - 1) * reach)];
        var area = 4 * ReachR * ReachQ / Cells / Cells;
        var density = new double[Cells, Cells];
        for (var i = 0; i < Cells; i++)
        for (var j = 0; j < Cells; j++)
            density[i, j] = cells[i, j] / count / area;
        return new JointDensity(Middles(ReachR), Middles(ReachQ), density);
    }
}
