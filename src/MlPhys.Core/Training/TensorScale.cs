namespace MlPhys.Training;

/// <summary>How one tensor of parameters theta enters a network as Multiplier x theta, starts, and learns.</summary>
/// <param name="Deviation">Standard deviation of theta at the start; 0: starts at zero.</param>
/// <param name="Multiplier">Factor between theta and the weights that act.</param>
/// <param name="Rate">Factor on the learning rate of theta.</param>
public sealed record TensorScale(double Deviation, double Multiplier = 1, double Rate = 1)
{
    /// <summary>Standard deviation of the acting weights at the start.</summary>
    public double ActingDeviation => Deviation * Multiplier;

    /// <summary>Weight of this tensor in the tangent kernel with respect to theta, where derivatives are taken by the acting weights.</summary>
    public double KernelFactor => Multiplier * Multiplier;

    /// <summary>Factor on the rate at which gradient descent on theta moves the acting weights.</summary>
    public double ActingRate => KernelFactor * Rate;
}
