namespace MlPhys.Numerics.Fourier;

/// <summary>Who computes the Fourier transforms.</summary>
public enum FftBackend
{
    /// <summary>FFTW 3, the system's libfftw3.so.3.</summary>
    Fftw,

    /// <summary>torch.fft of libtorch, for batches of lines where FFTW is missing.</summary>
    Torch,

    /// <summary>MathNet.Numerics, managed code: everywhere, several times slower.</summary>
    Managed,
}
