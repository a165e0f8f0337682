using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

/// <summary>The bin of a spline in which each sample falls.</summary>
internal readonly struct SplineBin<T>(
    Vector512<T> index,
    Vector512<T> x,
    Vector512<T> y,
    Vector512<T> width,
    Vector512<T> height,
    Vector512<T> left,
    Vector512<T> right,
    Vector512<T> inside
)
    where T : unmanaged
{
    public Vector512<T> Index => index;

    public Vector512<T> X => x;

    public Vector512<T> Y => y;

    public Vector512<T> Width => width;

    public Vector512<T> Height => height;

    /// <summary>All bits set where the argument lies in the interval.</summary>
    public Vector512<T> Inside => inside;

    /// <summary>Height over width.</summary>
    public Vector512<T> Steepness => height / width;

    /// <summary>Where in the bin, from 0 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Position(Vector512<T> at, bool inverse)
    {
        var (zero, one) = (Vector512<T>.Zero, LaneMath<T>.Of(1));
        if (!inverse)
            return Vector512.MinNative(Vector512.MaxNative((at - x) / width, zero), one);
        var rise = Vector512.MinNative(Vector512.MaxNative(at - y, zero), height);
        var s = height / width;
        var bend = rise * (right + left - s - s);
        var a = height * (s - left) + bend;
        var b = height * left - bend;
        var c = -s * rise;
        var root = Vector512.Sqrt(Vector512.MaxNative(b * b - LaneMath<T>.Of(4) * a * c, zero));
        return Vector512.MinNative(Vector512.MaxNative(LaneMath<T>.Of(-2) * c / (b + root), zero), one);
    }

    /// <summary>The part of the height that is reached.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Rise(Vector512<T> theta)
    {
        var s = height / width;
        var q = theta * (LaneMath<T>.Of(1) - theta);
        return (s * theta * theta + left * q) / (s + (left + right - s - s) * q);
    }

    /// <summary>Logarithm of the slope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> LogSlope(Vector512<T> theta)
    {
        var s = height / width;
        var rest = LaneMath<T>.Of(1) - theta;
        var q = theta * rest;
        var numerator = right * theta * theta + (s + s) * q + left * rest * rest;
        var ratio = s / (s + (left + right - s - s) * q);
        return LaneMath<T>.Log(ratio * ratio * numerator);
    }

    /// <summary>Derivatives of rise and logarithmic slope with respect to position, steepness and the slopes at both ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SplineDerivatives<T> Derivatives(Vector512<T> theta)
    {
        var (one, two) = (LaneMath<T>.Of(1), LaneMath<T>.Of(2));
        var s = height / width;
        var rest = one - theta;
        var q = theta * rest;
        var tilt = rest - theta;
        var denominator = s + (left + right - s - s) * q;
        var numerator = s * theta * theta + left * q;
        var inverse = one / denominator;
        var rise = numerator * inverse;
        var slopeNumerator = right * theta * theta + two * s * q + left * rest * rest;
        var inverseSlope = one / slopeNumerator;
        var denominatorTheta = (left + right - s - s) * tilt;
        var denominatorSteep = one - two * q;
        return new SplineDerivatives<T>(
            rise,
            (two * s * theta + left * tilt - rise * denominatorTheta) * inverse,
            (theta * theta - rise * denominatorSteep) * inverse,
            q * (one - rise) * inverse,
            -rise * q * inverse,
            two * (right * theta + s * tilt - left * rest) * inverseSlope - two * denominatorTheta * inverse,
            two / s + two * q * inverseSlope - two * denominatorSteep * inverse,
            rest * rest * inverseSlope - two * q * inverse,
            theta * theta * inverseSlope - two * q * inverse
        );
    }
}

/// <summary>Derivatives of the part of the height reached (Rise) and of the logarithm of the slope (Slope).</summary>
internal readonly record struct SplineDerivatives<T>(
    Vector512<T> Rise,
    Vector512<T> RiseTheta,
    Vector512<T> RiseSteep,
    Vector512<T> RiseLeft,
    Vector512<T> RiseRight,
    Vector512<T> SlopeTheta,
    Vector512<T> SlopeSteep,
    Vector512<T> SlopeLeft,
    Vector512<T> SlopeRight
)
    where T : unmanaged;
