namespace TorchSharp;

/// <summary>Sets this thread's grad mode until it is disposed.</summary>
internal sealed class AutoGradMode : IDisposable
{
    private readonly bool previous = IsEnabled;

    public AutoGradMode(bool enabled) => NativeMethods.mlphys_set_grad_mode(enabled ? 1 : 0);

    public static bool IsEnabled => NativeMethods.mlphys_mode((int)Mode.Grad) != 0;

    public void Dispose() => NativeMethods.mlphys_set_grad_mode(previous ? 1 : 0);
}

/// <summary>Sets this thread's inference mode until it is disposed, on the same thread.</summary>
internal sealed class InferenceMode(bool enabled) : IDisposable
{
    private nint guard = NativeMethods.mlphys_enter_inference(enabled ? 1 : 0);

    public static bool IsEnabled => NativeMethods.mlphys_mode((int)Mode.Inference) != 0;

    public void Dispose()
    {
        if (guard != 0)
            NativeMethods.mlphys_exit_inference(guard);
        guard = 0;
    }
}

/// <summary>Makes autograd tell where a gradient that is not a number comes from, until it is disposed.</summary>
public sealed class AnomalyMode : IDisposable
{
    private readonly bool previous = IsEnabled;

    public AnomalyMode(bool enabled, bool check_nan = true) =>
        NativeMethods.mlphys_set_anomaly_mode(enabled ? 1 : 0, check_nan ? 1 : 0);

    public static bool IsEnabled => NativeMethods.mlphys_mode((int)Mode.Anomaly) != 0;

    public void Dispose() => NativeMethods.mlphys_set_anomaly_mode(previous ? 1 : 0, 1);
}

/// <summary>The modes that the native side can be asked for, numbered as there.</summary>
internal enum Mode
{
    Grad,
    Inference,
    Anomaly,
}
