using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Random;

/// <summary>Turns one 64-bit seed into a well mixed sequence, to seed larger generators.</summary>
/// <remarks>Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
internal struct SplitMix64(ulong seed)
{
    /// <summary>What is added to the state at each step.</summary>
    public const ulong Increment = 0x9E3779B97F4A7C15;

    private const ulong First = 0xBF58476D1CE4E5B9;
    private const ulong Second = 0x94D049BB133111EB;
    private ulong state = seed;

    public ulong Next()
    {
        var z = state += Increment;
        z = (z ^ (z >> 30)) * First;
        z = (z ^ (z >> 27)) * Second;
        return z ^ (z >> 31);
    }

    /// <summary>The numbers that follow from eight states at once.</summary>
    public static Vector512<ulong> Mix(Vector512<ulong> states)
    {
        var z = (states ^ (states >> 30)) * First;
        z = (z ^ (z >> 27)) * Second;
        return z ^ (z >> 31);
    }
}
