namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>The data recipe of the acceptance cases: classical RK4 and noise from SplitMix64, the same in any language.</summary>
internal static class Recipe
{
    /// <summary>States at 0, dt, 2 dt, ...: one row a sample.</summary>
    public static double[][] Integrate(
        Func<double, double[], double[]> field,
        double[] start,
        double dt,
        int samples,
        int subSteps = 10
    )
    {
        var rows = new double[samples][];
        rows[0] = start;
        for (var i = 1; i < samples; i++)
        {
            rows[i] = rows[i - 1];
            for (var k = 0; k < subSteps; k++)
                rows[i] = Step(field, (i - 1 + (double)k / subSteps) * dt, rows[i], dt / subSteps);
        }
        return rows;
    }

    /// <summary>The column of a variable.</summary>
    public static double[] Column(double[][] rows, int index) => [.. rows.Select(r => r[index])];

    /// <summary>Uniform numbers on [0, 1): the top 53 bits of SplitMix64.</summary>
    public static IEnumerable<double> Uniforms(ulong seed)
    {
        for (var state = seed; ; )
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            yield return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }

    /// <summary>Standard normal numbers, two uniforms each.</summary>
    public static IEnumerable<double> Normals(ulong seed)
    {
        using var uniforms = Uniforms(seed).GetEnumerator();
        while (true)
        {
            var u1 = Next(uniforms);
            yield return Math.Sqrt(-2 * Math.Log(1 - u1)) * Math.Cos(2 * Math.PI * Next(uniforms));
        }
    }

    /// <summary>Adds noise of level x standard deviation of each column, the trajectories of a case pooled.</summary>
    public static double[][][] WithNoise(double[][][] trajectories, double level, int seed)
    {
        var all = trajectories.SelectMany(t => t).ToArray();
        double[] sigma =
        [
            .. Enumerable.Range(0, all[0].Length).Select(j => level * Deviation([.. all.Select(r => r[j])])),
        ];
        return
        [
            .. trajectories.Select(
                (rows, i) =>
                {
                    using var normals = Normals((ulong)(1000 * seed + i)).GetEnumerator();
                    return rows.Select(r => r.Select((x, j) => x + sigma[j] * Next(normals)).ToArray()).ToArray();
                }
            ),
        ];
    }

    /// <summary>Adds noise to one trajectory.</summary>
    public static double[][] WithNoise(double[][] rows, double level, int seed) =>
        level == 0 ? rows : WithNoise([rows], level, seed)[0];

    /// <summary>Rates r (1 + level n).</summary>
    public static double[] WithRelativeNoise(double[] rates, double level, int seed) =>
        [.. rates.Zip(Normals((ulong)seed), (r, n) => r * (1 + level * n))];

    private static double Next(IEnumerator<double> numbers)
    {
        numbers.MoveNext();
        return numbers.Current;
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static double[] Step(Func<double, double[], double[]> f, double t, double[] x, double h)
    {
        var k1 = f(t, x);
        var k2 = f(t + h / 2, Moved(x, k1, h / 2));
        var k3 = f(t + h / 2, Moved(x, k2, h / 2));
        var k4 = f(t + h, Moved(x, k3, h));
        return [.. x.Select((v, i) => v + h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]))];
    }

    private static double[] Moved(double[] x, double[] k, double h) => [.. x.Zip(k, (a, b) => a + h * b)];
}
