namespace MlPhys.Numerics.Differential;

/// <summary>Which zero crossings of an event function count, seen in the direction of integration.</summary>
public enum EventDirection
{
    /// <summary>From negative to positive and back.</summary>
    Either,

    /// <summary>From negative to positive.</summary>
    Rising,

    /// <summary>From positive to negative.</summary>
    Falling,
}
