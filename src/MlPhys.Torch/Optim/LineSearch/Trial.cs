using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A point on the line: step length, loss, gradient, and slope of the loss along the line.</summary>
internal sealed record Trial(double Step, double Loss, Tensor Gradient, double Slope)
{
    /// <summary>Where the cubic through two points and their slopes has its minimum (Nocedal and Wright, eq. 3.59).</summary>
    public static double CubicMinimum(Trial one, Trial other, double least, double most)
    {
        var (left, right) = one.Step <= other.Step ? (one, other) : (other, one);
        var d1 = left.Slope + right.Slope - 3 * (left.Loss - right.Loss) / (left.Step - right.Step);
        var discriminant = d1 * d1 - left.Slope * right.Slope;
        if (!(discriminant >= 0))
            return (least + most) / 2;
        var d2 = Math.Sqrt(discriminant);
        var minimum =
            right.Step - (right.Step - left.Step) * ((right.Slope + d2 - d1) / (right.Slope - left.Slope + 2 * d2));
        return Math.Min(Math.Max(minimum, least), most);
    }
}
