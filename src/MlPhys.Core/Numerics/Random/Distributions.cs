using MathNet.Numerics;

namespace MlPhys.Numerics.Random;

/// <summary>Draws from named distributions.</summary>
public static class Distributions
{
    /// <summary>An exponential number, density rate exp(-rate x).</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="rate">Inverse mean, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not above 0.</exception>
    public static double Exponential(this RandomStream stream, double rate = 1)
    {
        if (!(rate > 0))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "a rate is above 0");
        return -Math.Log(1 - stream.Uniform()) / rate;
    }

    /// <summary>A Gamma number, density proportional to x^(shape-1) exp(-x/scale).</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="shape">Shape, above 0.</param>
    /// <param name="scale">Scale, above 0.</param>
    /// <remarks>Marsaglia and Tsang, ACM TOMS 26, 363 (2000); shapes below 1 by the power of a uniform number.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Shape or scale is not above 0.</exception>
    public static double Gamma(this RandomStream stream, double shape, double scale = 1)
    {
        if (!(shape > 0 && double.IsFinite(shape)))
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "a shape is finite and above 0");
        if (!(scale > 0))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "a scale is above 0");
        if (shape < 1)
            return stream.Gamma(shape + 1, scale) * Math.Pow(1 - stream.Uniform(), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = stream.Gaussian();
            var root = 1 + c * x;
            if (root <= 0)
                continue;
            var v = root * root * root;
            if (Math.Log(1 - stream.Uniform()) < 0.5 * x * x + d * (1 - v + Math.Log(v)))
                return scale * d * v;
        }
    }

    /// <summary>A Poisson number.</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="mean">Mean, 0 or more and at most 1e15.</param>
    /// <remarks>By products of uniform numbers below mean 10, above by PTRS: Hörmann, Insur. Math. Econ. 12, 39 (1993).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The mean is outside its range.</exception>
    public static long Poisson(this RandomStream stream, double mean)
    {
        if (mean is not (>= 0 and <= 1e15))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "a Poisson mean is in [0, 1e15]");
        return mean < 10 ? PoissonByProducts(stream, mean) : PoissonByRejection(stream, mean);
    }

    /// <summary>A binomial number: successes in independent trials.</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="trials">Number of trials, 0 or more.</param>
    /// <param name="probability">Probability of success, in [0, 1].</param>
    /// <remarks>By inversion below 10 expected successes, above by BTRS: Hörmann, J. Stat. Comput. Simul. 46, 101 (1993).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The trials are negative or the probability is outside [0, 1].</exception>
    public static long Binomial(this RandomStream stream, long trials, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        if (probability is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "a probability is in [0, 1]");
        if (probability > 0.5)
            return trials - stream.Binomial(trials, 1 - probability);
        if (trials == 0 || probability == 0)
            return 0;
        return trials * probability < 10
            ? BinomialByInversion(stream, trials, probability)
            : BinomialByRejection(stream, trials, probability);
    }

    /// <summary>Counts of each outcome in independent trials; they sum to the number of trials.</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="trials">Number of trials, 0 or more.</param>
    /// <param name="weights">Weight of each outcome, finite, 0 or more, not all 0; normalised here.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The trials are negative.</exception>
    public static long[] Multinomial(this RandomStream stream, long trials, params double[] weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        var left = Sampling.TotalWeight(weights);
        var last = Array.FindLastIndex(weights, w => w > 0);
        var counts = new long[weights.Length];
        for (var i = 0; i < last && trials > 0; i++)
        {
            counts[i] = stream.Binomial(trials, Math.Clamp(weights[i] / left, 0, 1));
            trials -= counts[i];
            left -= weights[i];
        }
        counts[last] += trials;
        return counts;
    }

    private static long PoissonByProducts(RandomStream stream, double mean)
    {
        var limit = Math.Exp(-mean);
        var count = 0L;
        for (var product = stream.Uniform(); product > limit; product *= stream.Uniform())
            count++;
        return count;
    }

    private static long PoissonByRejection(RandomStream stream, double mean)
    {
        var b = 0.931 + 2.53 * Math.Sqrt(mean);
        var a = -0.059 + 0.02483 * b;
        var inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        var accept = 0.9277 - 3.6224 / (b - 2);
        while (true)
        {
            var u = stream.Uniform() - 0.5;
            var v = 1 - stream.Uniform();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= accept)
                return (long)k;
            if (k < 0 || (us < 0.013 && v > us))
                continue;
            var density = -mean + k * Math.Log(mean) - SpecialFunctions.GammaLn(k + 1);
            if (Math.Log(v * inverseAlpha / (a / (us * us) + b)) <= density)
                return (long)k;
        }
    }

    private static long BinomialByInversion(RandomStream stream, long trials, double probability)
    {
        var odds = probability / (1 - probability);
        while (true)
        {
            var u = stream.Uniform();
            var term = Math.Exp(trials * double.LogP1(-probability));
            for (var k = 0L; k <= trials; k++)
            {
                if (u < term)
                    return k;
                u -= term;
                term *= odds * (trials - k) / (k + 1);
            }
        }
    }

    private static long BinomialByRejection(RandomStream stream, long trials, double probability)
    {
        double n = trials;
        var spread = Math.Sqrt(n * probability * (1 - probability));
        var b = 1.15 + 2.53 * spread;
        var a = -0.0873 + 0.0248 * b + 0.01 * probability;
        var centre = n * probability + 0.5;
        var accept = 0.92 - 4.2 / b;
        var alpha = (2.83 + 5.1 / b) * spread;
        var logOdds = Math.Log(probability / (1 - probability));
        var mode = Math.Floor((n + 1) * probability);
        var peak = SpecialFunctions.GammaLn(mode + 1) + SpecialFunctions.GammaLn(n - mode + 1);
        while (true)
        {
            var u = stream.Uniform() - 0.5;
            var v = 1 - stream.Uniform();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * a / us + b) * u + centre);
            if (us >= 0.07 && v <= accept)
                return (long)k;
            if (k < 0 || k > n)
                continue;
            var density =
                peak - SpecialFunctions.GammaLn(k + 1) - SpecialFunctions.GammaLn(n - k + 1) + (k - mode) * logOdds;
            if (Math.Log(v * alpha / (a / (us * us) + b)) <= density)
                return (long)k;
        }
    }
}
