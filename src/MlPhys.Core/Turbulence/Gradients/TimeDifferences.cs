namespace MlPhys.Turbulence.Gradients;

/// <summary>dA/dt along trajectories by parabolas through three neighbouring times, one-sided at both ends.</summary>
internal static class TimeDifferences
{
    public static double[] Of(VelocityGradients data)
    {
        var times = data.Times.Length;
        var rates = new double[data.Values.Length];
        for (var t = 0; t < times; t++)
        {
            var middle = Math.Clamp(t, 1, times - 2);
            var at = t - middle;
            double[] weights = [at - 0.5, -2 * at, at + 0.5];
            for (var trajectory = 0; trajectory < data.Trajectories; trajectory++)
            for (var c = 0; c < 9; c++)
            for (var k = 0; k < 3; k++)
                rates[9 * (trajectory * times + t) + c] +=
                    weights[k] / data.Interval * data.Values[9 * (trajectory * times + middle - 1 + k) + c];
        }
        return rates;
    }
}
