namespace TorchSharp;

/// <summary>Which of a transform and its inverse carries the factor 1/n: neither shares it under <see cref="Ortho"/>.</summary>
public enum FFTNormType
{
    Backward,
    Ortho,
    Forward,
}

public static partial class torch
{
    /// <summary>What happens to the fraction of a quotient.</summary>
    public enum RoundingMode
    {
        None,
        trunc,
        floor,
    }

    public static unsafe partial class linalg
    {
        /// <summary>How much of a QR decomposition is computed.</summary>
        public enum QRMode
        {
            Complete,
            Reduced,
            R,
        }
    }
}
