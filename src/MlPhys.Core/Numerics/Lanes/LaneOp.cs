namespace MlPhys.Numerics.Lanes;

/// <summary>The instructions of a lane program.</summary>
internal enum LaneOp
{
    Input,
    Constant,
    Parameter,
    Copy,
    Add,
    Subtract,
    Multiply,
    Divide,
    AddConstant,
    MultiplyConstant,

    /// <summary>a b + c in one rounding.</summary>
    MultiplyAdd,

    /// <summary>A constant times a, plus b, in one rounding.</summary>
    AddScaled,
    Exp,
    Log,
    Sqrt,
    Sin,
    Cos,
    Tanh,
    Softplus,
    Angle,
    Maximum,
    Sum,
    Linear,
    Spline,
    SplineInverse,
}

/// <summary>The nonlinearity of a network's unit, with a derivative that follows from its value.</summary>
internal enum UnitKind
{
    Identity,
    Tanh,
    Relu,
    Elu,
}
