namespace MlPhys.Numerics.Lanes;

/// <summary>One instruction: rows are numbered, each is written once.</summary>
/// <param name="Op">What is done.</param>
/// <param name="Out">First row written.</param>
/// <param name="Count">Rows written; for a spline 2, value and logarithm of the slope.</param>
/// <param name="A">First row of the first operand.</param>
/// <param name="B">First row of the second operand; for a linear map the number of its inputs.</param>
/// <param name="Value">The constant; for a spline half the width of its interval.</param>
/// <param name="Parameter">First parameter read; for a spline its number among the splines.</param>
/// <param name="Stride">Parameters from one output of a linear map to the next; for a spline its bins; for a sum the rows summed.</param>
/// <param name="Unit">Nonlinearity after a linear map.</param>
/// <param name="Option">For a linear map: adds the parameter after the weights. For a spline: the slopes at the ends are free.</param>
/// <param name="C">The row added to a product.</param>
internal readonly record struct LaneInstruction(
    LaneOp Op,
    int Out,
    int Count = 1,
    int A = 0,
    int B = 0,
    double Value = 0,
    int Parameter = 0,
    int Stride = 0,
    UnitKind Unit = UnitKind.Identity,
    bool Option = false,
    int C = 0
);
