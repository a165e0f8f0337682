namespace MlPhys.Scaling;

/// <summary>One trained model of a scaling experiment.</summary>
/// <param name="N">Model size: number of parameters.</param>
/// <param name="D">Data: number of samples or tokens seen.</param>
/// <param name="Loss">Held-out loss, positive.</param>
/// <param name="Seed">Seed of the run; points of equal N and D but other seed are repetitions.</param>
public sealed record ScalingPoint(double N, double D, double Loss, long Seed = 0)
{
    /// <summary>Training compute in FLOP by the usual estimate 6 N D.</summary>
    public double Compute => 6 * N * D;
}
