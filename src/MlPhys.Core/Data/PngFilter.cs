namespace MlPhys.Data;

/// <summary>Undoes the five row filters of PNG (ISO/IEC 15948:2004, clause 9).</summary>
internal static class PngFilter
{
    /// <param name="filtered">Rows of one filter byte and stride bytes.</param>
    /// <param name="height">Rows.</param>
    /// <param name="stride">Bytes of a row.</param>
    /// <param name="pixel">Bytes of a pixel.</param>
    /// <param name="source">Named in errors.</param>
    public static byte[] Undo(byte[] filtered, int height, int stride, int pixel, string source)
    {
        var pixels = new byte[height * stride];
        ReadOnlySpan<byte> above = new byte[stride];
        for (var row = 0; row < height; row++)
        {
            var filter = filtered[row * (stride + 1)];
            var target = pixels.AsSpan(row * stride, stride);
            filtered.AsSpan(row * (stride + 1) + 1, stride).CopyTo(target);
            switch (filter)
            {
                case 0:
                    break;
                case 1:
                    Sub(target, pixel);
                    break;
                case 2:
                    Up(target, above);
                    break;
                case 3:
                    Average(target, above, pixel);
                    break;
                case 4:
                    Paeth(target, above, pixel);
                    break;
                default:
                    throw new InvalidDataException($"{source}: row {row} has filter {filter}, expected 0 to 4");
            }
            above = target;
        }
        return pixels;
    }

    private static void Sub(Span<byte> row, int pixel)
    {
        for (var at = pixel; at < row.Length; at++)
            row[at] += row[at - pixel];
    }

    private static void Up(Span<byte> row, ReadOnlySpan<byte> above)
    {
        for (var at = 0; at < row.Length; at++)
            row[at] += above[at];
    }

    private static void Average(Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        for (var at = 0; at < row.Length; at++)
            row[at] += (byte)(((at < pixel ? 0 : row[at - pixel]) + above[at]) / 2);
    }

    private static void Paeth(Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        for (var at = 0; at < pixel; at++)
            row[at] += above[at];
        for (var at = pixel; at < row.Length; at++)
            row[at] += Predictor(row[at - pixel], above[at], above[at - pixel]);
    }

    private static byte Predictor(int left, int up, int upLeft)
    {
        var (toLeft, toUp, toUpLeft) = (
            Math.Abs(up - upLeft),
            Math.Abs(left - upLeft),
            Math.Abs(left + up - 2 * upLeft)
        );
        return (byte)(
            toLeft <= toUp && toLeft <= toUpLeft ? left
            : toUp <= toUpLeft ? up
            : upLeft
        );
    }
}
