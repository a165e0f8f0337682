using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

/// <summary>
/// The monotone rational-quadratic spline of Gregory and Delbourgo with its derivatives in one pass over the bins; Durkan, Bekasov, Murray and
/// Papamakarios, NeurIPS 2019 (arXiv 1906.04032), section 3.1.
/// </summary>
/// <remarks>Arguments are clamped to the interval before any algebra, so that none overflows; outside the spline is the identity.</remarks>
internal static unsafe class SplineKernel<T>
    where T : unmanaged
{
    public const double MinimumWidth = 1e-3;
    public const double MinimumSlope = 1e-3;

    /// <summary>Makes the slope of a zero pre-activation one.</summary>
    private static readonly double SlopeShift = Math.Log(Math.Exp(1 - MinimumSlope) - 1);

    private static int Width => Vector512<T>.Count;

    /// <summary>Numbers of working space for so many bins: the shares of widths and heights, which going backwards finds there.</summary>
    public static int Space(int bins) => 2 * bins * Width;

    /// <summary>Value and logarithm of the slope for one vector of samples.</summary>
    /// <param name="x">Argument.</param>
    /// <param name="shape">First shape row at this vector; rows are <paramref name="lanes"/> numbers apart.</param>
    /// <param name="lanes">Numbers in a row.</param>
    /// <param name="bins">Number of bins.</param>
    /// <param name="half">Half the width of the interval.</param>
    /// <param name="isFree">Whether the slopes at the ends are free.</param>
    /// <param name="inverse">Whether to solve for the argument.</param>
    /// <param name="space">Working space.</param>
    public static (Vector512<T> Value, Vector512<T> LogSlope) Run(
        Vector512<T> x,
        T* shape,
        int lanes,
        int bins,
        double half,
        bool isFree,
        bool inverse,
        T* space
    )
    {
        Softmax(shape, lanes, bins, space);
        Softmax(shape + bins * lanes, lanes, bins, space + bins * Width);
        var bin = Find(x, shape, lanes, bins, half, isFree, inverse, space);
        var theta = bin.Position(x, inverse);
        var value = inverse ? bin.X + theta * bin.Width : bin.Y + bin.Height * bin.Rise(theta);
        var slope = bin.LogSlope(theta);
        var inside = bin.Inside;
        return (
            Vector512.ConditionalSelect(inside, value, x),
            Vector512.ConditionalSelect(inside, inverse ? -slope : slope, Vector512<T>.Zero)
        );
    }

    /// <summary>Adds the pull of value and slope to the pulls of argument and shape; returns that of the argument.</summary>
    public static Vector512<T> Pull(
        Vector512<T> x,
        Vector512<T> pullValue,
        Vector512<T> pullSlope,
        T* shape,
        T* pullShape,
        int lanes,
        int bins,
        double half,
        bool isFree,
        bool inverse,
        T* space
    )
    {
        var bin = Find(x, shape, lanes, bins, half, isFree, inverse, space);
        var theta = bin.Position(x, inverse);
        var d = bin.Derivatives(theta);
        var outside = pullValue;
        Vector512<T> pullX;
        if (inverse)
        {
            // x = f^-1(y): dx = (dy - f_p dp) / f', and the slope is that of f at x with its sign turned.
            pullSlope = -pullSlope;
            var total = pullValue + pullSlope * d.SlopeTheta / bin.Width;
            var steep = bin.Height * d.RiseTheta / bin.Width;
            pullX = total / steep;
            pullValue = -pullX;
        }
        else
            pullX = pullValue * bin.Height * d.RiseTheta / bin.Width + pullSlope * d.SlopeTheta / bin.Width;
        var lift = pullValue * bin.Height;
        var pullTheta = lift * d.RiseTheta + pullSlope * d.SlopeTheta;
        var pullSteep = lift * d.RiseSteep + pullSlope * d.SlopeSteep;
        var pullLeft = lift * d.RiseLeft + pullSlope * d.SlopeLeft;
        var pullRight = lift * d.RiseRight + pullSlope * d.SlopeRight;
        var inverseWidth = LaneMath<T>.Of(1) / bin.Width;
        var pullStart = -pullTheta * inverseWidth;
        var pullWidth = -(pullTheta * theta + pullSteep * bin.Steepness) * inverseWidth;
        var pullHeight = pullValue * d.Rise + pullSteep * inverseWidth;
        var mask = bin.Inside;
        var zero = Vector512<T>.Zero;
        Spread(
            Vector512.ConditionalSelect(mask, pullStart, zero),
            Vector512.ConditionalSelect(mask, pullWidth, zero),
            bin.Index,
            space,
            pullShape,
            lanes,
            bins,
            half
        );
        Spread(
            Vector512.ConditionalSelect(mask, pullValue, zero),
            Vector512.ConditionalSelect(mask, pullHeight, zero),
            bin.Index,
            space + bins * Width,
            pullShape + bins * lanes,
            lanes,
            bins,
            half
        );
        PullSlopes(
            Vector512.ConditionalSelect(mask, pullLeft, zero),
            Vector512.ConditionalSelect(mask, pullRight, zero),
            bin.Index,
            shape + 2 * bins * lanes,
            pullShape + 2 * bins * lanes,
            lanes,
            bins,
            isFree
        );
        return Vector512.ConditionalSelect(mask, pullX, outside);
    }

    private static void Softmax(T* logits, int lanes, int bins, T* shares)
    {
        var top = Vector512.Load(logits);
        for (var j = 1; j < bins; j++)
            top = Vector512.MaxNative(top, Vector512.Load(logits + j * lanes));
        var sum = Vector512<T>.Zero;
        for (var j = 0; j < bins; j++)
        {
            var e = LaneMath<T>.Exp(Vector512.Load(logits + j * lanes) - top);
            e.Store(shares + j * Width);
            sum += e;
        }
        var scale = LaneMath<T>.Of(1) / sum;
        for (var j = 0; j < bins; j++)
            (Vector512.Load(shares + j * Width) * scale).Store(shares + j * Width);
    }

    private static SplineBin<T> Find(
        Vector512<T> x,
        T* shape,
        int lanes,
        int bins,
        double half,
        bool isFree,
        bool inverse,
        T* space
    )
    {
        var scale = LaneMath<T>.Of(2 * half * (1 - MinimumWidth * bins));
        var least = LaneMath<T>.Of(2 * half * MinimumWidth);
        var end = LaneMath<T>.Of(half);
        var at = Vector512.MinNative(Vector512.MaxNative(x, -end), end);
        var (left, bottom, index) = (-end, -end, Vector512<T>.Zero);
        var (startX, startY, width, height) = (left, bottom, left, left);
        for (var j = 0; j < bins; j++)
        {
            var w = LaneMath<T>.MultiplyAdd(Vector512.Load(space + j * Width), scale, least);
            var h = LaneMath<T>.MultiplyAdd(Vector512.Load(space + (bins + j) * Width), scale, least);
            var reached = Vector512.GreaterThanOrEqual(at, inverse ? bottom : left);
            startX = Vector512.ConditionalSelect(reached, left, startX);
            startY = Vector512.ConditionalSelect(reached, bottom, startY);
            width = Vector512.ConditionalSelect(reached, w, width);
            height = Vector512.ConditionalSelect(reached, h, height);
            index = Vector512.ConditionalSelect(reached, LaneMath<T>.Of(j), index);
            left += w;
            bottom += h;
        }
        var (before, after) = Slopes(index, shape + 2 * bins * lanes, lanes, bins, isFree);
        var inside = Vector512.LessThanOrEqual(Vector512.Abs(x), end);
        return new SplineBin<T>(index, startX, startY, width, height, before, after, inside);
    }

    /// <summary>Slopes at both ends of the bin; only the two that are needed go through the exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<T> Left, Vector512<T> Right) Slopes(
        Vector512<T> index,
        T* logits,
        int lanes,
        int bins,
        bool isFree
    )
    {
        var (left, right) = Chosen(index, logits, lanes, bins, isFree);
        var floor = LaneMath<T>.Of(MinimumSlope);
        var shift = LaneMath<T>.Of(SlopeShift);
        return (LaneMath<T>.Softplus(left + shift).Value + floor, LaneMath<T>.Softplus(right + shift).Value + floor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<T> Left, Vector512<T> Right) Chosen(
        Vector512<T> index,
        T* logits,
        int lanes,
        int bins,
        bool isFree
    )
    {
        var (left, right) = (Vector512<T>.Zero, Vector512<T>.Zero);
        var (first, last) = isFree ? (0, bins) : (1, bins - 1);
        for (var knot = first; knot <= last; knot++)
        {
            var logit = Vector512.Load(logits + (knot - first) * lanes);
            left = Vector512.ConditionalSelect(Vector512.Equals(index, LaneMath<T>.Of(knot)), logit, left);
            right = Vector512.ConditionalSelect(Vector512.Equals(index, LaneMath<T>.Of(knot - 1)), logit, right);
        }
        return (left, right);
    }

    private static void PullSlopes(
        Vector512<T> pullLeft,
        Vector512<T> pullRight,
        Vector512<T> index,
        T* logits,
        T* pulls,
        int lanes,
        int bins,
        bool isFree
    )
    {
        var (left, right) = Chosen(index, logits, lanes, bins, isFree);
        var shift = LaneMath<T>.Of(SlopeShift);
        pullLeft *= LaneMath<T>.Softplus(left + shift).Slope;
        pullRight *= LaneMath<T>.Softplus(right + shift).Slope;
        var (first, last) = isFree ? (0, bins) : (1, bins - 1);
        for (var knot = first; knot <= last; knot++)
        {
            var to = pulls + (knot - first) * lanes;
            var isLeft = Vector512.Equals(index, LaneMath<T>.Of(knot));
            var isRight = Vector512.Equals(index, LaneMath<T>.Of(knot - 1));
            var sum =
                Vector512.ConditionalSelect(isLeft, pullLeft, Vector512<T>.Zero)
                + Vector512.ConditionalSelect(isRight, pullRight, Vector512<T>.Zero);
            (Vector512.Load(to) + sum).Store(to);
        }
    }

    /// <summary>From start and size of the bin through the cumulated sum and the softmax to the logits.</summary>
    private static void Spread(
        Vector512<T> pullStart,
        Vector512<T> pullSize,
        Vector512<T> index,
        T* shares,
        T* pulls,
        int lanes,
        int bins,
        double half
    )
    {
        var mean = Vector512<T>.Zero;
        for (var j = 0; j < bins; j++)
            mean = LaneMath<T>.MultiplyAdd(Vector512.Load(shares + j * Width), Of(j, pullStart, pullSize, index), mean);
        var scale = LaneMath<T>.Of(2 * half * (1 - MinimumWidth * bins));
        for (var j = 0; j < bins; j++)
        {
            var to = pulls + j * lanes;
            var pull = Vector512.Load(shares + j * Width) * (Of(j, pullStart, pullSize, index) - mean) * scale;
            (Vector512.Load(to) + pull).Store(to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Of(int j, Vector512<T> pullStart, Vector512<T> pullSize, Vector512<T> index)
    {
        var bin = LaneMath<T>.Of(j);
        var here = Vector512.ConditionalSelect(Vector512.Equals(index, bin), pullSize, Vector512<T>.Zero);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(index, bin), pullStart, here);
    }
}
