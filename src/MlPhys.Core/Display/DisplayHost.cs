namespace MlPhys.Display;

/// <summary>The host that this process runs in, when it is one that shows content: a kernel registers itself here.</summary>
public static class DisplayHost
{
    private static IDisplayHost? current;

    /// <summary>The registered host; null outside of a notebook.</summary>
    internal static IDisplayHost? Current => Volatile.Read(ref current);

    /// <summary>Registers the host of this process until the registration is disposed.</summary>
    /// <param name="host">The host; it is called from any thread.</param>
    /// <exception cref="InvalidOperationException">Another host is registered.</exception>
    public static IDisposable Use(IDisplayHost host) =>
        Interlocked.CompareExchange(ref current, host, null) is null
            ? new Registration()
            : throw new InvalidOperationException("a display host is registered already");

    private sealed class Registration : IDisposable
    {
        public void Dispose() => Volatile.Write(ref current, null);
    }
}
