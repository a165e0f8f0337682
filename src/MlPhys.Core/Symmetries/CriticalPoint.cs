using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Spectra;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>Newton's method, with absolute curvatures, to a minimum nearby, so that zero modes are zero to rounding.</summary>
public static class CriticalPoint
{
    /// <summary>Curvatures below this times the largest are left alone: along them a step would be noise.</summary>
    private const double LeastCurvature = 1e-9;

    /// <summary>Moves the parameters to where the gradient vanishes to rounding.</summary>
    /// <param name="objective">Loss, network and data in float64; the network's parameters are changed.</param>
    /// <param name="steps">Newton steps at most.</param>
    /// <param name="target">Norm of the gradient at which to stop.</param>
    /// <returns>The norm of the gradient reached.</returns>
    /// <exception cref="ArgumentException">The parameters are float32.</exception>
    public static double Polish(Objective objective, int steps = 30, double target = 1e-13)
    {
        var parameters = objective.Structure.Parameters;
        if (parameters.Type != ScalarType.Float64)
            throw new ArgumentException($"the parameters are {parameters.Type}; Float64 is needed", nameof(objective));
        var best = parameters.Read();
        var norm = Norm(objective.Gradient());
        for (var step = 0; step < steps && norm > target; step++)
        {
            if (!Descends(objective, best, Step(objective), norm))
            {
                parameters.Write(best);
                break;
            }
            (best, norm) = (parameters.Read(), Norm(objective.Gradient()));
        }
        return norm;
    }

    /// <summary>Goes along a step, or a part of it, that lowers the loss or, where the loss is at its rounding, the gradient.</summary>
    private static bool Descends(Objective objective, double[] start, double[] step, double norm)
    {
        var value = objective.Value();
        for (var share = 1.0; share > 1e-6; share /= 2)
        {
            objective.Structure.Parameters.Write([.. start.Zip(step, (p, d) => p - share * d)]);
            var change = objective.Value() - value;
            if (
                change < -1e-10 * Math.Abs(value)
                || (change <= 1e-10 * Math.Abs(value) && Norm(objective.Gradient()) < norm)
            )
                return true;
        }
        return false;
    }

    private static double[] Step(Objective objective)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var hessian = DenseHessian.Of(objective);
        var (values, vectors) = hessian.Eigen();
        var largest = values.Max(Math.Abs);
        var inverse = tensor(
            values.Select(v => Math.Abs(v) > LeastCurvature * largest ? 1 / Math.Abs(v) : 0).ToArray()
        );
        return vectors.mv(inverse * vectors.t().mv(tensor(objective.Gradient()))).data<double>().ToArray();
    }

    private static double Norm(double[] v) => Math.Sqrt(v.Sum(x => x * x));
}
