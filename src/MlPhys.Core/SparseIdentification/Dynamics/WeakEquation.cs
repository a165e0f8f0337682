using MlPhys.SparseIdentification.Laws;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>One equation as the weak form finds it.</summary>
/// <param name="Terms">Its terms.</param>
/// <param name="RelativeResidual">Norm of the residual over that of the target.</param>
/// <param name="Errors">Standard error of each fitted number.</param>
internal sealed record WeakEquation(PlacedTerm[] Terms, double RelativeResidual, double[] Errors);
