namespace MlPhys.Figures.Layout;

/// <summary>A rectangle in pixels, y downwards.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double CenterX => X + Width / 2;

    public double CenterY => Y + Height / 2;

    public Box Inset(double left, double top, double right, double bottom) =>
        new(X + left, Y + top, Math.Max(40, Width - left - right), Math.Max(40, Height - top - bottom));
}
