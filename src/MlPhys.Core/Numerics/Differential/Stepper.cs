using System.Numerics;
using System.Runtime.InteropServices;

namespace MlPhys.Numerics.Differential;

/// <summary>One step of a one-step method over buffers made once.</summary>
internal abstract class Stepper(VectorField field, int dimension)
{
    /// <summary>Terms of the dense output's polynomial, whatever the method.</summary>
    public const int DenseTerms = 5;

    private readonly VectorField field = field;

    public int Dimension { get; } = dimension;

    public int Evaluations { get; private set; }

    /// <summary>Exponent by which the error estimate falls with the step; 0: no estimate, fixed step.</summary>
    public abstract int ErrorOrder { get; }

    /// <summary>f at the beginning of the next step.</summary>
    public abstract ReadOnlySpan<double> Derivative { get; }

    /// <summary>Prepares the first step.</summary>
    public abstract void Begin(double t, ReadOnlySpan<double> y);

    /// <summary>Computes the state after a step and the estimate of its error.</summary>
    public abstract void Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> next, Span<double> error);

    /// <summary>The polynomial in the fraction of the step that was just attempted.</summary>
    public abstract void Dense(double h, ReadOnlySpan<double> y, ReadOnlySpan<double> next, Span<double> polynomial);

    /// <summary>Makes the end of the step that was just attempted the beginning of the next.</summary>
    public abstract void Accept(double t, ReadOnlySpan<double> next);

    protected void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        Evaluations++;
        field(t, y, derivative);
    }

    /// <summary>result = y + h * sum of weights[j] * stages[j], the stages stored one after the other.</summary>
    protected static void Combine(
        ReadOnlySpan<double> y,
        double h,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> stages,
        Span<double> result
    )
    {
        var n = result.Length;
        var i = 0;
        if (n >= Vector<double>.Count)
        {
            ref var source = ref MemoryMarshal.GetReference(stages);
            for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
            {
                var sum = Vector<double>.Zero;
                for (var j = 0; j < weights.Length; j++)
                    sum += weights[j] * Vector.LoadUnsafe(ref source, (nuint)(j * n + i));
                (new Vector<double>(y[i..]) + h * sum).CopyTo(result[i..]);
            }
        }
        for (; i < n; i++)
        {
            var sum = 0.0;
            for (int j = 0, at = i; j < weights.Length; j++, at += n)
                sum += weights[j] * stages[at];
            result[i] = y[i] + h * sum;
        }
    }
}
