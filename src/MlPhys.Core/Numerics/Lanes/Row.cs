namespace MlPhys.Numerics.Lanes;

/// <summary>A number of each sample, as a term in a program under construction.</summary>
internal readonly record struct Row(LaneBuilder Builder, int Index)
{
    public static Row operator +(Row a, Row b) => a.Builder.Binary(LaneOp.Add, a, b);

    public static Row operator -(Row a, Row b) => a.Builder.Binary(LaneOp.Subtract, a, b);

    public static Row operator *(Row a, Row b) => a.Builder.Binary(LaneOp.Multiply, a, b);

    public static Row operator /(Row a, Row b) => a.Builder.Binary(LaneOp.Divide, a, b);

    public static Row operator +(Row a, double b) => a.Builder.With(LaneOp.AddConstant, a, b);

    public static Row operator +(double a, Row b) => b + a;

    public static Row operator -(Row a, double b) => a + -b;

    public static Row operator -(double a, Row b) => -b + a;

    public static Row operator *(Row a, double b) => a.Builder.With(LaneOp.MultiplyConstant, a, b);

    public static Row operator *(double a, Row b) => b * a;

    public static Row operator /(Row a, double b) => a * (1 / b);

    public static Row operator /(double a, Row b) => b.Builder.Constant(a) / b;

    public static Row operator -(Row a) => a * -1.0;

    public Row Exp() => Builder.With(LaneOp.Exp, this);

    public Row Log() => Builder.With(LaneOp.Log, this);

    public Row Sqrt() => Builder.With(LaneOp.Sqrt, this);

    public Row Sin() => Builder.With(LaneOp.Sin, this);

    public Row Cos() => Builder.With(LaneOp.Cos, this);

    public Row Tanh() => Builder.With(LaneOp.Tanh, this);

    public Row Softplus() => Builder.With(LaneOp.Softplus, this);

    /// <summary>The larger of the row and a constant; the derivative below the constant is zero.</summary>
    public Row Maximum(double floor) => Builder.With(LaneOp.Maximum, this, floor);

    /// <summary>The angle from 0 to pi whose cosine and sine are proportional to this and the other row, which is not negative.</summary>
    public Row AngleTo(Row sine) => Builder.Binary(LaneOp.Angle, this, sine);
}
